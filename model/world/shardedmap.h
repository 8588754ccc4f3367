// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace rolewright {

/// A hash map that is cheap to copy and to change a little: copies share their shards, and a change clones
/// only the shard it falls into. Copies may be read from several threads; one copy is changed by one thread.
template <typename Key, typename Value, typename Hash = std::hash<Key>, typename Equal = std::equal_to<Key>>
class ShardedMap
{
public:
    template <typename LookedUp>
    const Value *find(const LookedUp &key) const
    {
        const ShardPtr &shard = m_shards[indexOf(key)];
        if (!shard)
            return nullptr;
        const auto found = shard->find(key);
        return found == shard->end() ? nullptr : &found->second;
    }

    template <typename LookedUp>
    void set(const LookedUp &key, Value value)
    {
        writable(key).insert_or_assign(Key(key), std::move(value));
    }

    template <typename LookedUp>
    void remove(const LookedUp &key)
    {
        if (!find(key))
            return;
        Shard &shard = writable(key);
        shard.erase(shard.find(key));
    }

private:
    static constexpr std::size_t shardCount = 256;
    using Shard = std::unordered_map<Key, Value, Hash, Equal>;
    using ShardPtr = std::shared_ptr<Shard>;

    template <typename LookedUp>
    static std::size_t indexOf(const LookedUp &key)
    {
        // The low bits choose the bucket inside the shard: mix, so that both spread.
        return (Hash{}(key) * 0x9E3779B97F4A7C15U) >> 56;
    }

    template <typename LookedUp>
    Shard &writable(const LookedUp &key)
    {
        ShardPtr &shard = m_shards[indexOf(key)];
        if (!shard)
            shard = std::make_shared<Shard>();
        else if (shard.use_count() != 1)
            shard = std::make_shared<Shard>(*shard);
        return *shard;
    }

    std::array<ShardPtr, shardCount> m_shards;
};

/// Lets maps with string keys be asked with a string_view.
struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

} // namespace rolewright
