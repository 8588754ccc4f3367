// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/stsvalues.h"
#include "words/vocabulary.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace rolewright::words {
namespace {

struct Answers {
    Q_DECLARE_TR_FUNCTIONS(Answers)
};

/// Why a layer keeps the request from being allowed, when nothing denies it explicitly.
QString silence(Layer layer, const Answer &answer)
{
    switch (layer) {
    case Layer::Identity:
        switch (answer.request.principal.kind) {
        case PrincipalKind::Role:
        case PrincipalKind::RoleSession: return Answers::tr("no permissions policy of the role allows it");
        case PrincipalKind::User: return Answers::tr("no policy of the user or of the user's groups allows it");
        default: return Answers::tr("no identity policy of the caller allows it");
        }
    case Layer::Boundary: return Answers::tr("the permissions boundary doesn't allow it");
    case Layer::Session: return Answers::tr("the session policy doesn't allow it");
    case Layer::Resource: return Answers::tr("the resource's policy doesn't allow it");
    case Layer::Trust: return Answers::tr("the role's trust policy doesn't let this caller in");
    case Layer::VpcEndpoint: return Answers::tr("the VPC endpoint's policy doesn't allow it");
    case Layer::Scp: return Answers::tr("the service control policies don't allow it at every level");
    case Layer::Rcp: return Answers::tr("the resource control policies don't allow it");
    }
    return {};
}

QString statementName(const StatementRef &ref)
{
    const QString number = QString::number(ref.index + 1);
    const QString policy = ref.policy.empty() ? layer(ref.layer) : QString::fromStdString(ref.policy);
    if (ref.sid.empty())
        return Answers::tr("statement %1 of %2").arg(number, policy);
    return Answers::tr("statement “%1” of %2").arg(QString::fromStdString(ref.sid), policy);
}

QString sentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text.endsWith(u'.') ? text : text + u'.';
}

QString explicitDeny(const Answer &answer)
{
    for (const StatementRef &ref : answer.statements) {
        if (ref.effect == Effect::Deny)
            return sentence(Answers::tr("%1 (%2) denies it, and an explicit deny wins over every allow")
                                .arg(statementName(ref), layer(ref.layer)));
    }
    if (std::find(answer.rules.begin(), answer.rules.end(), RuleId::S3BlockPublicAccess) != answer.rules.end())
        return Answers::tr("S3 Block Public Access denies it.");
    return Answers::tr("An explicit deny wins over every allow.");
}

/// Why the service refuses it whatever its policies say; empty when it doesn't.
QString refusal(const Answer &answer)
{
    for (const RuleId one : {RuleId::StsParameters, RuleId::TokenOfProvider, RuleId::RoleChainingOneHour, RuleId::SessionDurationLimit, RuleId::ManagedByAws}) {
        if (std::find(answer.rules.begin(), answer.rules.end(), one) == answer.rules.end())
            continue;
        const std::optional<std::string> key = one == RuleId::StsParameters ? refusedValue(answer.request) : std::nullopt;
        if (!key)
            return rule(one);
        return Answers::tr("STS doesn't take %1 “%2”.").arg(QString::fromStdString(*key), QString::fromStdString(answer.request.context.find(*key)->values.front()));
    }
    return {};
}

QString implicitDeny(const Answer &answer)
{
    const QString refused = refusal(answer);
    QStringList parts;
    for (Layer blocking : answer.blockedBy) {
        if (!refused.isEmpty() && (blocking == Layer::Trust || blocking == Layer::Resource))
            continue;
        const QString part = silence(blocking, answer);
        if (!parts.contains(part))
            parts += part;
    }
    if (parts.isEmpty())
        return refused.isEmpty() ? Answers::tr("Nothing allows it.") : refused;
    const QString text = answer.crossAccount
        ? Answers::tr("The resource is in another account, so both sides must allow it: %1.").arg(joined(parts))
        : sentence(joined(parts));
    return refused.isEmpty() ? text : text + u' ' + refused;
}

/// What a denial rests on: absent keys can be what denies, but an unknown policy could only allow where none does yet.
QString takenForDenial(const Answer &answer)
{
    QString text;
    for (const Assumption one : answer.assumptions) {
        switch (one) {
        case Assumption::NoGrant:
        case Assumption::NoPrincipalTags:
        case Assumption::NoResourceTags:
        case Assumption::NoOrganization:
        case Assumption::CompleteExport: text += u' ' + assumption(one, answer); break;
        case Assumption::ResourceInCallersAccount:
        case Assumption::NoResourcePolicy:
        case Assumption::EndpointAllows:
        case Assumption::OtherResources:
        case Assumption::ResourceNotNamed:
        case Assumption::ResourceOfOtherType: break;
        }
    }
    return text;
}

QString allowed(const Answer &answer)
{
    // The sides that grant; the filters above them (SCP, boundary …) allow too but don't grant.
    QStringList grants, others;
    for (const StatementRef &ref : answer.statements) {
        if (ref.effect != Effect::Allow)
            continue;
        const bool grantsIt = ref.layer == Layer::Identity || ref.layer == Layer::Resource || ref.layer == Layer::Trust;
        QStringList &list = grantsIt ? grants : others;
        if (!list.contains(statementName(ref)))
            list += statementName(ref);
    }
    if (grants.isEmpty())
        grants = others;
    if (grants.isEmpty()) {
        if (answer.request.principal.kind == PrincipalKind::Root)
            return Answers::tr("The root user needs no policy in its own account.");
        return Answers::tr("Nothing denies it and every layer in force allows it.");
    }
    const qsizetype more = grants.size() - 2;
    if (more > 0)
        return sentence(Answers::tr("%1, %2 and %n more allow it", nullptr, static_cast<int>(more)).arg(grants[0], grants[1]));
    if (grants.size() == 2)
        return sentence(Answers::tr("%1 and %2 allow it").arg(grants[0], grants[1]));
    return sentence(Answers::tr("%1 allows it").arg(grants[0]));
}

QString depends(const Answer &answer)
{
    QStringList sentences;
    if (!answer.dependsOn.empty()) {
        QStringList keys;
        for (const std::string &key : answer.dependsOn)
            keys += QString::fromStdString(key);
        sentences += Answers::tr("It depends on %1: give a value, or mark it absent.").arg(joined(keys));
    }
    QStringList reasons;
    for (const Inconclusive &reason : answer.inconclusive) {
        const QString text = sentence(inconclusive(reason));
        if (!reasons.contains(text))
            reasons += text;
    }
    return (sentences + reasons).join(u' ');
}

} // namespace

QString verdict(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Denied: return Answers::tr("Denied");
    case Verdict::Allowed: return Answers::tr("Allowed");
    case Verdict::Depends: return Answers::tr("Depends");
    }
    return {};
}

QString decision(Decision decision)
{
    switch (decision) {
    case Decision::ImplicitDeny: return Answers::tr("Implicit deny");
    case Decision::ExplicitDeny: return Answers::tr("Explicit deny");
    case Decision::Allowed: return Answers::tr("Allowed");
    }
    return {};
}

QString layer(Layer layer)
{
    switch (layer) {
    case Layer::Identity: return Answers::tr("Identity policies");
    case Layer::Boundary: return Answers::tr("Permissions boundary");
    case Layer::Session: return Answers::tr("Session policy");
    case Layer::Resource: return Answers::tr("Resource policy");
    case Layer::Trust: return Answers::tr("Trust policy");
    case Layer::VpcEndpoint: return Answers::tr("VPC endpoint policy");
    case Layer::Scp: return Answers::tr("SCP");
    case Layer::Rcp: return Answers::tr("RCP");
    }
    return {};
}

QString outcome(const LayerTrace &trace)
{
    switch (trace.outcome) {
    case LayerOutcome::NotInForce:
        switch (trace.layer) {
        case Layer::Boundary: return Answers::tr("none set");
        case Layer::Session: return Answers::tr("none passed");
        case Layer::Resource: return Answers::tr("the resource has none");
        default: return Answers::tr("none in force");
        }
    case LayerOutcome::Allowed: return Answers::tr("allows");
    case LayerOutcome::Silent:
        return trace.policies.empty() ? Answers::tr("no policy, so nothing allows") : Answers::tr("no statement allows");
    case LayerOutcome::Denied: return Answers::tr("denies");
    case LayerOutcome::Unknown: return Answers::tr("can't be decided");
    case LayerOutcome::Skipped: return Answers::tr("doesn't apply here");
    }
    return {};
}

QString addToWorkspace()
{
    return Answers::tr("add it to the workspace");
}

QString assumption(Assumption assumption, const Answer &answer)
{
    const std::string &account = answer.request.principal.account;
    switch (assumption) {
    case Assumption::ResourceInCallersAccount:
        return account.empty()
            ? Answers::tr("Taken for granted: the resource is in the caller's account; %1 to be sure.").arg(addToWorkspace())
            : Answers::tr("Taken for granted: the resource is in account %1; %2 to be sure.").arg(QString::fromStdString(account), addToWorkspace());
    case Assumption::NoResourcePolicy:
        return Answers::tr("Taken for granted: the resource has no policy of its own; %1 to be sure.").arg(addToWorkspace());
    case Assumption::EndpointAllows:
        return Answers::tr("Taken for granted: the VPC endpoint has AWS's default policy, which allows everything; add the endpoint to the workspace to be sure.");
    case Assumption::OtherResources:
        return Answers::tr("Taken for granted: the other resources of the request are allowed too; ask for all of them at once to be sure.");
    case Assumption::NoGrant: return Answers::tr("A grant of the KMS key might allow it: grants aren't modelled.");
    case Assumption::NoPrincipalTags:
        return Answers::tr("Taken for granted: the caller has none of the tags that a statement asks for; the workspace doesn't say which tags it has.");
    case Assumption::NoResourceTags:
        return Answers::tr("Taken for granted: the resource has none of the tags that a statement asks for; the workspace doesn't say which tags it has.");
    case Assumption::NoOrganization:
        return Answers::tr("Taken for granted: there is no organization, for which a statement asks; add it to the workspace to be sure.");
    case Assumption::ResourceNotNamed:
        return Answers::tr("Taken for granted: no resource is named, and every request for this action has one; name it to be sure.");
    case Assumption::ResourceOfOtherType:
        return Answers::tr("Taken for granted: the resource is one that the action is done on; the catalog knows none of this type for it.");
    case Assumption::CompleteExport:
        return Answers::tr("Taken for granted: the account's export is complete; it says that it goes on in another page, which the workspace doesn't hold.");
    }
    return {};
}

QString assumptions(const Answer &answer)
{
    QStringList sentences;
    std::vector<Assumption> taken = answer.assumptions;
    const std::string &account = answer.request.principal.account;
    const auto inAccount = std::find(taken.begin(), taken.end(), Assumption::ResourceInCallersAccount);
    if (inAccount != taken.end() && !account.empty() && std::erase(taken, Assumption::NoResourcePolicy) > 0) {
        std::erase(taken, Assumption::ResourceInCallersAccount);
        sentences += Answers::tr("Taken for granted: the resource is in account %1 and has no policy of its own; %2 to be sure.")
                         .arg(QString::fromStdString(account), addToWorkspace());
    }
    for (const Assumption one : taken)
        sentences += assumption(one, answer);
    return sentences.join(u' ');
}

QString inconclusive(const Inconclusive &inconclusive)
{
    const QString subject = quoted(inconclusive.subject);
    switch (inconclusive.reason) {
    case Inconclusive::Reason::UnusableDocument:
        return Answers::tr("the policy %1 (%2) can't be used as it stands; correct its text").arg(subject, layer(inconclusive.layer));
    case Inconclusive::Reason::MissingDocument:
        return Answers::tr("the text of the policy %1 isn't known; import an export that holds it").arg(subject);
    case Inconclusive::Reason::UnknownPrincipal:
        return Answers::tr("the workspace doesn't hold %1, so its policies aren't known; import its account").arg(subject);
    case Inconclusive::Reason::UnknownResourcePolicy:
        if (inconclusive.subject == "*")
            return Answers::tr("no resource is named, and the resource's own policy decides; name it");
        return Answers::tr("the resource policy of %1 isn't known; add the resource to the workspace").arg(subject);
    case Inconclusive::Reason::ContradictingEntries:
        return Answers::tr("the files hold two different entries of %1, and which one is right isn't known; remove one of them and import again").arg(subject);
    case Inconclusive::Reason::NotModelled:
        return Answers::tr("not modelled yet: %1").arg(unmodelled(inconclusive.subject));
    }
    return {};
}

namespace {

QString summaryOf(const Answer &answer)
{
    switch (answer.verdict) {
    case Verdict::Allowed: {
        // An allow rests on what was taken for granted; a denial for lack of an allow doesn't.
        const QString taken = assumptions(answer);
        return taken.isEmpty() ? allowed(answer) : allowed(answer) + u' ' + taken;
    }
    case Verdict::Depends: return depends(answer);
    case Verdict::Denied:
        return (answer.decision == Decision::ExplicitDeny ? explicitDeny(answer) : implicitDeny(answer)) + takenForDenial(answer);
    }
    return {};
}

} // namespace

QString answerSummary(const Answer &answer)
{
    if (answer.each.empty() || answer.verdict == Verdict::Allowed)
        return summaryOf(answer);
    return Answers::tr("On %1: %2").arg(QString::fromStdString(answer.request.resource), summaryOf(answer));
}

QString entityKind(EntityKind kind)
{
    switch (kind) {
    case EntityKind::User: return Answers::tr("User");
    case EntityKind::Group: return Answers::tr("Group");
    case EntityKind::Role: return Answers::tr("Role");
    case EntityKind::Policy: return Answers::tr("Policy");
    case EntityKind::Provider: return Answers::tr("Identity provider");
    case EntityKind::Resource: return Answers::tr("Resource");
    case EntityKind::OrganizationPolicy: return Answers::tr("Organization policy");
    }
    return {};
}

QString principalKind(PrincipalKind kind)
{
    switch (kind) {
    case PrincipalKind::User: return Answers::tr("User");
    case PrincipalKind::Role: return Answers::tr("Role");
    case PrincipalKind::RoleSession: return Answers::tr("Role session");
    case PrincipalKind::FederatedUser: return Answers::tr("Federated user");
    case PrincipalKind::Root: return Answers::tr("Root user");
    case PrincipalKind::Service: return Answers::tr("AWS service");
    case PrincipalKind::OidcProvider: return Answers::tr("OIDC identity");
    case PrincipalKind::SamlProvider: return Answers::tr("SAML identity");
    case PrincipalKind::Anonymous: return Answers::tr("Anyone (unsigned request)");
    }
    return {};
}

} // namespace rolewright::words
