// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/managedpolicies.h"
#include "edits/counts.h"
#include "edits/draft.h"
#include "edits/edits.h"
#include "edits/parts.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright::edits {

namespace {

struct FoundPolicy {
    std::string name;
    std::optional<Refused> refused;
};

/// A policy that a principal of the account may have: its own or AWS's.
FoundPolicy findPolicy(const World &world, const std::string &account, const std::string &arn)
{
    if (const EntityPtr entity = world.findByArn(arn); entity && entity->as<ManagedPolicy>()) {
        if (!isAwsManaged(*entity) && entity->account != account)
            return {{}, Refused{"otherAccount", {arn, account}}};
        return {entity->name(), {}};
    }
    if (const LibraryPolicy *policy = ManagedPolicyLibrary::builtIn().find(arn))
        return {policy->name, {}};
    return {{}, Refused{"noSuchPolicy", {arn}}};
}

auto findAttached(const std::vector<AttachedPolicy> &attached, const std::string &arn)
{
    return std::find_if(
        attached.begin(), attached.end(), [&](const AttachedPolicy &policy) { return policy.arn == arn; });
}

} // namespace

Result attach(const World &world, EntityId principal, const std::string &policyArn)
{
    const EntityPtr entity = world.find(principal);
    if (!entity)
        return refuse("noSuchEntity");
    const std::vector<AttachedPolicy> *attached = attachedPolicies(*entity);
    if (!attached)
        return refuse("cannotAttach", {entity->name()});
    const FoundPolicy policy = findPolicy(world, entity->account, policyArn);
    if (policy.refused)
        return refuse(policy.refused->code, policy.refused->arguments);
    if (findAttached(*attached, policyArn) != attached->end())
        return refuse("alreadyAttached", {policy.name, entity->name()});
    Draft draft(world);
    attachedPolicies(draft.edit(entity))->push_back({policy.name, policyArn, {}});
    countAttachment(draft, world, entity->account, policyArn, 1);
    return draft.finish();
}

Result detach(const World &world, EntityId principal, const std::string &policyArn)
{
    const EntityPtr entity = world.find(principal);
    if (!entity)
        return refuse("noSuchEntity");
    const std::vector<AttachedPolicy> *attached = attachedPolicies(*entity);
    if (!attached || findAttached(*attached, policyArn) == attached->end())
        return refuse("notAttached", {policyArn, entity->name()});
    Draft draft(world);
    std::erase_if(*attachedPolicies(draft.edit(entity)),
        [&](const AttachedPolicy &policy) { return policy.arn == policyArn; });
    countAttachment(draft, world, entity->account, policyArn, -1);
    return draft.finish();
}

Result addToGroup(const World &world, EntityId userId, EntityId groupId)
{
    const EntityPtr user = world.find(userId);
    const EntityPtr group = world.find(groupId);
    if (!user || !group || !user->as<User>() || !group->as<Group>())
        return refuse("noSuchEntity");
    if (user->account != group->account)
        return refuse("otherAccount", {group->name(), user->account});
    const std::vector<std::string> &groups = user->as<User>()->groups;
    if (std::any_of(groups.begin(), groups.end(),
            [&](const std::string &name) { return equalsIgnoringCase(name, group->name()); }))
        return refuse("alreadyMember", {user->name(), group->name()});
    Draft draft(world);
    std::get<User>(draft.edit(user).data).groups.push_back(group->name());
    return draft.finish();
}

Result removeFromGroup(const World &world, EntityId userId, EntityId groupId)
{
    const EntityPtr user = world.find(userId);
    const EntityPtr group = world.find(groupId);
    if (!user || !group || !user->as<User>() || !group->as<Group>())
        return refuse("noSuchEntity");
    Draft draft(world);
    const std::size_t removed = std::erase_if(std::get<User>(draft.edit(user).data).groups,
        [&](const std::string &name) { return equalsIgnoringCase(name, group->name()); });
    if (removed == 0 || user->account != group->account)
        return refuse("notMember", {user->name(), group->name()});
    return draft.finish();
}

Result setBoundary(const World &world, EntityId principal, const std::optional<std::string> &policyArn)
{
    const EntityPtr entity = world.find(principal);
    if (!entity)
        return refuse("noSuchEntity");
    const std::optional<std::string> *before = boundary(*entity);
    if (!before)
        return refuse("cannotBound", {entity->name()});
    Draft draft(world);
    if (*before == policyArn)
        return draft.finish();
    if (policyArn) {
        if (const FoundPolicy policy = findPolicy(world, entity->account, *policyArn); policy.refused)
            return refuse(policy.refused->code, policy.refused->arguments);
        countBoundary(draft, world, entity->account, *policyArn, 1);
    }
    if (*before)
        countBoundary(draft, world, entity->account, **before, -1);
    *boundary(draft.edit(entity)) = policyArn;
    return draft.finish();
}

} // namespace rolewright::edits
