// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/nearcandidates.h"

#include <algorithm>

namespace rolewright {
namespace {

bool isNews(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::size_t role)
{
    return role != graph.node(id).role && role != graph.node(SessionGraph::start).role && !search.isSure(role);
}

void add(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::size_t role, Nearness nearness, std::vector<NearCandidate> &list)
{
    if (isNews(graph, search, id, role))
        list.push_back({id, graph.assume(id, role), nearness});
}

bool trustMayReach(const SessionGraph::Node &node, std::size_t role)
{
    return std::binary_search(node.candidates.begin(), node.candidates.end(), role)
        || std::binary_search(node.trustOnly.begin(), node.trustOnly.end(), role);
}

bool canPass(PrincipalKind kind)
{
    return kind == PrincipalKind::User || kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession;
}

bool names(const std::vector<std::string> &list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

} // namespace

void addNamedCandidates(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::vector<NearCandidate> &list)
{
    graph.prepare(id);
    const SessionGraph::Node &node = graph.node(id);
    for (const std::size_t role : node.candidates)
        add(graph, search, id, role, BothSides, list);
    for (const std::size_t role : node.trustOnly) {
        const auto reach = trustReach(graph.index().roles()[role].trust, node.session.principal, node.names);
        add(graph, search, id, role, reach == TrustReach::Named ? NamedOnOneSide : PatternOnOneSide, list);
    }
    for (const std::string &arn : node.grants.named()) {
        if (const std::optional<std::size_t> role = graph.index().find(arn); role && !trustMayReach(node, *role))
            add(graph, search, id, *role, NamedOnOneSide, list);
    }
}

void addWideCandidates(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::vector<NearCandidate> &list)
{
    graph.prepare(id);
    const SessionGraph::Node &node = graph.node(id);
    if (!node.grants.anyPattern() && !node.grants.all())
        return;
    for (std::size_t role = 0; role < graph.index().roles().size(); ++role) {
        if (!isNews(graph, search, id, role) || trustMayReach(node, role))
            continue;
        const GrantReach reach = node.grants.reach(graph.index().roles()[role].role->arn);
        if (reach == GrantReach::Pattern || reach == GrantReach::All)
            add(graph, search, id, role, reach == GrantReach::Pattern ? PatternOnOneSide : EverythingOnOneSide, list);
    }
}

void addPassCandidates(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::vector<NearCandidate> &list)
{
    const Session &session = graph.node(id).session;
    if (graph.index().roles().empty() || !graph.options().passRole || !canPass(session.principal.kind) || session.madeBy == HopKind::SessionToken)
        return;
    const RoleGrants grants = graph.passGrants(id);
    if (grants.unknown)
        return;
    const auto &roles = graph.index().roles();
    for (std::size_t role = 0; role < roles.size(); ++role) {
        const TrustIndex::IndexedRole &indexed = roles[role];
        if (indexed.entity->account != session.principal.account || indexed.role->isServiceLinked() || !isNews(graph, search, id, role))
            continue;
        const GrantReach reach = grants.reach(indexed.role->arn);
        const bool forAnother = std::any_of(computeServices().begin(), computeServices().end(),
            [&](const ComputeService &service) { return names(indexed.trust.names, service.principal); });
        for (const ComputeService &service : computeServices()) {
            const bool trusted = names(indexed.trust.names, service.principal);
            const bool passed = reach != GrantReach::No;
            // A trust policy that would have to be changed counts only where the role is meant to be passed: it is named, or for another service.
            if (!trusted && reach != GrantReach::Named && reach != GrantReach::Pattern && (reach != GrantReach::All || !forAnother))
                continue;
            const bool profile = !service.instanceProfile || !indexed.role->instanceProfiles.empty();
            const bool created = graph.passRoles().created(id, session, indexed.entity, service) != Verdict::Denied;
            const int lacking = !trusted + !passed + !profile + !created;
            if (lacking > 1)
                continue;
            const Nearness nearness = lacking == 0 || !profile ? BothSides
                : !trusted && reach == GrantReach::Named       ? NamedOnOneSide
                : !trusted && reach == GrantReach::All         ? EverythingOnOneSide
                : passed                                       ? PatternOnOneSide
                                                               : EverythingOnOneSide;
            list.push_back({id, {HopKind::PassRole, role, &service, {}, {}}, nearness});
        }
    }
}

} // namespace rolewright
