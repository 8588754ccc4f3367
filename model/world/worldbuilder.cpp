// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/worlddata.h"

#include <algorithm>

namespace rolewright {

struct WorldBuilder::Private {
    World::Data data;
    WorldHeader header;
    std::map<std::pair<std::string, EntityKind>, World::Data::List> lists; ///< of the lists that grew
};

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

EntityId WorldBuilder::add(Entity entity)
{
    const std::string &arn = entity.arn();
    const bool taken = isAwsOwned(arn) ? d->data.byArn.find(ownArnKey(entity.account, arn)) != nullptr
                                       : d->data.byArn.find(arn) != nullptr;
    if (!arn.empty() && taken)
        return {};
    if (!entity.id)
        entity.id = World::newId();
    const auto added = std::make_shared<const Entity>(std::move(entity));
    d->data.index(added);
    const auto [list, isNew] = d->lists.try_emplace({added->account, added->kind()});
    if (isNew)
        list->second = d->data.list(added->account, added->kind());
    list->second.push_back(added);
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
