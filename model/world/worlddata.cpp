// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/worlddata.h"

#include "text/utf8.h"

namespace rolewright {

bool isAwsOwned(std::string_view arn)
{
    return arn.starts_with("arn:") && arn.find(":iam::aws:") != std::string_view::npos;
}

std::string nameKey(std::string_view account, EntityKind kind, std::string_view name)
{
    std::string key(account);
    key += '/';
    key += static_cast<char>('0' + static_cast<int>(kind));
    key += lowered(name);
    return key;
}

std::string ownArnKey(std::string_view account, std::string_view arn)
{
    std::string key(account);
    key += '|';
    key += arn;
    return key;
}

const World::Data::List &World::Data::list(std::string_view account, EntityKind kind) const
{
    static const List none;
    const auto found = lists.find(account);
    if (found == lists.end())
        return none;
    const ListPtr &list = found->second[static_cast<std::size_t>(kind)];
    return list ? *list : none;
}

EntityPtr World::Data::entity(const EntityId *id) const
{
    const EntityPtr *found = id ? byId.find(*id) : nullptr;
    return found ? *found : nullptr;
}

void World::Data::index(const EntityPtr &entity)
{
    byId.set(entity->id, entity);
    ++counts[static_cast<std::size_t>(entity->kind())];

    const std::string &arn = entity->arn();
    if (!arn.empty()) {
        if (!byArn.find(arn))
            byArn.set(arn, entity->id);
        if (isAwsOwned(arn))
            byArn.set(ownArnKey(entity->account, arn), entity->id);
    }

    // An account's own policy may be called like one of AWS's that an export lists beside it.
    const std::string key = nameKey(entity->account, entity->kind(), entity->name());
    const EntityPtr taken = this->entity(byName.find(key));
    if (!taken || (isAwsOwned(taken->arn()) && !isAwsOwned(arn)))
        byName.set(key, entity->id);
}

void World::Data::unindex(const EntityPtr &entity)
{
    --counts[static_cast<std::size_t>(entity->kind())];
    byId.remove(entity->id);

    // Where another entity was hidden behind this one, it takes the place.
    const std::string &arn = entity->arn();
    byArn.remove(ownArnKey(entity->account, arn));
    const EntityId *byItsArn = byArn.find(arn);
    if (byItsArn && *byItsArn == entity->id) {
        byArn.remove(arn);
        if (isAwsOwned(arn)) {
            for (const auto &[account, unused] : lists) {
                if (const EntityId *other = byArn.find(ownArnKey(account, arn))) {
                    byArn.set(arn, EntityId(*other));
                    break;
                }
            }
        }
    }

    const std::string key = nameKey(entity->account, entity->kind(), entity->name());
    const EntityId *byItsName = byName.find(key);
    if (byItsName && *byItsName == entity->id) {
        byName.remove(key);
        for (const EntityPtr &other : list(entity->account, entity->kind())) {
            if (other->id != entity->id && equalsIgnoringCase(other->name(), entity->name())) {
                byName.set(key, other->id);
                break;
            }
        }
    }
}

void World::Data::replaceList(const std::string &account, EntityKind kind, List list)
{
    lists[account][static_cast<std::size_t>(kind)] = std::make_shared<const List>(std::move(list));
}

} // namespace rolewright
