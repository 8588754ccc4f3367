// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/neighbours.h"
#include "graph/sampleanswer.h"

#include <algorithm>

namespace rolewright {

namespace {

/// Worlds up to this many users and roles are shown with everybody in them.
constexpr std::size_t smallWorld = 24;
constexpr std::size_t fewPairs = 4; ///< of accounts: more of them show fewer roles each
constexpr std::size_t strangersShown = 6; ///< accounts that only policies name

void addEverybody(GraphBuilder &builder)
{
    const World &world = builder.world();
    for (const AccountInfo &account : world.header().accounts) {
        for (EntityKind kind : {EntityKind::User, EntityKind::Role, EntityKind::Group}) {
            for (const EntityPtr &entity : world.entities(account.id, kind))
                builder.addNode(entityNode(*entity));
        }
    }
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &user : world.entities(account.id, EntityKind::User)) {
            for (const std::string &name : user->as<User>()->groups) {
                if (const EntityPtr group = world.findByName(account.id, EntityKind::Group, name)) {
                    GraphEdge edge;
                    edge.from = user->arn();
                    edge.to = group->arn();
                    edge.kind = GraphEdgeKind::Member;
                    builder.addEdge(edge);
                }
            }
            addAssumable(builder, *user);
        }
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role))
            addAssumable(builder, *role);
    }
}

GraphNode accountNode(const World &world, const std::string &id)
{
    return principalNode(world, PrincipalType::Aws, id);
}

/// Trust policies that name another account or somebody in it: the accounts, and the first few roles of each
/// pair. Only the trust side is looked at; the role's own picture evaluates both.
void addCrossAccountTrust(GraphBuilder &builder)
{
    const World &world = builder.world();
    std::map<std::pair<std::string, std::string>, std::vector<Neighbour>> pairs;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role)) {
            const DocumentPtr &trust = role->as<Role>()->trust;
            if (!trust || !trust->policy())
                continue;
            for (const Statement &statement : trust->policy()->statements) {
                if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
                    continue;
                for (const PrincipalEntry &entry : statement.principal->values) {
                    if (entry.type != PrincipalType::Aws)
                        continue;
                    const GraphNode named = principalNode(world, entry.type, entry.value.text);
                    if (named.account.empty() || named.account == account.id)
                        continue;
                    Neighbour neighbour{entityNode(*role), {}};
                    neighbour.edge.from = accountNode(world, named.account).key;
                    neighbour.edge.to = role->arn();
                    neighbour.edge.state = GraphEdgeState::Delegated;
                    neighbour.edge.conditionKeys = keysOf(statement.conditions);
                    pairs[{named.account, account.id}].push_back(std::move(neighbour));
                }
            }
        }
        if (builder.isCancelled())
            return;
    }
    const std::size_t shown = pairs.size() <= fewPairs ? shownOther : 1;
    const std::string strangersKey = "cross:accounts";
    const auto unfolded = builder.query().unfolded.find(strangersKey);
    const std::size_t room = strangersShown + (unfolded == builder.query().unfolded.end() ? 0 : unfolded->second);
    std::set<std::string> strangers, left;
    for (const auto &[pair, roles] : pairs) {
        if (!world.account(pair.first) && !strangers.contains(pair.first)) {
            if (strangers.size() >= room) {
                left.insert(pair.first);
                continue;
            }
            strangers.insert(pair.first);
        }
        if (builder.addNode(accountNode(world, pair.first)))
            builder.addGroup("cross:" + pair.first + ':' + pair.second, roles, shown);
    }
    if (!left.empty()) {
        GraphNode fold;
        fold.key = strangersKey;
        fold.kind = GraphNodeKind::Fold;
        fold.foldedKind = GraphNodeKind::Account;
        fold.count = left.size();
        builder.addNode(fold);
    }
}

} // namespace

void addOverview(GraphBuilder &builder)
{
    const World &world = builder.world();
    if (world.entityCount(EntityKind::User) + world.entityCount(EntityKind::Role) + world.entityCount(EntityKind::Group) <= smallWorld)
        return addEverybody(builder);
    for (const AccountInfo &account : world.header().accounts)
        builder.addNode(accountNode(world, account.id));
    addCrossAccountTrust(builder);
}

} // namespace rolewright
