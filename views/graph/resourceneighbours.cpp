// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/neighbours.h"
#include "graph/permits.h"
#include "graph/sampleanswer.h"
#include "policy/arn.h"

#include <algorithm>

namespace rolewright {

namespace {

/// What of a document is about the resource.
struct About {
    bool named = false; ///< not only by "*"
    bool covered = false;
    Permit permit;
};

About aboutResource(const PolicyDocument &document, const std::string &arn, const std::string &service)
{
    About about;
    if (!document.policy())
        return about;
    for (const Statement &statement : document.policy()->statements) {
        if (statement.effect != Effect::Allow || !statement.action || !statement.resource || statement.resource->negated)
            continue;
        bool covers = false, names = false;
        std::vector<std::string> patterns;
        for (const PolicyString &pattern : statement.resource->values) {
            if (namesResource(pattern.text, arn)) {
                covers = true;
                names = names || pattern.text != "*";
                patterns.push_back(pattern.text == "*" ? arn : pattern.text);
            }
        }
        if (!covers)
            continue;
        bool acts = statement.action->negated;
        for (const PolicyString &action : statement.action->values) {
            if (statement.action->negated || !actionOfService(action.text, service))
                continue;
            acts = true;
            const std::string verb = verbOf(action.text);
            if (std::find(about.permit.verbs.begin(), about.permit.verbs.end(), verb) == about.permit.verbs.end())
                about.permit.verbs.push_back(verb);
            about.permit.actions.push_back(action.text);
        }
        if (!acts)
            continue;
        about.covered = true;
        about.named = about.named || names;
        about.permit.resources.insert(about.permit.resources.end(), patterns.begin(), patterns.end());
        for (const std::string &key : keysOf(statement.conditions))
            about.permit.conditionKeys.push_back(key);
    }
    return about;
}

GraphEdge accessEdge(const std::string &from, const std::string &to, const About &about)
{
    GraphEdge edge;
    edge.from = from;
    edge.to = to;
    edge.kind = GraphEdgeKind::Access;
    edge.verbs = about.permit.verbs;
    edge.conditionKeys = about.permit.conditionKeys;
    return edge;
}

void addResourcePolicy(GraphBuilder &builder, const Entity &entity)
{
    const DocumentPtr &document = entity.as<Resource>()->policy;
    if (!document || !document->policy())
        return;
    std::vector<Neighbour> named;
    for (const Statement &statement : document->policy()->statements) {
        if (!statement.principal || statement.principal->negated || !statement.action)
            continue;
        Permit permit;
        permit.conditionKeys = keysOf(statement.conditions);
        for (const PolicyString &action : statement.action->values) {
            permit.actions.push_back(action.text);
            permit.verbs.push_back(verbOf(action.text));
        }
        if (statement.resource && !statement.resource->negated) {
            for (const PolicyString &pattern : statement.resource->values)
                permit.resources.push_back(pattern.text);
        }
        for (const PrincipalEntry &entry : statement.principal->values) {
            Neighbour neighbour{principalNode(builder.world(), entry.type, entry.value.text), {}};
            GraphEdge &edge = neighbour.edge;
            edge.from = neighbour.node.key;
            edge.to = entity.arn();
            edge.kind = GraphEdgeKind::ResourcePolicy;
            edge.verbs = permit.verbs;
            edge.conditionKeys = permit.conditionKeys;
            if (statement.effect == Effect::Deny)
                edge.state = GraphEdgeState::Denied;
            else if (neighbour.node.kind == GraphNodeKind::Account)
                edge.state = GraphEdgeState::Delegated;
            else if (const EntityPtr caller = builder.world().find(neighbour.node.entity); caller && caller->kind() != EntityKind::Provider)
                evaluatePermit(edge, builder.world(), *caller, permit);
            else
                edge.state = GraphEdgeState::Depends; // somebody whose own policies aren't known
            named.push_back(std::move(neighbour));
        }
    }
    builder.addAlike("named:" + entity.arn(), named, shownAllowed, shownOther);
}

} // namespace

void addResourceNeighbours(GraphBuilder &builder, const Entity &resource)
{
    addResourcePolicy(builder, resource);
    const World &world = builder.world();
    const std::optional<Arn> arn = parseArn(resource.arn());
    const std::string service = arn ? arn->service : std::string();
    std::vector<Neighbour> naming, covering;
    const auto consider = [&](const GraphNode &node, const DocumentPtr &document, const Entity *subject) {
        if (!document)
            return;
        const About about = aboutResource(*document, resource.arn(), service);
        if (!about.covered)
            return;
        Neighbour neighbour{node, accessEdge(node.key, resource.arn(), about)};
        if (subject)
            evaluatePermit(neighbour.edge, world, *subject, about.permit);
        (about.named ? naming : covering).push_back(std::move(neighbour));
    };
    for (const AccountInfo &account : world.header().accounts) {
        for (EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role}) {
            for (const EntityPtr &owner : world.entities(account.id, kind)) {
                const Entity *subject = kind == EntityKind::Group ? nullptr : owner.get();
                const auto &inlined = kind == EntityKind::User ? owner->as<User>()->inlinePolicies
                    : kind == EntityKind::Group                ? owner->as<Group>()->inlinePolicies
                                                               : owner->as<Role>()->inlinePolicies;
                for (const InlinePolicy &policy : inlined)
                    consider(entityNode(*owner), policy.document, subject);
            }
            if (builder.isCancelled())
                return;
        }
        for (const EntityPtr &policy : world.entities(account.id, EntityKind::Policy)) {
            const PolicyVersionEntry *version = policy->as<ManagedPolicy>()->defaultVersion();
            if (version)
                consider(entityNode(*policy), version->document, nullptr);
        }
    }
    builder.addAlike("naming:" + resource.arn(), naming, shownAllowed, shownOther);
    builder.addAlike("covering:" + resource.arn(), covering, shownOther, 1);
}

} // namespace rolewright
