// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/neighbours.h"
#include "graph/permits.h"

#include <algorithm>

namespace rolewright {

namespace {

/// Resource patterns on which the group's policies allow sts:AssumeRole.
std::vector<std::string> assumePatterns(const World &world, const Group &group)
{
    std::vector<DocumentPtr> documents;
    for (const InlinePolicy &policy : group.inlinePolicies)
        documents.push_back(policy.document);
    for (const AttachedPolicy &attached : group.attachedPolicies) {
        if (const std::optional<World::PolicyText> text = world.policyText(attached.arn))
            documents.push_back(text->document);
    }
    std::vector<std::string> patterns;
    for (const DocumentPtr &document : documents) {
        if (!document || !document->policy())
            continue;
        for (const Statement &statement : document->policy()->statements) {
            if (statement.effect != Effect::Allow || !statement.action || statement.action->negated || !statement.resource
                || statement.resource->negated)
                continue;
            const auto &actions = statement.action->values;
            const bool assumes = std::any_of(actions.begin(), actions.end(), [](const PolicyString &action) {
                return actionOfService(action.text, "sts") && (verbOf(action.text) == "*" || verbOf(action.text) == "assume");
            });
            if (!assumes)
                continue;
            for (const PolicyString &resource : statement.resource->values)
                patterns.push_back(resource.text);
        }
    }
    return patterns;
}

/// The roles that membership gives, evaluated for a member: whoever trusts them decides, too.
void addGivenRoles(GraphBuilder &builder, const Entity &group, const Entity *member)
{
    const World &world = builder.world();
    const std::vector<std::string> patterns = assumePatterns(world, *group.as<Group>());
    if (patterns.empty())
        return;
    const std::optional<Principal> caller = member ? parsePrincipal(member->arn()) : std::nullopt;
    std::vector<TrustEdge> evaluated;
    if (caller)
        evaluated = assumableRoles(world, *caller, builder.cancelFunction());
    std::vector<Neighbour> roles;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role)) {
            if (builder.isCancelled())
                return;
            const bool named = std::any_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) { return globMatches(pattern, role->arn()); });
            if (!named)
                continue;
            const auto known = std::find_if(evaluated.begin(), evaluated.end(), [&](const TrustEdge &edge) { return edge.to == role->arn(); });
            GraphEdge edge;
            if (known != evaluated.end()) {
                edge = assumeEdge(*known);
            } else if (member) {
                continue; // neither side allows the member: the group's policy doesn't reach it after all
            } else {
                edge.to = role->arn();
                edge.state = GraphEdgeState::Depends; // nobody is a member yet
            }
            edge.from = group.arn();
            roles.push_back({entityNode(*role), std::move(edge)});
        }
    }
    builder.addAlike("given:" + group.arn(), roles, shownAllowed, shownOther);
}

} // namespace

void addGroupNeighbours(GraphBuilder &builder, const Entity &group)
{
    std::vector<Neighbour> members;
    EntityPtr firstMember;
    for (const EntityPtr &user : builder.world().entities(group.account, EntityKind::User)) {
        const std::vector<std::string> &groups = user->as<User>()->groups;
        if (std::find(groups.begin(), groups.end(), group.name()) == groups.end())
            continue;
        if (!firstMember)
            firstMember = user;
        GraphEdge edge;
        edge.from = user->arn();
        edge.to = group.arn();
        edge.kind = GraphEdgeKind::Member;
        members.push_back({entityNode(*user), edge});
    }
    builder.addAlike("members:" + group.arn(), members, shownAllowed, shownOther);
    addGivenRoles(builder, group, firstMember.get());
    addPolicies(builder, group);
}

} // namespace rolewright
