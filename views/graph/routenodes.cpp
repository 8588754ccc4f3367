// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/neighbours.h"
#include "policy/arn.h"

namespace rolewright {

namespace {

GraphNode routeNode(const World &world, const std::string &arn, bool resource)
{
    if (const EntityPtr entity = world.findByArn(arn))
        return entityNode(*entity);
    if (!resource) {
        const bool service = !parseArn(arn) && arn != "*";
        return principalNode(world, service ? PrincipalType::Service : PrincipalType::Aws, arn);
    }
    GraphNode node;
    node.key = node.arn = node.name = arn;
    node.kind = GraphNodeKind::Resource;
    if (const std::optional<Arn> parts = parseArn(arn)) {
        node.name = parts->resource;
        node.account = parts->account;
    }
    return node;
}

/// A hop by sts:AssumeRole, which the graph works out with what it needs; not those with a token or by a service.
bool assumesRole(const std::string &from, const std::string &to)
{
    const std::optional<Principal> caller = parsePrincipal(from), role = parsePrincipal(to);
    return caller && role && role->kind == PrincipalKind::Role && (caller->kind == PrincipalKind::User || caller->isSession());
}

} // namespace

void addRoute(GraphBuilder &builder)
{
    const std::vector<std::string> &route = builder.query().route;
    if (route.size() < 2)
        return;
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < route.size(); ++i) {
        GraphNode node = routeNode(builder.world(), route[i], i + 1 == route.size());
        if (node.account.empty() && i + 1 == route.size() && i > 0) {
            // An ARN without account (a bucket): beside whoever reaches it.
            if (const GraphNode *last = builder.node(keys.back()))
                node.account = last->account;
        }
        keys.push_back(node.key);
        builder.addNode(node);
    }
    for (std::size_t i = 0; i + 1 < route.size(); ++i) {
        if (keys[i] == keys[i + 1]) // a session token: still the same user
            continue;
        const bool last = i + 2 == route.size();
        GraphEdge wanted;
        wanted.from = keys[i];
        wanted.to = keys[i + 1];
        wanted.kind = last ? GraphEdgeKind::Access : GraphEdgeKind::Assume;
        if (last) {
            wanted.state = builder.query().routeVerdict == Verdict::Allowed ? GraphEdgeState::Allowed
                : builder.query().routeVerdict == Verdict::Depends          ? GraphEdgeState::Depends
                                                                            : GraphEdgeState::Missing;
        } else if (assumesRole(route[i], route[i + 1])) {
            wanted = assumeEdge(trustEdge(builder.world(), *parsePrincipal(route[i]), route[i + 1]));
            wanted.from = keys[i];
            wanted.to = keys[i + 1];
        } else {
            // Before the last step of a way nothing fails.
            wanted.state = builder.query().routeVerdict == Verdict::Depends ? GraphEdgeState::Depends : GraphEdgeState::Allowed;
            if (builder.node(keys[i + 1])->kind == GraphNodeKind::Service)
                wanted.kind = GraphEdgeKind::Start;
        }
        builder.addEdge(wanted);
        for (GraphEdge &edge : builder.edges()) {
            if (edge.key() == wanted.key())
                edge.onRoute = true;
        }
    }
}

} // namespace rolewright
