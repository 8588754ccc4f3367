// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/organizationedits.h"

#include "edits/draft.h"
#include "edits/naming.h"
#include "edits/startingtexts.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace rolewright::edits {

namespace {

using Type = OrganizationPolicy::Type;

/// AWS's own, attached to everything when SCPs are switched on (Organizations User Guide, orgs_manage_policies_scps).
constexpr const char *fullAccess = "p-FullAWSAccess";

std::vector<std::string> &listOf(OrganizationNode &node, Type type)
{
    return type == Type::ServiceControl ? node.serviceControlPolicies : node.resourceControlPolicies;
}

template <typename Node, typename Visit>
void forEachNode(Node &node, const Visit &visit)
{
    visit(node);
    for (auto &child : node.children)
        forEachNode(child, visit);
}

bool has(const std::vector<std::string> &list, const std::string &id)
{
    return std::find(list.begin(), list.end(), id) != list.end();
}

/// The nodes' names are for people; refusals name them.
std::string shownName(const OrganizationNode &node)
{
    return node.name.empty() ? node.id : node.name;
}

Result changeNode(const World &world, const std::string &id, const std::function<void(OrganizationNode &)> &change)
{
    Draft draft(world);
    forEachNode(draft.header().organization->root, [&](OrganizationNode &node) {
        if (node.id == id)
            change(node);
    });
    return draft.finish();
}

} // namespace

const OrganizationNode *findNode(const World &world, const std::string &id)
{
    const OrganizationNode *found = nullptr;
    if (world.header().organization) {
        forEachNode(world.header().organization->root, [&](const OrganizationNode &node) {
            if (node.id == id && !found)
                found = &node;
        });
    }
    return found;
}

std::vector<std::string> nodesWith(const World &world, const std::string &policyId)
{
    std::vector<std::string> nodes;
    if (world.header().organization) {
        forEachNode(world.header().organization->root, [&](const OrganizationNode &node) {
            if (has(node.serviceControlPolicies, policyId) || has(node.resourceControlPolicies, policyId))
                nodes.push_back(node.id);
        });
    }
    return nodes;
}

Result createOrganization(const World &world)
{
    if (world.header().organization)
        return refuse("organizationExists");
    if (world.header().accounts.empty())
        return refuse("noSuchAccount", {""});
    Organization organization;
    organization.id = newOrganizationId("o-", 10);
    organization.managementAccount = world.header().accounts.front().id;
    organization.root.id = newOrganizationId("r-", 4);
    organization.root.name = "Root";
    organization.root.serviceControlPolicies = {fullAccess};
    for (const AccountInfo &account : world.header().accounts) {
        OrganizationNode node;
        node.kind = OrganizationNode::Kind::Account;
        node.id = account.id;
        node.name = account.name;
        node.serviceControlPolicies = {fullAccess};
        organization.root.children.push_back(std::move(node));
    }
    Draft draft(world);
    draft.header().organization = std::move(organization);
    if (!world.organizationPolicy(fullAccess))
        draft.create(Entity{{}, {}, OrganizationPolicy{Type::ServiceControl, fullAccess, "FullAWSAccess", allowEverything(), {}}});
    return draft.finish();
}

Result createOrganizationPolicy(const World &world, Type type, const std::string &name, DocumentPtr document)
{
    if (const std::optional<Refused> problem = nameProblem(EntityKind::OrganizationPolicy, name))
        return refuse(problem->code, problem->arguments);
    for (const EntityPtr &other : world.organizationPolicies()) {
        if (other->as<OrganizationPolicy>()->type == type && other->name() == name)
            return refuse("nameTaken", {name});
    }
    if (!document)
        document = type == Type::ServiceControl ? startingScp() : startingRcp();
    Draft draft(world);
    draft.create(Entity{{}, {}, OrganizationPolicy{type, newOrganizationId("p-", 10), name, std::move(document), {}}});
    return draft.finish();
}

namespace {

Result setAttached(const World &world, const std::string &id, EntityId policyId, bool attached)
{
    const EntityPtr entity = world.find(policyId);
    const OrganizationPolicy *policy = entity ? entity->as<OrganizationPolicy>() : nullptr;
    const OrganizationNode *node = findNode(world, id);
    if (!policy)
        return refuse("noSuchPolicy", {entity ? entity->arn() : std::string()});
    if (!node)
        return refuse("noSuchNode", {id});
    const bool isAttached = has(node->serviceControlPolicies, policy->policyId) || has(node->resourceControlPolicies, policy->policyId);
    if (isAttached == attached)
        return refuse(attached ? "alreadyAttached" : "notAttached", {policy->name, shownName(*node)});
    return changeNode(world, id, [&](OrganizationNode &changed) {
        if (attached) {
            listOf(changed, policy->type).push_back(policy->policyId);
            return;
        }
        std::erase(changed.serviceControlPolicies, policy->policyId);
        std::erase(changed.resourceControlPolicies, policy->policyId);
    });
}

} // namespace

Result attachToNode(const World &world, const std::string &id, EntityId policyId)
{
    return setAttached(world, id, policyId, true);
}

Result detachFromNode(const World &world, const std::string &id, EntityId policyId)
{
    return setAttached(world, id, policyId, false);
}

} // namespace rolewright::edits
