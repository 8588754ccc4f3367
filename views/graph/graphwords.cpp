// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphwords.h"

#include "words/keywords.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace rolewright::graphwords {

namespace {

constexpr qsizetype verbsShown = 3;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Graph)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString verbs(const std::vector<std::string> &list)
{
    QStringList shown;
    for (const std::string &verb : list) {
        if (verb == "*")
            return Words::tr("everything");
        if (shown.size() < verbsShown)
            shown += text(verb);
    }
    const qsizetype more = static_cast<qsizetype>(list.size()) - shown.size();
    if (more > 0)
        shown += Words::tr("%1 more").arg(more);
    return shown.join(QStringLiteral(", "));
}

/// "instances" from AWS's type name "instance".
QString plural(const QString &type)
{
    if (type.endsWith(u's'))
        return type;
    if (type.endsWith(u'y'))
        return type.chopped(1) + QStringLiteral("ies");
    return type + u's';
}

QString service(const std::string &prefix)
{
    constexpr std::size_t longestAbbreviation = 3;
    return prefix.size() <= longestAbbreviation ? text(prefix).toUpper() : text(prefix);
}

QString things(const Permit &permit)
{
    if (!permit.thing.empty())
        return permit.type.empty() ? text(permit.thing) : text(permit.type + '/' + permit.thing);
    if (!permit.type.empty())
        return plural(text(permit.type));
    if (permit.exceptActions)
        return Words::tr("all services");
    if (permit.services > 1)
        return Words::tr("%n services", nullptr, static_cast<int>(permit.services));
    return permit.service.empty() ? Words::tr("all services") : service(permit.service);
}

QString permission(const Permit &permit)
{
    QString what = verbs(permit.verbs);
    if (permit.exceptActions)
        what = Words::tr("all but %1").arg(what);
    QString label = Words::tr("%1 · %2", "things · actions").arg(things(permit), what);
    if (permit.exceptResources)
        label = Words::tr("%1, some excepted").arg(label);
    return label;
}

QString foldedKind(const GraphNode &node)
{
    const int count = static_cast<int>(node.count);
    switch (node.foldedKind) {
    case GraphNodeKind::User:
        return Words::tr("%n more users", nullptr, count);
    case GraphNodeKind::Group:
        return Words::tr("%n more groups", nullptr, count);
    case GraphNodeKind::Role:
        return Words::tr("%n more roles", nullptr, count);
    case GraphNodeKind::Policy:
        return Words::tr("%n more policies", nullptr, count);
    case GraphNodeKind::Account:
        return Words::tr("%n more accounts", nullptr, count);
    default:
        return Words::tr("%n more alike", nullptr, count);
    }
}

QString kind(const GraphNode &node)
{
    switch (node.kind) {
    case GraphNodeKind::User:
        return words::entityKind(EntityKind::User);
    case GraphNodeKind::Group:
        return words::entityKind(EntityKind::Group);
    case GraphNodeKind::Role:
        return words::entityKind(EntityKind::Role);
    case GraphNodeKind::Policy:
        return node.inlinePolicy ? Words::tr("Inline policy") : words::entityKind(EntityKind::Policy);
    case GraphNodeKind::Provider:
        return words::entityKind(EntityKind::Provider);
    case GraphNodeKind::Resource:
        return words::entityKind(EntityKind::Resource);
    case GraphNodeKind::Service:
        return words::principalKind(PrincipalKind::Service);
    case GraphNodeKind::Account:
        return Words::tr("Account");
    case GraphNodeKind::Everyone:
        return words::principalKind(PrincipalKind::Anonymous);
    case GraphNodeKind::Permission:
        return Words::tr("Permission");
    case GraphNodeKind::Fold:
        return Words::tr("Folded");
    }
    return {};
}

QString missingSide(Layer layer)
{
    switch (layer) {
    case Layer::Identity:
        return Words::tr("identity side missing");
    case Layer::Trust:
        return Words::tr("trust side missing");
    case Layer::Resource:
        return Words::tr("resource side missing");
    default:
        return Words::tr("blocked by %1").arg(words::layer(layer));
    }
}

QString shortKeys(const std::vector<std::string> &keys)
{
    constexpr qsizetype keysShown = 2;
    QStringList all;
    for (const std::string &key : keys) {
        const QString shown = words::shortKey(key);
        if (!all.contains(shown))
            all += shown;
    }
    const qsizetype more = all.size() - keysShown;
    all = all.mid(0, keysShown);
    if (more > 0)
        all += Words::tr("%1 more").arg(more);
    return all.join(QStringLiteral(", "));
}

/// The short form of words::needs for a pill.
QString shortNeeds(const HopNeeds &needs)
{
    QStringList parts;
    if (needs.mfaMinAgeSeconds)
        parts += Words::tr("MFA ≥ %1 s").arg(*needs.mfaMinAgeSeconds);
    if (needs.mfaMaxAgeSeconds)
        parts += Words::tr("MFA ≤ %1 s").arg(*needs.mfaMaxAgeSeconds);
    else if (needs.mfa && !needs.mfaMinAgeSeconds)
        parts += Words::tr("MFA");
    if (needs.externalId)
        parts += Words::tr("External ID");
    if (needs.sourceIdentity)
        parts += Words::tr("source identity");
    if (!needs.sessionTags.empty())
        parts += Words::tr("session tags");
    if (needs.roleSessionName)
        parts += Words::tr("session name");
    if (parts.isEmpty() && !needs.empty())
        return words::needs(needs);
    return parts.join(QStringLiteral(", "));
}

QString relation(const GraphEdge &edge)
{
    switch (edge.kind) {
    case GraphEdgeKind::Assume:
        return Words::tr("can become");
    case GraphEdgeKind::Access:
    case GraphEdgeKind::ResourcePolicy:
        return Words::tr("may act on");
    case GraphEdgeKind::Member:
        return Words::tr("is a member of");
    case GraphEdgeKind::Attached:
        return Words::tr("has the policy");
    case GraphEdgeKind::Boundary:
        return Words::tr("is limited by the boundary");
    case GraphEdgeKind::Start:
        return Words::tr("can start it and pass the role on");
    }
    return {};
}

QString stateSentence(const GraphEdge &edge)
{
    switch (edge.state) {
    case GraphEdgeState::Plain:
        return {};
    case GraphEdgeState::Allowed:
        return edge.kind == GraphEdgeKind::Assume ? Words::tr("✓ Every side allows it.") : Words::tr("✓ Allowed.");
    case GraphEdgeState::Depends:
        return Words::tr("? Depends on facts that aren't known.");
    case GraphEdgeState::Missing: {
        QStringList sides;
        for (Layer layer : edge.missing)
            sides += missingSide(layer);
        return Words::tr("✗ Not allowed: %1.").arg(sides.join(QStringLiteral(", ")));
    }
    case GraphEdgeState::Denied:
        return Words::tr("✗ A Deny statement matches.");
    case GraphEdgeState::Delegated:
        return Words::tr("The whole account is trusted: its own policies decide who gets in.");
    }
    return {};
}

QString row(const QString &value)
{
    return value.isEmpty() ? QString() : QStringLiteral("<br>") + value.toHtmlEscaped();
}

} // namespace

QString nodeLabel(const GraphNode &node)
{
    switch (node.kind) {
    case GraphNodeKind::Permission:
        return permission(node.permit);
    case GraphNodeKind::Account:
        return node.count > 0 ? Words::tr("whole account (%1)", "number of users and roles").arg(node.count) : Words::tr("whole account");
    case GraphNodeKind::Everyone:
        return Words::tr("everyone (*)");
    case GraphNodeKind::Fold:
        return Words::tr("%1 ▸", "folded nodes; a click shows them").arg(foldedKind(node));
    default:
        return text(node.name);
    }
}

QString nodeToolTip(const GraphNode &node)
{
    QString tip = QStringLiteral("<b>%1</b> · %2").arg(nodeLabel(node).toHtmlEscaped(), kind(node).toHtmlEscaped());
    tip += row(text(node.arn));
    if (node.kind == GraphNodeKind::Permission) {
        QStringList actions, resources;
        for (const std::string &action : node.permit.actions)
            actions += text(action);
        for (const std::string &resource : node.permit.resources)
            resources += text(resource);
        constexpr qsizetype shown = 12;
        if (actions.size() > shown)
            actions = actions.mid(0, shown) << QStringLiteral("…");
        tip += row(actions.join(QStringLiteral(", "))) + row(resources.mid(0, shown).join(QStringLiteral(", ")));
    }
    if (node.kind == GraphNodeKind::Account && node.count > 0)
        tip += row(Words::tr("%n users and roles", nullptr, static_cast<int>(node.count)));
    if (node.kind == GraphNodeKind::Fold)
        tip += row(Words::tr("Click to show more of them."));
    if (node.broken)
        tip += row(Words::tr("⚠ A policy text of it can't be used: answers depend on it."));
    if (!node.entity && (node.kind == GraphNodeKind::User || node.kind == GraphNodeKind::Role || node.kind == GraphNodeKind::Provider))
        tip += row(Words::tr("Named in a policy; not in this workspace."));
    return tip;
}

QString edgeLabel(const GraphEdge &edge)
{
    switch (edge.state) {
    case GraphEdgeState::Denied:
        return Words::tr("✗ Deny");
    case GraphEdgeState::Missing:
        return edge.missing.empty() ? Words::tr("not allowed") : missingSide(edge.missing.front());
    default:
        break;
    }
    if (edge.kind == GraphEdgeKind::Boundary)
        return Words::tr("boundary");
    if (edge.kind == GraphEdgeKind::Start)
        return edge.state == GraphEdgeState::Depends ? Words::tr("? starts") : Words::tr("starts");
    QString label = shortNeeds(edge.needs);
    if (label.isEmpty() && !edge.verbs.empty())
        label = verbs(edge.verbs);
    if (label.isEmpty())
        label = shortKeys(edge.conditionKeys);
    if (edge.state == GraphEdgeState::Depends)
        label = label.isEmpty() ? Words::tr("? depends") : Words::tr("? %1").arg(label);
    return label;
}

QString edgeToolTip(const GraphEdge &edge, const QString &from, const QString &to)
{
    QString tip = QStringLiteral("<b>%1</b> %2 <b>%3</b>").arg(from.toHtmlEscaped(), relation(edge).toHtmlEscaped(), to.toHtmlEscaped());
    tip += row(stateSentence(edge));
    if (!edge.needs.empty())
        tip += row(Words::tr("Needs: %1").arg(words::needs(edge.needs)));
    QStringList keys;
    for (const std::string &key : edge.conditionKeys)
        keys += text(key);
    if (!keys.isEmpty())
        tip += row(Words::tr("Conditions on %1").arg(keys.join(QStringLiteral(", "))));
    if (!edge.subject.empty() && edge.kind == GraphEdgeKind::Access)
        tip += row(Words::tr("Asked as %1").arg(text(edge.subject)));
    if (edge.answer)
        tip += row(words::answerSummary(*edge.answer));
    return tip;
}

QString clusterTitle(const GraphCluster &cluster)
{
    const QString id = text(cluster.account);
    if (!cluster.known)
        return Words::tr("%1 · not in this workspace").arg(id);
    return cluster.name.empty() ? id : Words::tr("%1 %2", "account name and number").arg(text(cluster.name), id);
}

QString accessibleName(const GraphNode &node)
{
    return Words::tr("%1 %2", "kind and name").arg(kind(node), nodeLabel(node));
}

} // namespace rolewright::graphwords
