// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/neighbours.h"
#include "graph/sampleanswer.h"

#include <algorithm>

namespace rolewright {

void addNeighbours(GraphBuilder &builder, const Entity &entity)
{
    if (!builder.contains(entity.arn()) || builder.isExpanded(entity.arn()))
        return;
    builder.markExpanded(entity.arn());
    switch (entity.kind()) {
    case EntityKind::User:
        return addUserNeighbours(builder, entity);
    case EntityKind::Group:
        return addGroupNeighbours(builder, entity);
    case EntityKind::Role:
        return addRoleNeighbours(builder, entity);
    case EntityKind::Policy:
        return addPolicyNeighbours(builder, entity);
    case EntityKind::Resource:
        return addResourceNeighbours(builder, entity);
    case EntityKind::Provider:
        return addProviderNeighbours(builder, entity);
    case EntityKind::OrganizationPolicy:
        return;
    }
}

void setAnswer(GraphEdge &edge, const Answer &answer)
{
    auto kept = std::make_shared<Answer>(answer);
    kept->layers.clear();
    edge.answer = kept;
    edge.missing.clear();
    if (answer.verdict == Verdict::Allowed) {
        edge.state = GraphEdgeState::Allowed;
    } else if (answer.verdict == Verdict::Depends) {
        edge.state = GraphEdgeState::Depends;
    } else if (answer.decision == Decision::ExplicitDeny) {
        edge.state = GraphEdgeState::Denied;
    } else {
        edge.state = GraphEdgeState::Missing;
        edge.missing = answer.blockedBy;
    }
}

GraphEdge assumeEdge(const TrustEdge &trust)
{
    GraphEdge edge;
    edge.from = trust.from;
    edge.to = trust.to;
    edge.kind = GraphEdgeKind::Assume;
    edge.needs = trust.needs;
    edge.subject = trust.from;
    setAnswer(edge, trust.answer);
    if (edge.state == GraphEdgeState::Missing && trust.identityAllows != trust.trustAllows) {
        // The two sides tell more than the layers that blocked: a trust side that would do isn't missing.
        const Layer side = trust.trustAllows ? Layer::Identity : Layer::Trust;
        std::erase_if(edge.missing, [](Layer layer) { return layer == Layer::Identity || layer == Layer::Trust; });
        edge.missing.insert(edge.missing.begin(), side);
    }
    return edge;
}

std::size_t principalCount(const World &world)
{
    return world.entityCount(EntityKind::User) + world.entityCount(EntityKind::Role);
}

std::vector<EntityPtr> principals(const World &world)
{
    std::vector<EntityPtr> all;
    for (const AccountInfo &account : world.header().accounts) {
        for (EntityKind kind : {EntityKind::User, EntityKind::Role}) {
            const std::vector<EntityPtr> &some = world.entities(account.id, kind);
            all.insert(all.end(), some.begin(), some.end());
        }
    }
    return all;
}

void addAssumable(GraphBuilder &builder, const Entity &principal)
{
    const std::optional<Principal> from = parsePrincipal(principal.arn());
    if (!from)
        return;
    std::vector<Neighbour> roles;
    std::set<std::string> known{principal.arn()};
    for (const TrustEdge &trust : assumableRoles(builder.world(), *from, builder.cancelFunction())) {
        if (const EntityPtr role = builder.world().findByArn(trust.to); role && known.insert(trust.to).second) {
            GraphEdge edge = assumeEdge(trust);
            edge.from = principal.arn();
            roles.push_back({entityNode(*role), std::move(edge)});
        }
    }
    if (principalCount(builder.world()) <= nearMissesLookedFor) {
        for (const EntityPtr &role : principals(builder.world())) {
            if (role->kind() != EntityKind::Role || known.contains(role->arn()))
                continue;
            if (std::optional<GraphEdge> edge = openNearMiss(builder.world(), principal, *role))
                roles.push_back({entityNode(*role), std::move(*edge)});
        }
    }
    builder.addAlike("out:" + principal.arn(), roles, shownAllowed, shownOther);
}

void addUserNeighbours(GraphBuilder &builder, const Entity &entity)
{
    const User *user = entity.as<User>();
    std::vector<Neighbour> groups;
    for (const std::string &name : user->groups) {
        if (const EntityPtr group = builder.world().findByName(entity.account, EntityKind::Group, name)) {
            GraphEdge edge;
            edge.from = entity.arn();
            edge.to = group->arn();
            edge.kind = GraphEdgeKind::Member;
            groups.push_back({entityNode(*group), edge});
        }
    }
    builder.addAlike("groups:" + entity.arn(), groups, shownAllowed, shownOther);
    addAssumable(builder, entity);
    addPolicies(builder, entity);
    for (const Neighbour &group : groups) {
        if (builder.contains(group.node.key)) {
            if (const EntityPtr found = builder.world().find(group.node.entity))
                addPolicies(builder, *found, Permits::Hide);
        }
    }
}

} // namespace rolewright
