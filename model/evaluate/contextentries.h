// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rolewright {

/// Where a context key's value comes from. A key that isn't in the context is absent.
enum class Provenance {
    Given, ///< by the person who asks
    Derived, ///< follows from the request and the workspace
    Unknown, ///< may be absent or have any value
};

struct ContextValue {
    std::string name; ///< as first written; names are compared ignoring case
    std::vector<std::string> values; ///< empty: present with an empty list, or unknown
    bool list = false; ///< given as a list (a multivalued key)
    Provenance provenance = Provenance::Given;

    bool operator==(const ContextValue &) const = default;
};

/// The keys of a request's context by lower-case name, sorted. An entry stays where it is while others come and go. What is
/// cleared or erased keeps its memory for the next entry: requests that are read one after another into the same place need no more.
class ContextEntries
{
public:
    using Entry = std::pair<std::string, ContextValue>;

    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Entry;
        using difference_type = std::ptrdiff_t;
        using pointer = const Entry *;
        using reference = const Entry &;

        Iterator() = default;
        reference operator*() const { return **m_at; }
        pointer operator->() const { return m_at->get(); }
        Iterator &operator++()
        {
            ++m_at;
            return *this;
        }
        Iterator operator++(int) { return Iterator(m_at++); }
        bool operator==(const Iterator &) const = default;

    private:
        friend class ContextEntries;
        explicit Iterator(const std::unique_ptr<Entry> *at)
            : m_at(at)
        {
        }
        const std::unique_ptr<Entry> *m_at = nullptr;
    };

    ContextEntries() = default;
    ContextEntries(const ContextEntries &other) { *this = other; }
    ContextEntries(ContextEntries &&other) noexcept { swap(other); }
    ContextEntries &operator=(const ContextEntries &other);
    ContextEntries &operator=(ContextEntries &&other) noexcept
    {
        ContextEntries(std::move(other)).swap(*this);
        return *this;
    }

    Iterator begin() const { return Iterator(m_entries.data()); }
    Iterator end() const { return Iterator(m_entries.data() + m_count); }
    std::size_t size() const { return m_count; }
    bool empty() const { return m_count == 0; }
    /// Ignoring case.
    Iterator find(std::string_view name) const;
    /// The same for a name in lower case.
    Iterator findLower(std::string_view lowerName) const;

    /// The entry of that name, and whether it is new: then its value is for the caller to fill in wholly, its name is set.
    std::pair<Entry *, bool> insert(std::string_view name);
    void erase(std::string_view name);
    void clear() { m_count = 0; }

    bool operator==(const ContextEntries &other) const;

private:
    void swap(ContextEntries &other) noexcept
    {
        std::swap(m_entries, other.m_entries);
        std::swap(m_count, other.m_count);
    }
    /// Where the name is or would have to be.
    std::size_t lowerBound(std::string_view lowerName) const;

    std::vector<std::unique_ptr<Entry>> m_entries; ///< m_count sorted ones, then those whose memory waits for use
    std::size_t m_count = 0;
};

} // namespace rolewright
