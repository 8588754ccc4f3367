// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/neighbours.h"
#include "graph/sampleanswer.h"

#include <algorithm>

namespace rolewright {

namespace {

/// Whom a trust policy names without naming a principal of the workspace.
void addNamedByTrust(GraphBuilder &builder, const Entity &entity)
{
    const Role *role = entity.as<Role>();
    if (!role->trust || !role->trust->policy())
        return;
    std::vector<Neighbour> named;
    std::set<std::string> seen;
    for (const Statement &statement : role->trust->policy()->statements) {
        if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            Neighbour neighbour{principalNode(builder.world(), entry.type, entry.value.text), {}};
            if (neighbour.node.kind == GraphNodeKind::User || neighbour.node.kind == GraphNodeKind::Role) {
                if (neighbour.node.entity) // whoCanAssume tells about it
                    continue;
            }
            if (!seen.insert(neighbour.node.key).second)
                continue;
            GraphEdge &edge = neighbour.edge;
            edge.from = neighbour.node.key;
            edge.to = entity.arn();
            edge.kind = GraphEdgeKind::Assume;
            edge.subject = neighbour.node.arn.empty() ? neighbour.node.name : neighbour.node.arn;
            // Whom other accounts let ask for it is theirs to say.
            if (neighbour.node.kind == GraphNodeKind::Account || neighbour.node.kind == GraphNodeKind::Everyone) {
                edge.state = GraphEdgeState::Delegated;
                edge.conditionKeys = keysOf(statement.conditions);
            } else {
                evaluateTrust(edge, builder.world(), entity, statement);
            }
            named.push_back(std::move(neighbour));
        }
    }
    builder.addAlike("trusted:" + entity.arn(), named, shownAllowed, shownAllowed);
}

void addWhoCanAssume(GraphBuilder &builder, const Entity &role)
{
    std::vector<Neighbour> callers;
    std::set<std::string> known{role.arn()};
    for (const TrustEdge &trust : whoCanAssume(builder.world(), role.arn(), builder.cancelFunction())) {
        if (!known.insert(trust.from).second)
            continue;
        if (const EntityPtr caller = builder.world().findByArn(trust.from))
            callers.push_back({entityNode(*caller), assumeEdge(trust)});
    }
    // In a large world a trusted account stands for all that its policies could still let in.
    if (principalCount(builder.world()) <= nearMissesLookedFor) {
        for (const EntityPtr &caller : principals(builder.world())) {
            if (known.contains(caller->arn()))
                continue;
            if (std::optional<GraphEdge> edge = openNearMiss(builder.world(), *caller, role))
                callers.push_back({entityNode(*caller), std::move(*edge)});
        }
    }
    builder.addAlike("in:" + role.arn(), callers, shownAllowed, shownOther);
}

} // namespace

void addRoleNeighbours(GraphBuilder &builder, const Entity &role)
{
    addWhoCanAssume(builder, role);
    addNamedByTrust(builder, role);
    if (builder.isCancelled())
        return;
    addPolicies(builder, role);
    addAssumable(builder, role);
}

void addProviderNeighbours(GraphBuilder &builder, const Entity &provider)
{
    std::vector<Neighbour> roles;
    for (const AccountInfo &account : builder.world().header().accounts) {
        for (const EntityPtr &role : builder.world().entities(account.id, EntityKind::Role)) {
            const DocumentPtr &trust = role->as<Role>()->trust;
            if (!trust || !trust->policy())
                continue;
            for (const Statement &statement : trust->policy()->statements) {
                if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
                    continue;
                const auto &values = statement.principal->values;
                const bool named = std::any_of(values.begin(), values.end(), [&](const PrincipalEntry &entry) {
                    return entry.type == PrincipalType::Federated && entry.value.text == provider.arn();
                });
                if (!named)
                    continue;
                Neighbour neighbour{entityNode(*role), {}};
                neighbour.edge.from = provider.arn();
                neighbour.edge.to = role->arn();
                neighbour.edge.subject = provider.arn();
                evaluateTrust(neighbour.edge, builder.world(), *role, statement);
                roles.push_back(std::move(neighbour));
                break;
            }
        }
    }
    builder.addAlike("out:" + provider.arn(), roles, shownAllowed, shownOther);
}

} // namespace rolewright
