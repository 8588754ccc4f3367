// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/arn.h"
#include "simulator/principalsuggestions.h"
#include "simulator/resourcesuggestions.h"
#include "simulator/strip.h"
#include "theme/theme.h"
#include "words/factwords.h"
#include "words/words.h"
#include "world/permissionsetrole.h"

#include <QCoreApplication>

namespace rolewright {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Strip)
};

EntityId pageOf(const World &world, const std::string &arn)
{
    const EntityPtr entity = world.findByArn(arn);
    return entity ? entity->id : EntityId{};
}

StripNode principalNode(const World &world, const Principal &principal)
{
    StripNode node;
    node.name = QString::fromStdString(principal.name.empty() ? principal.arn : principal.name);
    node.entity = pageOf(world, principal.arn);
    node.detail = words::principalKind(principal.kind);
    switch (principal.kind) {
    case PrincipalKind::User:
    case PrincipalKind::FederatedUser: node.icon = theme::entityIcon(EntityKind::User); break;
    case PrincipalKind::Role: node.icon = theme::entityIcon(EntityKind::Role); break;
    case PrincipalKind::RoleSession:
        node.icon = theme::entityIcon(EntityKind::Role);
        node.detail = Text::tr("session %1").arg(QString::fromStdString(principal.session));
        break;
    case PrincipalKind::Root:
        node.icon = theme::accountIcon();
        node.name = accountLabel(world, principal.account);
        break;
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider: node.icon = theme::entityIcon(EntityKind::Provider); break;
    case PrincipalKind::Service:
    case PrincipalKind::Anonymous: node.icon = theme::serviceIcon(); break;
    }
    if (!principal.account.empty() && principal.kind != PrincipalKind::RoleSession)
        node.detail = accountLabel(world, principal.account);
    return node;
}

StripNode roleNode(const World &world, const std::string &arn)
{
    StripNode node;
    node.icon = theme::entityIcon(EntityKind::Role);
    node.entity = pageOf(world, arn);
    const std::optional<Principal> role = parsePrincipal(arn);
    node.name = QString::fromStdString(role ? role->name : arn);
    if (role)
        node.detail = accountLabel(world, role->account);
    return node;
}

StripNode resourceNode(const World &world, const Request &request)
{
    const QString arn = QString::fromStdString(request.resource);
    if (const std::optional<Suggestion> known = describeResource(world, arn))
        return {known->icon, known->label, known->detail, pageOf(world, request.resource)};
    return {theme::entityIcon(EntityKind::Resource), arn == QStringLiteral("*") ? Text::tr("any resource") : arn, {}, {}};
}

StripLink targetLink(const Request &question, const Answer &answer)
{
    const QString action = QString::fromStdString(question.action);
    StripLink link;
    link.verdict = answer.verdict;
    switch (answer.verdict) {
    case Verdict::Allowed: link.text = Text::tr("does %1").arg(action); break;
    case Verdict::Denied: link.text = Text::tr("may not do %1").arg(action); break;
    case Verdict::Depends: link.text = Text::tr("may perhaps do %1").arg(action); break;
    }
    return link;
}

StripLink hopLink(const Hop &hop)
{
    StripLink link;
    link.verdict = hop.answer.verdict;
    switch (hop.kind) {
    case HopKind::AssumeRole:
        if (hop.answer.verdict != Verdict::Allowed)
            link.text = hop.answer.verdict == Verdict::Denied ? Text::tr("can't assume") : Text::tr("can perhaps assume");
        else
            link.text = hop.answer.crossAccount ? Text::tr("assumes · both accounts allow") : Text::tr("assumes · same account");
        break;
    case HopKind::WebIdentity: link.text = Text::tr("with its token becomes"); break;
    case HopKind::Saml:
        link.text = permissionSetRole(hop.to) ? Text::tr("signs in at IAM Identity Center as") : Text::tr("with its assertion becomes");
        break;
    case HopKind::SessionToken: link.text = Text::tr("gets a session token"); break;
    case HopKind::FederationToken: link.text = Text::tr("becomes the federated user"); break;
    case HopKind::PassRole: link.text = Text::tr("starts %1 with").arg(QString::fromStdString(hop.service)); break;
    }
    link.chips = words::needsList(hop.needs);
    link.command = QString::fromStdString(hop.command);
    return link;
}

StripData hopsStrip(const World &world, const Request &question, const std::vector<Hop> &hops)
{
    StripData data;
    data.nodes.push_back(principalNode(world, question.principal));
    for (const Hop &hop : hops) {
        data.links.push_back(hopLink(hop));
        const bool role = hop.kind != HopKind::SessionToken && hop.kind != HopKind::FederationToken;
        data.nodes.push_back(role ? roleNode(world, hop.to) : principalNode(world, hop.session.principal));
    }
    return data;
}

} // namespace

StripData directStrip(const World &world, const Answer &answer)
{
    StripData data;
    data.nodes = {principalNode(world, answer.request.principal), resourceNode(world, answer.request)};
    data.links = {targetLink(answer.request, answer)};
    return data;
}

StripData routeStrip(const World &world, const Request &question, const Route &route)
{
    StripData data = hopsStrip(world, question, route.hops);
    data.links.push_back(targetLink(question, route.answer));
    for (const Fact &fact : route.conditions)
        data.links.back().chips += Text::tr("if %1").arg(words::fact(fact));
    data.nodes.push_back(resourceNode(world, question));
    return data;
}

StripData nearMissStrip(const World &world, const Request &question, const NearMiss &miss)
{
    StripData data = hopsStrip(world, question, miss.hops);
    if (miss.failsAtTarget) {
        data.links.push_back(targetLink(question, miss.answer));
        data.nodes.push_back(resourceNode(world, question));
    } else if (!data.links.empty()) {
        data.links.back().verdict = miss.answer.verdict;
        data.links.back().command.clear();
    }
    for (const Missing &missing : miss.missing)
        data.notes.push_back({words::missing(missing), words::fix(missing), missing.where.value_or(DocumentRef()), missing.span});
    return data;
}

} // namespace rolewright
