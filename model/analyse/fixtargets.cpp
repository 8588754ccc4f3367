// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/fixtargets.h"

#include "edits/parts.h"
#include "evaluate/policyholder.h"
#include "policy/arn.h"
#include "text/utf8.h"
#include "world/permissionsetrole.h"

#include <algorithm>

namespace rolewright::fixtargets {

namespace {

bool isAttached(const Entity &entity, const std::string &arn)
{
    const std::vector<AttachedPolicy> *attached = edits::attachedPolicies(entity);
    return attached
        && std::any_of(attached->begin(), attached->end(), [&](const AttachedPolicy &policy) { return policy.arn == arn; });
}

bool isMember(const Entity &entity, const Entity &group)
{
    const User *user = entity.as<User>();
    return user && entity.account == group.account
        && std::any_of(user->groups.begin(), user->groups.end(),
            [&](const std::string &name) { return equalsIgnoringCase(name, group.name()); });
}

bool usesPolicy(const World &world, const Entity &entity, const std::string &arn)
{
    const std::optional<std::string> *boundary = edits::boundary(entity);
    if (isAttached(entity, arn) || (boundary && *boundary == arn))
        return true;
    const User *user = entity.as<User>();
    return user && std::any_of(user->groups.begin(), user->groups.end(), [&](const std::string &name) {
        const EntityPtr group = world.findByName(entity.account, EntityKind::Group, name);
        return group && isAttached(*group, arn);
    });
}

void collectAccounts(const OrganizationNode &node, const std::string &policyId, bool above, std::vector<std::string> *accounts)
{
    const auto names = [&](const std::vector<std::string> &ids) { return std::find(ids.begin(), ids.end(), policyId) != ids.end(); };
    const bool bound = above || names(node.serviceControlPolicies) || names(node.resourceControlPolicies);
    if (bound && node.kind == OrganizationNode::Kind::Account)
        accounts->push_back(node.id);
    for (const OrganizationNode &child : node.children)
        collectAccounts(child, policyId, bound, accounts);
}

} // namespace

EntityPtr entityOf(const World &world, const Principal &principal)
{
    EntityPtr entity = world.findByArn(principal.arn);
    if (!entity && principal.kind == PrincipalKind::RoleSession)
        entity = world.findByName(principal.account, EntityKind::Role, principal.name);
    return entity && (entity->as<User>() || entity->as<Role>()) ? entity : nullptr;
}

EntityPtr policyHolderOf(const World &world, const Request &request)
{
    const EntityPtr entity = listedResource(world, request.resource);
    if (!entity)
        return nullptr;
    const bool trust = entity->as<Role>() && lowered(request.action).starts_with("sts:");
    return trust || entity->as<Resource>() ? entity : nullptr;
}

bool canBeWithoutPolicy(const Entity &holder)
{
    const std::optional<Arn> arn = parseArn(holder.arn());
    if (!arn || !holder.as<Resource>())
        return false;
    for (const std::string_view service : {"s3", "sqs", "sns", "lambda", "secretsmanager", "dynamodb", "kinesis", "ecr",
             "elasticfilesystem", "es", "events", "backup", "codeartifact"}) {
        if (arn->service == service)
            return true;
    }
    return false;
}

std::size_t othersOf(const World &world, const DocumentRef &where, EntityId principal)
{
    const EntityPtr owner = world.find(where.owner);
    if (!owner || where.slot == DocumentSlot::Trust || where.slot == DocumentSlot::ResourcePolicy)
        return 0;
    if (where.slot == DocumentSlot::Inline && !owner->as<Group>())
        return 0;

    std::vector<std::string> accounts;
    if (const auto &organization = world.header().organization; organization && owner->as<OrganizationPolicy>()) {
        collectAccounts(organization->root, owner->arn(), false, &accounts);
        std::erase(accounts, organization->managementAccount);
    }
    std::size_t count = 0;
    edits::forEachPrincipal(world, [&](const EntityPtr &entity) {
        if (entity->id == principal || entity->as<Group>())
            return;
        const bool decided = where.slot == DocumentSlot::OrganizationPolicy
            ? std::find(accounts.begin(), accounts.end(), entity->account) != accounts.end()
            : owner->as<Group>() ? isMember(*entity, *owner)
                                 : entity->account == owner->account && usesPolicy(world, *entity, owner->arn());
        count += decided ? 1 : 0;
    });
    return count;
}

std::optional<FixObstacle> obstacleOf(const World &world, const LayerPolicy &policy)
{
    if (!policy.document)
        return FixObstacle{"documentMissing", {policy.name}};
    if (policy.where.slot == DocumentSlot::Library)
        return FixObstacle{"awsManaged", {policy.name}};
    const EntityPtr owner = world.find(policy.where.owner);
    if (!owner)
        return FixObstacle{"documentMissing", {policy.name}};
    const bool fullAccess = owner->as<OrganizationPolicy>()
        && (owner->arn() == "p-FullAWSAccess" || owner->arn() == "p-RCPFullAWSAccess");
    if (fullAccess || edits::isAwsManaged(*owner))
        return FixObstacle{"awsManaged", {policy.name}};
    if (const auto reserved = owner->as<Role>() ? permissionSetRole(owner->arn()) : std::nullopt)
        return FixObstacle{"identityCenter", {reserved->permissionSet, owner->arn()}};
    if (!policy.document->policy())
        return FixObstacle{"documentUnusable", {policy.name}};
    return {};
}

std::string inlineName(const Entity &entity, Effect effect, const std::string &action)
{
    std::string name = effect == Effect::Allow ? "Allow" : "Deny";
    bool capital = true;
    for (const char c : action) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter)
            name += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        capital = !letter;
    }
    const std::vector<InlinePolicy> *policies = edits::inlinePolicies(entity);
    const auto taken = [&](const std::string &text) {
        return policies && std::any_of(policies->begin(), policies->end(),
                               [&](const InlinePolicy &policy) { return equalsIgnoringCase(policy.name, text); });
    };
    std::string free = name;
    for (int number = 2; taken(free); ++number)
        free = name + std::to_string(number);
    return free;
}

} // namespace rolewright::fixtargets
