// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/neighbours.h"
#include "graph/permits.h"
#include "graph/sampleanswer.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr std::size_t fewPolicies = 3;

GraphNode policyNode(const World &world, const std::string &arn, const std::string &name, const std::string &account)
{
    GraphNode node;
    if (const EntityPtr entity = world.findByArn(arn)) {
        node = entityNode(*entity);
    } else {
        node.key = node.arn = arn;
        node.kind = GraphNodeKind::Policy;
        node.name = name.empty() ? arn.substr(arn.rfind('/') + 1) : name;
    }
    node.account = account;
    const std::optional<World::PolicyText> text = world.policyText(arn);
    node.broken = !text || !text->document || !text->document->usableAs(PolicyKind::Identity);
    return node;
}

struct Attachments {
    const std::vector<AttachedPolicy> *attached = nullptr;
    const std::vector<InlinePolicy> *inlined = nullptr;
    const std::optional<std::string> *boundary = nullptr;
};

Attachments attachmentsOf(const Entity &owner)
{
    if (const User *user = owner.as<User>())
        return {&user->attachedPolicies, &user->inlinePolicies, &user->boundary};
    if (const Role *role = owner.as<Role>())
        return {&role->attachedPolicies, &role->inlinePolicies, &role->boundary};
    if (const Group *group = owner.as<Group>())
        return {&group->attachedPolicies, &group->inlinePolicies, nullptr};
    return {};
}

GraphEdge attachment(const std::string &from, const std::string &to, GraphEdgeKind kind)
{
    GraphEdge edge;
    edge.from = from;
    edge.to = to;
    edge.kind = kind;
    return edge;
}

std::string permitKey(const Permit &permit, const std::string &account)
{
    std::string key = "permit:" + account + ':' + (permit.effect == Effect::Deny ? "deny:" : "") + permit.service + ':' + permit.type + ':'
        + permit.thing + ':' + std::to_string(permit.services) + (permit.exceptActions ? "!a" : "") + (permit.exceptResources ? "!r" : "");
    for (const std::string &verb : permit.verbs)
        key += ',' + verb;
    return key;
}

} // namespace

void addPermits(GraphBuilder &builder, const std::string &policyKey, const PolicyDocument &document,
                const std::string &account, const Entity *subject, std::size_t shown)
{
    if (!document.policy() || !builder.contains(policyKey))
        return;
    const std::vector<Permit> lines = permitsOf(*document.policy(), builder.world());
    std::vector<Neighbour> things;
    things.reserve(lines.size());
    for (const Permit &permit : lines) {
        Neighbour neighbour;
        GraphEdge &edge = neighbour.edge;
        if (const EntityPtr resource = builder.world().find(permit.resource)) {
            neighbour.node = entityNode(*resource);
            edge.verbs = permit.verbs;
        } else {
            neighbour.node.kind = GraphNodeKind::Permission;
            neighbour.node.key = permitKey(permit, account);
            neighbour.node.name = permit.thing;
            neighbour.node.account = account;
            neighbour.node.permit = permit;
        }
        edge.from = policyKey;
        edge.to = neighbour.node.key;
        edge.kind = GraphEdgeKind::Access;
        edge.state = permit.effect == Effect::Deny ? GraphEdgeState::Denied : GraphEdgeState::Plain;
        edge.conditionKeys = permit.conditionKeys;
        things.push_back(std::move(neighbour));
    }
    const auto evaluate = [&](GraphEdge &edge, std::size_t place) {
        if (subject)
            evaluatePermit(edge, builder.world(), *subject, lines[place]);
    };
    builder.addGroup("permits:" + policyKey, std::move(things), shown, evaluate);
}

void addPolicies(GraphBuilder &builder, const Entity &owner, Permits permits)
{
    const Attachments has = attachmentsOf(owner);
    const World &world = builder.world();
    const Entity *subject = owner.kind() == EntityKind::Group ? nullptr : &owner;
    std::vector<Neighbour> policies;
    std::vector<std::pair<std::string, DocumentPtr>> documents;
    if (has.inlined) {
        for (const InlinePolicy &inlined : *has.inlined) {
            GraphNode node;
            node.kind = GraphNodeKind::Policy;
            node.key = "inline:" + owner.arn() + '#' + inlined.name;
            node.entity = owner.id;
            node.name = inlined.name;
            node.account = owner.account;
            node.inlinePolicy = true;
            node.broken = !inlined.document || !inlined.document->usableAs(PolicyKind::Identity);
            policies.push_back({node, attachment(owner.arn(), node.key, GraphEdgeKind::Attached)});
            documents.emplace_back(node.key, inlined.document);
        }
    }
    if (has.attached) {
        for (const AttachedPolicy &attached : *has.attached) {
            const GraphNode node = policyNode(world, attached.arn, attached.name, owner.account);
            policies.push_back({node, attachment(owner.arn(), node.key, GraphEdgeKind::Attached)});
            const std::optional<World::PolicyText> text = world.policyText(attached.arn);
            documents.emplace_back(node.key, text ? text->document : nullptr);
        }
    }
    builder.addGroup("policies:" + owner.arn(), policies, shownAllowed);
    if (has.boundary && *has.boundary) {
        const GraphNode node = policyNode(world, **has.boundary, {}, owner.account);
        if (builder.addNode(node))
            builder.addEdge(attachment(owner.arn(), node.key, GraphEdgeKind::Boundary));
    }
    if (permits == Permits::Hide)
        return;
    const std::size_t shown = documents.size() <= fewPolicies ? permitsShown : permitsShownOfMany;
    for (const auto &[key, document] : documents) {
        if (builder.isCancelled())
            return;
        if (document)
            addPermits(builder, key, *document, owner.account, subject, shown);
    }
}

void addPolicyNeighbours(GraphBuilder &builder, const Entity &policy)
{
    const World &world = builder.world();
    std::vector<Neighbour> owners;
    for (const AccountInfo &account : world.header().accounts) {
        for (EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role}) {
            for (const EntityPtr &owner : world.entities(account.id, kind)) {
                const Attachments has = attachmentsOf(*owner);
                if (std::any_of(has.attached->begin(), has.attached->end(), [&](const AttachedPolicy &one) { return one.arn == policy.arn(); }))
                    owners.push_back({entityNode(*owner), attachment(owner->arn(), policy.arn(), GraphEdgeKind::Attached)});
                if (has.boundary && *has.boundary == policy.arn())
                    owners.push_back({entityNode(*owner), attachment(owner->arn(), policy.arn(), GraphEdgeKind::Boundary)});
            }
        }
    }
    builder.addAlike("attached:" + policy.arn(), owners, shownAllowed, shownAllowed);
    if (const std::optional<World::PolicyText> text = world.policyText(policy.arn()); text && text->document)
        addPermits(builder, policy.arn(), *text->document, policy.account, nullptr);
}

} // namespace rolewright
