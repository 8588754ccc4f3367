// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rolewright {

/// Values that lie one after another in an Arena.
template <typename T>
class List
{
public:
    List() = default;
    List(const T *first, std::size_t size)
        : m_first(first)
        , m_size(size)
    {
    }

    const T *begin() const { return m_first; }
    const T *end() const { return m_first + m_size; }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T &operator[](std::size_t index) const { return m_first[index]; }
    const T &front() const { return *m_first; }
    const T &back() const { return m_first[m_size - 1]; }

private:
    const T *m_first = nullptr;
    std::size_t m_size = 0;
};

/// Memory that is handed out piece by piece and freed all at once. Pieces stay where they are, also when the arena is moved.
class Arena
{
public:
    Arena() = default;
    Arena(Arena &&other) noexcept { swap(other); }
    Arena &operator=(Arena &&other) noexcept
    {
        Arena(std::move(other)).swap(*this);
        return *this;
    }

    std::string_view keep(std::string_view text)
    {
        if (text.empty())
            return {};
        void *copy = take(text.size(), 1);
        std::memcpy(copy, text.data(), text.size());
        return {static_cast<const char *>(copy), text.size()};
    }

    template <typename T>
    List<T> keep(const T *first, std::size_t count)
    {
        static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
        if (count == 0)
            return {};
        void *copy = take(count * sizeof(T), alignof(T));
        std::memcpy(copy, static_cast<const void *>(first), count * sizeof(T));
        return {static_cast<const T *>(copy), count};
    }

    /// Everything that was kept is gone; some of the memory stays for what comes next.
    void clear()
    {
        if (m_blocks.empty())
            return;
        std::swap(m_blocks.front(), m_blocks.back());
        m_blocks.resize(m_blocks.front().size <= largestKept ? 1 : 0);
        m_next = m_blocks.empty() ? nullptr : m_blocks.front().bytes.get();
        m_left = m_blocks.empty() ? 0 : m_blocks.front().size;
    }

    /// What the other one kept lives as long as this.
    void adopt(Arena &&other)
    {
        for (Block &block : other.m_blocks)
            m_blocks.insert(m_blocks.empty() ? m_blocks.end() : m_blocks.end() - 1, std::move(block));
        other = Arena();
    }

private:
    static constexpr std::size_t firstBlock = 2048;
    static constexpr std::size_t largestKept = std::size_t{1} << 20;

    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };

    void swap(Arena &other) noexcept
    {
        std::swap(m_blocks, other.m_blocks);
        std::swap(m_next, other.m_next);
        std::swap(m_left, other.m_left);
    }

    void *take(std::size_t size, std::size_t alignment)
    {
        void *place = m_next;
        if (!std::align(alignment, size, place, m_left)) {
            const std::size_t grown = m_blocks.empty() ? firstBlock : std::min(m_blocks.back().size * 2, largestKept);
            // Memory from new is aligned for anything.
            Block &block = m_blocks.emplace_back();
            block.size = std::max(grown, size);
            block.bytes = std::make_unique_for_overwrite<std::byte[]>(block.size);
            place = block.bytes.get();
            m_left = block.size;
        }
        m_next = static_cast<std::byte *>(place) + size;
        m_left -= size;
        return place;
    }

    std::vector<Block> m_blocks; ///< the last one is handed out of
    std::byte *m_next = nullptr;
    std::size_t m_left = 0;
};

} // namespace rolewright
