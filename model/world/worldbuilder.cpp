// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/rawjson.h"
#include "world/entitywriter.h"
#include "world/worlddata.h"

#include <algorithm>

namespace rolewright {

struct WorldBuilder::Private {
    World::Data data;
    WorldHeader header;
    std::map<std::pair<std::string, EntityKind>, World::Data::List> lists; ///< of the lists that grew

    /// Of the entity that has the ARN; null when there is none.
    const EntityId *idOf(const Entity &entity) const
    {
        const std::string &arn = entity.arn();
        return arn.empty() ? nullptr : isAwsOwned(arn) ? data.byArn.find(ownArnKey(entity.account, arn)) : data.byArn.find(arn);
    }

    World::Data::List &list(const std::string &account, EntityKind kind)
    {
        const auto [list, isNew] = lists.try_emplace({account, kind});
        if (isNew)
            list->second = data.list(account, kind);
        return list->second;
    }
};

namespace {

/// As a workspace file has it, on one line.
std::string textOf(const Entity &entity)
{
    std::string text;
    JsonWriter out([&](std::string_view piece) { text += piece; });
    writeEntity(out, entity);
    out.finish();
    return json::compacted(text);
}

/// What the entry says, but for when a role was used last: that changes from one export to the next.
std::string contentOf(Entity entity)
{
    ExtraFields &extra = std::visit([](auto &data) -> ExtraFields & { return data.extra; }, entity.data);
    std::erase_if(extra, [](const ExtraField &field) { return field.key == conflictField || field.key.starts_with("RoleLastUsed/"); });
    if (Role *role = std::get_if<Role>(&entity.data)) {
        role->lastUsedDate.clear();
        role->lastUsedRegion.clear();
    }
    return textOf(entity);
}

} // namespace

WorldBuilder::WorldBuilder()
    : WorldBuilder(World())
{
}

WorldBuilder::WorldBuilder(const World &base)
    : d(std::make_unique<Private>())
{
    d->data = *base.m_data;
    d->header = base.header();
}

WorldBuilder::~WorldBuilder() = default;

WorldHeader &WorldBuilder::header()
{
    return d->header;
}

AccountInfo &WorldBuilder::account(const std::string &id)
{
    std::vector<AccountInfo> &accounts = d->header.accounts;
    const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const AccountInfo &account) { return account.id == id; });
    if (found != accounts.end())
        return *found;
    AccountInfo &account = accounts.emplace_back();
    account.id = id;
    return account;
}

bool WorldBuilder::isTaken(const Entity &entity) const
{
    return d->idOf(entity) != nullptr;
}

bool WorldBuilder::contradict(const Entity &other)
{
    const EntityPtr entity = d->data.entity(d->idOf(other));
    if (!entity || contentOf(other) == contentOf(*entity))
        return false;
    const std::string said = textOf(other);
    Entity changed = *entity;
    ExtraFields &extra = std::visit([](auto &data) -> ExtraFields & { return data.extra; }, changed.data);
    const auto field = std::find_if(extra.begin(), extra.end(), [](const ExtraField &one) { return one.key == conflictField; });
    if (field == extra.end())
        extra.push_back({std::string(conflictField), '[' + said + ']'});
    else if (field->json.find(said) == std::string::npos)
        field->json.insert(field->json.size() - 1, ',' + said);
    const auto added = std::make_shared<const Entity>(std::move(changed));
    d->data.byId.set(added->id, added);
    std::vector<EntityPtr> &list = d->list(added->account, added->kind());
    std::replace(list.begin(), list.end(), entity, EntityPtr(added));
    return true;
}

EntityId WorldBuilder::add(Entity entity)
{
    if (isTaken(entity))
        return {};
    if (!entity.id)
        entity.id = World::newId();
    const auto added = std::make_shared<const Entity>(std::move(entity));
    d->data.index(added);
    d->list(added->account, added->kind()).push_back(added);
    return added->id;
}

World WorldBuilder::build()
{
    for (const auto &[key, list] : d->lists)
        d->data.replaceList(key.first, key.second, list);
    d->data.header = std::make_shared<const WorldHeader>(d->header);
    World world;
    world.m_data = std::make_shared<const World::Data>(d->data);
    return world;
}

} // namespace rolewright
