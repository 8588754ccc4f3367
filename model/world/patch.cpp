// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/worlddata.h"

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace rolewright {

Patch Patch::inverted() const
{
    Patch inverse = *this;
    for (EntityChange &change : inverse.entities)
        std::swap(change.before, change.after);
    std::swap(inverse.headerBefore, inverse.headerAfter);
    return inverse;
}

namespace {

using ListKey = std::pair<std::string, EntityKind>;

ListKey listKey(const Entity &entity)
{
    return {entity.account, entity.kind()};
}

/// What happens to one list: replaced in place, taken out, put in.
struct ListChanges {
    std::vector<EntityPtr> replaced;
    std::vector<EntityId> removed;
    std::vector<std::pair<std::optional<std::size_t>, EntityPtr>> inserted;
};

std::vector<EntityPtr> changedList(const std::vector<EntityPtr> &before, ListChanges &changes)
{
    std::vector<EntityPtr> list = before;
    for (const EntityPtr &entity : changes.replaced) {
        const auto place = std::find_if(list.begin(), list.end(), [&](const EntityPtr &other) { return other->id == entity->id; });
        if (place != list.end())
            *place = entity;
    }
    if (!changes.removed.empty()) {
        std::erase_if(list, [&](const EntityPtr &entity) {
            return std::find(changes.removed.begin(), changes.removed.end(), entity->id) != changes.removed.end();
        });
    }
    // Places are those of the finished list: from the front, each is right when its turn comes.
    std::stable_sort(changes.inserted.begin(), changes.inserted.end(), [](const auto &left, const auto &right) {
        return left.first.value_or(SIZE_MAX) < right.first.value_or(SIZE_MAX);
    });
    for (const auto &[index, entity] : changes.inserted) {
        const std::size_t place = std::min(index.value_or(SIZE_MAX), list.size());
        list.insert(list.begin() + static_cast<std::ptrdiff_t>(place), entity);
    }
    return list;
}

} // namespace

World World::applied(const Patch &patch) const
{
    auto data = std::make_shared<Data>(*m_data);
    if (patch.headerAfter) {
        assert(patch.headerBefore == m_data->header);
        data->header = patch.headerAfter;
    }

    std::map<ListKey, ListChanges> lists;
    for (const EntityChange &change : patch.entities) {
        assert(!change.before || find(change.before->id) == change.before);
        assert(!change.before || !change.after || change.before->id == change.after->id);
        if (change.before && change.after && listKey(*change.before) == listKey(*change.after)) {
            lists[listKey(*change.after)].replaced.push_back(change.after);
            continue;
        }
        if (change.before)
            lists[listKey(*change.before)].removed.push_back(change.before->id);
        if (change.after)
            lists[listKey(*change.after)].inserted.push_back({change.index, change.after});
    }
    for (auto &[key, changes] : lists)
        data->replaceList(key.first, key.second, changedList(data->list(key.first, key.second), changes));

    // Lists first: the indexes look at them when a name becomes free.
    for (const EntityChange &change : patch.entities) {
        if (change.before)
            data->unindex(change.before);
    }
    for (const EntityChange &change : patch.entities) {
        if (change.after)
            data->index(change.after);
    }

    World result;
    result.m_data = std::move(data);
    return result;
}

} // namespace rolewright
