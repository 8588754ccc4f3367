// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/counts.h"
#include "edits/draft.h"
#include "edits/edits.h"
#include "edits/parts.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright::edits {

namespace {

bool lists(const OrganizationNode &node, const std::string &policyId)
{
    const auto has = [&](const std::vector<std::string> &ids) {
        return std::find(ids.begin(), ids.end(), policyId) != ids.end();
    };
    return has(node.serviceControlPolicies) || has(node.resourceControlPolicies)
        || std::any_of(node.children.begin(), node.children.end(),
            [&](const OrganizationNode &child) { return lists(child, policyId); });
}

void unlist(OrganizationNode &node, const std::string &policyId)
{
    std::erase(node.serviceControlPolicies, policyId);
    std::erase(node.resourceControlPolicies, policyId);
    for (OrganizationNode &child : node.children)
        unlist(child, policyId);
}

void removeGroupFromUsers(Draft &draft, const World &world, const Entity &group)
{
    const auto isGroup = [&](const std::string &name) { return equalsIgnoringCase(name, group.name()); };
    for (const EntityPtr &entity : world.entities(group.account, EntityKind::User)) {
        const std::vector<std::string> &groups = entity->as<User>()->groups;
        if (std::any_of(groups.begin(), groups.end(), isGroup))
            std::erase_if(std::get<User>(draft.edit(entity).data).groups, isGroup);
    }
}

void removePolicyFromPrincipals(Draft &draft, const World &world, const std::string &arn)
{
    const auto isPolicy = [&](const AttachedPolicy &policy) { return policy.arn == arn; };
    forEachPrincipal(world, [&](const EntityPtr &entity) {
        const std::vector<AttachedPolicy> &attached = *attachedPolicies(*entity);
        if (std::any_of(attached.begin(), attached.end(), isPolicy))
            std::erase_if(*attachedPolicies(draft.edit(entity)), isPolicy);
    });
}

/// The name of somebody whose boundary the policy is; empty when it is nobody's.
std::string boundedBy(const World &world, const std::string &arn)
{
    std::string name;
    forEachPrincipal(world, [&](const EntityPtr &entity) {
        const auto *limit = boundary(*entity);
        if (name.empty() && limit && *limit == arn)
            name = entity->name();
    });
    return name;
}

} // namespace

Result remove(const World &world, EntityId id)
{
    const EntityPtr entity = world.find(id);
    if (!entity)
        return refuse("noSuchEntity");
    if (isAwsManaged(*entity))
        return refuse("awsManaged", {entity->name()});

    Draft draft(world);
    if (entity->kind() == EntityKind::Policy) {
        // IAM refuses that too: whoever it bounds could do more afterwards.
        if (const std::string name = boundedBy(world, entity->arn()); !name.empty())
            return refuse("usedAsBoundary", {entity->name(), name});
        removePolicyFromPrincipals(draft, world, entity->arn());
    }
    if (entity->kind() == EntityKind::Group)
        removeGroupFromUsers(draft, world, *entity);
    if (const auto *attached = attachedPolicies(*entity)) {
        for (const AttachedPolicy &policy : *attached)
            countAttachment(draft, world, entity->account, policy.arn, -1);
    }
    if (const auto *limit = boundary(*entity); limit && *limit)
        countBoundary(draft, world, entity->account, **limit, -1);

    const WorldHeader &header = world.header();
    if (entity->kind() == EntityKind::OrganizationPolicy && header.organization
        && lists(header.organization->root, entity->arn()))
        unlist(draft.header().organization->root, entity->arn());
    if (header.graphPositions.contains(entity->arn()))
        draft.header().graphPositions.erase(entity->arn());
    draft.remove(entity);
    return draft.finish();
}

Result removeAccount(const World &world, const std::string &account)
{
    if (!world.account(account))
        return refuse("noSuchAccount", {account});
    Draft draft(world);
    for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource, EntityKind::Provider}) {
        for (const EntityPtr &entity : world.entities(account, kind)) {
            draft.header().graphPositions.erase(entity->arn());
            draft.remove(entity);
        }
    }
    std::erase_if(draft.header().accounts, [&](const AccountInfo &info) { return info.id == account; });
    return draft.finish();
}

} // namespace rolewright::edits
