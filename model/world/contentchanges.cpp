// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/contentchanges.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace rolewright {

namespace {

/// Each is looked for among all of its kind, and a whole copy that comes soon makes the next changes few again.
constexpr std::size_t mostChanged = 100;

/// Accounts and kinds of all lists that a workspace file holds.
std::vector<std::pair<std::string, EntityKind>> listsOf(const World &world)
{
    std::vector<std::pair<std::string, EntityKind>> lists{{std::string(), EntityKind::OrganizationPolicy}};
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Provider, EntityKind::Resource})
            lists.emplace_back(account.id, kind);
    }
    return lists;
}

/// The only entity of that account, kind and ARN; null when there is none or several.
EntityPtr sameArn(const World &world, const Entity &entity)
{
    const std::vector<EntityPtr> &list = world.entities(entity.account, entity.kind());
    const auto isMeant = [&](const EntityPtr &other) { return other->arn() == entity.arn(); };
    const auto found = std::find_if(list.begin(), list.end(), isMeant);
    if (entity.arn().empty() || found == list.end() || std::any_of(std::next(found), list.end(), isMeant))
        return nullptr;
    return *found;
}

} // namespace

std::optional<World> contentChanges(const World &before, const World &after)
{
    if (before.headerPtr() != after.headerPtr())
        return std::nullopt;
    WorldBuilder changes;
    std::size_t count = 0;
    const auto isTold = [&](const EntityPtr &old, const EntityPtr &now) {
        if (old == now)
            return true;
        if (old->name() != now->name() || sameArn(before, *now) != old || ++count > mostChanged)
            return false;
        if (!now->account.empty())
            changes.account(now->account);
        return bool(changes.add(*now));
    };
    for (const auto &[account, kind] : listsOf(before)) {
        const std::vector<EntityPtr> &old = before.entities(account, kind);
        const std::vector<EntityPtr> &now = after.entities(account, kind);
        if (!std::equal(old.begin(), old.end(), now.begin(), now.end(), isTold))
            return std::nullopt;
    }
    return changes.build();
}

std::optional<World> withContent(const World &world, const World &changes)
{
    Patch patch;
    for (const auto &[account, kind] : listsOf(changes)) {
        for (const EntityPtr &changed : changes.entities(account, kind)) {
            const EntityPtr before = sameArn(world, *changed);
            if (!before)
                return std::nullopt;
            auto after = std::make_shared<Entity>(*changed);
            after->id = before->id;
            patch.entities.push_back({before, std::move(after), std::nullopt});
        }
    }
    return world.applied(patch);
}

} // namespace rolewright
