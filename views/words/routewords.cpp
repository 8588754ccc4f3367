// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/sessionpolicies.h"
#include "words/factwords.h"
#include "words/permissionsetwords.h"
#include "words/vocabulary.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <set>

namespace rolewright::words {
namespace {

struct Routes {
    Q_DECLARE_TR_FUNCTIONS(Routes)
};

/// "60 s", "5 min", "1 h": what reads best without losing anything.
QString duration(std::int64_t seconds)
{
    if (seconds >= 3600 && seconds % 3600 == 0)
        return Routes::tr("%1 h").arg(seconds / 3600);
    if (seconds > 60 && seconds % 60 == 0)
        return Routes::tr("%1 min").arg(seconds / 60);
    return Routes::tr("%1 s").arg(seconds);
}

bool isOfRole(const Hop &hop)
{
    return hop.kind != HopKind::SessionToken && hop.kind != HopKind::FederationToken;
}

/// How the routes go, after "Allowed": several roles may be a choice, or one after the other.
QString ways(const std::vector<Route> &routes)
{
    const std::vector<Hop> &first = routes.front().hops;
    const bool oneHop = std::all_of(routes.begin(), routes.end(), [](const Route &route) { return route.hops.size() == 1 && isOfRole(route.hops.front()); });
    if (oneHop) {
        std::set<std::string> roles;
        for (const Route &route : routes)
            roles.insert(route.hops.front().to);
        return roles.size() == 1 ? Routes::tr("via 1 role") : Routes::tr("via any of %n roles", nullptr, static_cast<int>(roles.size()));
    }
    if (routes.size() > 1)
        return Routes::tr("by %n routes", nullptr, static_cast<int>(routes.size()));
    const auto roles = std::count_if(first.begin(), first.end(), isOfRole);
    if (roles > 1)
        return Routes::tr("via %n roles in a row", nullptr, static_cast<int>(roles));
    if (roles == 1)
        return Routes::tr("via 1 role");
    return first.front().kind == HopKind::SessionToken ? Routes::tr("with a session token") : Routes::tr("as a federated user");
}

} // namespace

QStringList needsList(const HopNeeds &needs)
{
    QStringList parts;
    if (needs.externalId)
        parts += Routes::tr("External ID %1").arg(QString::fromStdString(*needs.externalId));
    if (needs.mfaMinAgeSeconds && needs.mfaMaxAgeSeconds)
        parts += Routes::tr("MFA at least %1 and at most %2 old").arg(duration(*needs.mfaMinAgeSeconds), duration(*needs.mfaMaxAgeSeconds));
    else if (needs.mfaMinAgeSeconds)
        parts += Routes::tr("MFA at least %1 old").arg(duration(*needs.mfaMinAgeSeconds));
    else if (needs.mfaMaxAgeSeconds)
        parts += Routes::tr("MFA at most %1 old").arg(duration(*needs.mfaMaxAgeSeconds));
    else if (needs.mfa)
        parts += Routes::tr("MFA");
    if (needs.roleSessionName)
        parts += Routes::tr("session name %1").arg(QString::fromStdString(*needs.roleSessionName));
    if (needs.sourceIdentity)
        parts += Routes::tr("source identity %1").arg(QString::fromStdString(*needs.sourceIdentity));
    for (const SessionTag &tag : needs.sessionTags)
        parts += tag.transitive
            ? Routes::tr("session tag %1=%2 (transitive)").arg(QString::fromStdString(tag.key), QString::fromStdString(tag.value))
            : Routes::tr("session tag %1=%2").arg(QString::fromStdString(tag.key), QString::fromStdString(tag.value));
    if (needs.durationSeconds)
        parts += Routes::tr("session of at most %1").arg(duration(*needs.durationSeconds));
    if (needs.sessionPolicies) {
        if (needs.sessionPolicies->inlinePolicy)
            parts += Routes::tr("the session policy");
        for (const std::string &arn : needs.sessionPolicies->managed)
            parts += Routes::tr("session policy %1").arg(QString::fromStdString(arn.substr(arn.find('/') + 1)));
    }
    if (needs.region)
        parts += Routes::tr("region %1").arg(QString::fromStdString(*needs.region));
    if (needs.resource)
        parts += Routes::tr("what is made fits %1").arg(QString::fromStdString(*needs.resource));
    for (const Fact &one : needs.conditions)
        parts += Routes::tr("if %1").arg(fact(one));
    return parts;
}

QString needs(const HopNeeds &needs)
{
    return needsList(needs).join(QStringLiteral(", "));
}

QString step(const Hop &hop)
{
    const std::optional<PermissionSetRole> reserved = permissionSetRole(hop.to);
    if (reserved && hop.kind == HopKind::Saml)
        return Routes::tr("sign in at IAM Identity Center with the permission set “%1”: %2")
            .arg(QString::fromStdString(reserved->permissionSet), QString::fromStdString(hop.to));
    const QString to = reserved ? Routes::tr("%1 (%2)").arg(QString::fromStdString(hop.to), permissionSet(*reserved)) : QString::fromStdString(hop.to);
    switch (hop.kind) {
    case HopKind::AssumeRole:
        break;
    case HopKind::WebIdentity:
        return Routes::tr("assume %1 with a token of the identity provider").arg(to);
    case HopKind::Saml:
        return Routes::tr("assume %1 with a SAML assertion").arg(to);
    case HopKind::SessionToken:
        return hop.session.mfa ? Routes::tr("get a session token with MFA") : Routes::tr("get a session token");
    case HopKind::FederationToken:
        return Routes::tr("become the federated user %1").arg(to);
    case HopKind::PassRole:
        return Routes::tr("start %1 with %2").arg(QString::fromStdString(hop.service), to);
    }
    return Routes::tr("assume %1").arg(to);
}

namespace {

/// What a Deny says of its policy's owner, where it has one beside its own name.
std::string withOwner(const std::string &code, const std::vector<std::string> &arguments)
{
    const bool isDeny = code == "explicitDeny" || code == "removeDeny";
    return isDeny && arguments.size() > 2 && !arguments[2].empty() ? code + "Of" : code;
}

} // namespace

QString missing(const Missing &missing)
{
    if (missing.code == "notModelled" && !missing.arguments.empty())
        return phrase(Vocabulary::Missing, missing.code, {unmodelled(missing.arguments.front()).toStdString()});
    return phrase(Vocabulary::Missing, withOwner(missing.code, missing.arguments), missing.arguments);
}

QString fix(const Missing &missing)
{
    if (missing.fixCode.empty())
        return {};
    return phrase(Vocabulary::Fixes, withOwner(missing.fixCode, missing.fixArguments), missing.fixArguments);
}

QString sessionPolicyError(const SessionPolicyError &error)
{
    const QString subject = QString::fromStdString(error.subject);
    switch (error.code) {
    case SessionPolicyError::Code::InlineTooLong:
        return Routes::tr("The session policy has %1 characters; STS takes at most 2,048.").arg(subject);
    case SessionPolicyError::Code::TooManyManaged:
        return Routes::tr("%1 managed policies can't be passed; STS takes at most 10.").arg(subject);
    case SessionPolicyError::Code::NotAManagedPolicy:
        return Routes::tr("“%1” isn't the ARN of a managed policy: arn:aws:iam::ACCOUNT:policy/NAME.").arg(subject);
    case SessionPolicyError::Code::PassedTwice:
        return Routes::tr("“%1” is passed twice.").arg(subject);
    }
    return {};
}

QString simulationSummary(const Simulation &simulation)
{
    if (simulation.direct.verdict == Verdict::Allowed)
        return simulation.routes.empty() ? Routes::tr("Allowed directly") : Routes::tr("Allowed directly, and %1").arg(ways(simulation.routes));
    if (!simulation.routes.empty())
        return Routes::tr("Allowed %1").arg(ways(simulation.routes));
    if (simulation.verdict == Verdict::Depends) {
        if (simulation.conditionalRoutes.size() == 1)
            return Routes::tr("Depends on the conditions of a route");
        if (!simulation.conditionalRoutes.empty())
            return Routes::tr("Depends on the conditions of %n routes", nullptr, static_cast<int>(simulation.conditionalRoutes.size()));
        if (simulation.direct.dependsOn.size() == 1)
            return Routes::tr("Depends on %1").arg(QString::fromStdString(simulation.direct.dependsOn.front()));
        if (!simulation.direct.dependsOn.empty())
            return Routes::tr("Depends on %n keys", nullptr, static_cast<int>(simulation.direct.dependsOn.size()));
        return Routes::tr("Depends on what isn't known");
    }
    return simulation.direct.decision == Decision::ExplicitDeny ? Routes::tr("Denied explicitly") : Routes::tr("Denied");
}

} // namespace rolewright::words
