// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/shardedmap.h"
#include "world/world.h"

#include <array>

namespace rolewright {

inline constexpr std::size_t entityKindCount = 7;

/// What a World holds. Copying copies pointers: lists and index shards are shared until they change.
struct World::Data {
    using List = std::vector<EntityPtr>;
    using ListPtr = std::shared_ptr<const List>;
    using Lists = std::array<ListPtr, entityKindCount>;

    HeaderPtr header = std::make_shared<WorldHeader>();
    std::map<std::string, Lists, std::less<>> lists; ///< by account; "" holds the organization's policies
    ShardedMap<EntityId, EntityPtr> byId;
    ShardedMap<std::string, EntityId, StringHash, std::equal_to<>> byArn; ///< see arnKey()
    ShardedMap<std::string, EntityId, StringHash, std::equal_to<>> byName; ///< see nameKey()
    std::array<std::size_t, entityKindCount> counts{};

    const List &list(std::string_view account, EntityKind kind) const;
    EntityPtr entity(const EntityId *id) const;

    /// Into the indexes and the counts, not into a list.
    void index(const EntityPtr &entity);
    void unindex(const EntityPtr &entity);
    void replaceList(const std::string &account, EntityKind kind, List list);
};

/// ARNs whose account is `aws` may stand in several accounts.
bool isAwsOwned(std::string_view arn);
std::string nameKey(std::string_view account, EntityKind kind, std::string_view name);
std::string ownArnKey(std::string_view account, std::string_view arn);

} // namespace rolewright
