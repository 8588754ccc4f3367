// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

namespace rolewright {

/// Finds the number of a text among texts that live elsewhere: open addressing, one cache line a look as a rule. Built once,
/// then only read. Of equal texts the first added is found.
template <bool ignoreCase = false>
class TextIndex
{
public:
    void reserve(std::size_t count)
    {
        std::size_t size = 16;
        while (size < count * 2)
            size *= 2;
        m_slots.assign(size, {});
    }

    /// After reserve(), as often as was said there. The text has to outlive the index.
    void add(std::string_view text, std::uint32_t number)
    {
        const std::uint64_t hash = hashOf(text);
        for (std::size_t at = hash & (m_slots.size() - 1);; at = (at + 1) & (m_slots.size() - 1)) {
            Slot &slot = m_slots[at];
            if (slot.text.data() == nullptr) {
                slot = {text, static_cast<std::uint32_t>(hash >> 32), number};
                return;
            }
            if (slot.check == static_cast<std::uint32_t>(hash >> 32) && same(slot.text, text))
                return;
        }
    }

    std::optional<std::uint32_t> find(std::string_view text) const { return find(text, hashOf(text)); }

    /// `hash`: of the text.
    std::optional<std::uint32_t> find(std::string_view text, std::uint64_t hash) const
    {
        if (m_slots.empty())
            return std::nullopt;
        for (std::size_t at = hash & (m_slots.size() - 1);; at = (at + 1) & (m_slots.size() - 1)) {
            const Slot &slot = m_slots[at];
            if (slot.text.data() == nullptr)
                return std::nullopt;
            if (slot.check == static_cast<std::uint32_t>(hash >> 32) && same(slot.text, text))
                return slot.number;
        }
    }

    /// Has the memory brought near that find() will look at first.
    void prefetch(std::uint64_t hash) const
    {
        if (!m_slots.empty())
            __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]);
    }

    /// Has the text brought near that find() will compare first, as far as it isn't longer than two lines; best after prefetch().
    void prefetchText(std::uint64_t hash) const
    {
        if (m_slots.empty())
            return;
        const std::string_view text = m_slots[hash & (m_slots.size() - 1)].text;
        __builtin_prefetch(text.data());
        __builtin_prefetch(text.data() + text.size());
    }

    /// Eight bytes at a time. Ignoring case, a bit is set that letters differ in; that other characters then collide is no harm.
    static std::uint64_t hashOf(std::string_view text)
    {
        constexpr std::uint64_t caseBits = ignoreCase ? 0x2020202020202020U : 0;
        std::uint64_t hash = text.size() * 0x9E3779B97F4A7C15U;
        const auto mix = [&](std::uint64_t block) {
            hash = (hash ^ (block | caseBits)) * 0xD6E8FEB86659FD93U;
            hash ^= hash >> 32;
        };
        std::size_t at = 0;
        std::uint64_t block = 0;
        for (; at + 8 <= text.size(); at += 8) {
            std::memcpy(&block, text.data() + at, 8);
            mix(block);
        }
        if (text.size() >= 8) {
            // The last eight, some of them once more: quicker than putting together what is left.
            std::memcpy(&block, text.data() + text.size() - 8, 8);
        } else {
            block = 0;
            std::memcpy(&block, text.data(), text.size());
        }
        mix(block);
        return hash ^ hash >> 29;
    }

private:
    struct Slot {
        std::string_view text; ///< no data: free
        std::uint32_t check = 0;
        std::uint32_t number = 0;
    };

    static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

    static bool same(std::string_view left, std::string_view right)
    {
        if (left.size() != right.size())
            return false;
        if (std::memcmp(left.data(), right.data(), left.size()) == 0)
            return true;
        if constexpr (ignoreCase) {
            for (std::size_t i = 0; i < left.size(); ++i) {
                if (lower(left[i]) != lower(right[i]))
                    return false;
            }
            return true;
        }
        return false;
    }

    std::vector<Slot> m_slots;
};

} // namespace rolewright
