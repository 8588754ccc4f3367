// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/draft.h"
#include "edits/edits.h"
#include "edits/naming.h"
#include "edits/parts.h"
#include "policy/arn.h"
#include "text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace rolewright::edits {

namespace {

/// An old name and the new one, of an ARN or of a session's ARN.
struct Renaming {
    std::string arnBefore;
    std::string arnAfter;
    std::string sessionsBefore; ///< "arn:aws:sts::111122223333:assumed-role/OldName/"; empty unless a role
    std::string sessionsAfter;

    /// Whether the text was changed.
    bool apply(std::string &text) const
    {
        if (text == arnBefore) {
            text = arnAfter;
            return true;
        }
        if (!sessionsBefore.empty() && text.starts_with(sessionsBefore)) {
            text.replace(0, sessionsBefore.size(), sessionsAfter);
            return true;
        }
        return false;
    }
};

bool apply(const Renaming &renaming, Scenario &scenario)
{
    bool changed = renaming.apply(scenario.principal);
    changed |= renaming.apply(scenario.resource);
    for (std::string &arn : scenario.expectVia)
        changed |= renaming.apply(arn);
    for (auto &[key, values] : scenario.context) {
        for (std::string &value : values)
            changed |= renaming.apply(value);
    }
    return changed;
}

void renameInHeader(Draft &draft, const World &world, const Renaming &renaming)
{
    const WorldHeader &before = world.header();
    std::vector<Scenario> scenarios = before.scenarios;
    bool changed = false;
    for (Scenario &scenario : scenarios)
        changed |= apply(renaming, scenario);
    if (changed)
        draft.header().scenarios = std::move(scenarios);
    if (before.graphPositions.contains(renaming.arnBefore)) {
        auto node = draft.header().graphPositions.extract(renaming.arnBefore);
        node.key() = renaming.arnAfter;
        draft.header().graphPositions.insert(std::move(node));
    }
}

void renameGroupInUsers(Draft &draft, const World &world, const std::string &account, const std::string &before,
    const std::string &after)
{
    for (const EntityPtr &entity : world.entities(account, EntityKind::User)) {
        const std::vector<std::string> &groups = entity->as<User>()->groups;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (equalsIgnoringCase(groups[i], before))
                std::get<User>(draft.edit(entity).data).groups[i] = after;
        }
    }
}

void renamePolicyInPrincipals(Draft &draft, const World &world, const Renaming &renaming, const std::string &name)
{
    forEachPrincipal(world, [&](const EntityPtr &entity) {
        const std::vector<AttachedPolicy> &attached = *attachedPolicies(*entity);
        for (std::size_t i = 0; i < attached.size(); ++i) {
            if (attached[i].arn != renaming.arnBefore)
                continue;
            AttachedPolicy &policy = (*attachedPolicies(draft.edit(entity)))[i];
            policy.arn = renaming.arnAfter;
            policy.name = name;
        }
        if (const auto *limit = boundary(*entity); limit && *limit == renaming.arnBefore)
            *boundary(draft.edit(entity)) = renaming.arnAfter;
    });
}

/// An instance profile of an export repeats its role.
void renameRoleInProfile(InstanceProfile &profile, const Renaming &renaming, const std::string &name)
{
    auto element = nlohmann::ordered_json::parse(profile.json, nullptr, false);
    if (!element.is_object() || !element.contains("Roles") || !element["Roles"].is_array())
        return;
    bool changed = false;
    for (auto &role : element["Roles"]) {
        if (!role.is_object() || role.value("Arn", nlohmann::ordered_json()) != renaming.arnBefore)
            continue;
        role["Arn"] = renaming.arnAfter;
        role["RoleName"] = name;
        changed = true;
    }
    if (changed)
        profile.json = element.dump();
}

Result renameProvider(const World &world, const EntityPtr &entity, const std::string &name)
{
    const IdentityProvider &before = *entity->as<IdentityProvider>();
    Draft draft(world);
    if (before.name == name)
        return draft.finish();
    if (const std::optional<Refused> problem = providerNameProblem(before.providerKind, name))
        return refuse(problem->code, problem->arguments);
    const std::string arn = providerArnOf(world, entity->account, before.providerKind, name);
    if (world.findByArn(arn))
        return refuse("nameTaken", {name});
    auto &after = std::get<IdentityProvider>(draft.edit(entity).data);
    after.name = name;
    after.arn = arn;
    renameInHeader(draft, world, {before.arn, arn, {}, {}});
    return draft.finish();
}

Result changeResourceArn(const World &world, const EntityPtr &entity, const std::string &arn)
{
    const Resource &before = *entity->as<Resource>();
    Draft draft(world);
    if (before.arn == arn)
        return draft.finish();
    if (const std::optional<Refused> problem = resourceArnProblem(world, entity->account, arn))
        return refuse(problem->code, problem->arguments);
    auto &after = std::get<Resource>(draft.edit(entity).data);
    if (before.name == shownResourceName(before.arn)) // else it is the user's own
        after.name = shownResourceName(arn);
    after.arn = arn;
    renameInHeader(draft, world, {before.arn, arn, {}, {}});
    return draft.finish();
}

Result renameOrganizationPolicy(const World &world, const EntityPtr &entity, const std::string &name)
{
    Draft draft(world);
    if (entity->name() == name)
        return draft.finish();
    if (const std::optional<Refused> problem = nameProblem(EntityKind::OrganizationPolicy, name))
        return refuse(problem->code, problem->arguments);
    for (const EntityPtr &other : world.organizationPolicies()) {
        if (other->as<OrganizationPolicy>()->type == entity->as<OrganizationPolicy>()->type && other->name() == name)
            return refuse("nameTaken", {name});
    }
    std::get<OrganizationPolicy>(draft.edit(entity).data).name = name;
    return draft.finish();
}

} // namespace

Result rename(const World &world, EntityId id, const std::string &name)
{
    const EntityPtr entity = world.find(id);
    if (!entity)
        return refuse("noSuchEntity");
    if (entity->kind() == EntityKind::Provider)
        return renameProvider(world, entity, name);
    if (entity->kind() == EntityKind::Resource)
        return changeResourceArn(world, entity, name);
    if (entity->kind() == EntityKind::OrganizationPolicy)
        return renameOrganizationPolicy(world, entity, name);
    const IamName *before = iamName(*entity);
    if (!before)
        return refuse("cannotRename", {entity->name()});
    if (isAwsManaged(*entity))
        return refuse("awsManaged", {before->name});
    Draft draft(world);
    if (before->name == name)
        return draft.finish();
    if (const std::optional<Refused> problem = nameProblem(entity->kind(), name))
        return refuse(problem->code, problem->arguments);

    Renaming renaming;
    renaming.arnBefore = before->arn;
    renaming.arnAfter = arnOf(world, entity->account, entity->kind(), before->path, name);
    const auto isOther = [id](const EntityPtr &found) { return found && found->id != id; };
    if (isOther(namesake(world, entity->account, entity->kind(), name)) || isOther(world.findByArn(renaming.arnAfter)))
        return refuse("nameTaken", {name});

    Entity &after = draft.edit(entity);
    iamName(after)->name = name;
    iamName(after)->arn = renaming.arnAfter;
    if (auto *role = std::get_if<Role>(&after.data)) {
        const std::string sessions = "arn:" + world.partitionOf(entity->account) + ":sts::" + entity->account
            + ":assumed-role/";
        renaming.sessionsBefore = sessions + before->name + '/';
        renaming.sessionsAfter = sessions + name + '/';
        for (InstanceProfile &profile : role->instanceProfiles)
            renameRoleInProfile(profile, renaming, name);
    }
    if (entity->kind() == EntityKind::Group)
        renameGroupInUsers(draft, world, entity->account, before->name, name);
    if (entity->kind() == EntityKind::Policy)
        renamePolicyInPrincipals(draft, world, renaming, name);
    renameInHeader(draft, world, renaming);
    return draft.finish();
}

} // namespace rolewright::edits
