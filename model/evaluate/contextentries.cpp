// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/contextentries.h"

#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

ContextEntries &ContextEntries::operator=(const ContextEntries &other)
{
    if (this == &other)
        return *this;
    if (m_entries.size() < other.m_count)
        m_entries.resize(other.m_count);
    m_count = other.m_count;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (m_entries[i])
            *m_entries[i] = *other.m_entries[i];
        else
            m_entries[i] = std::make_unique<Entry>(*other.m_entries[i]);
    }
    return *this;
}

std::size_t ContextEntries::lowerBound(std::string_view lowerName) const
{
    const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(m_count);
    const auto found = std::lower_bound(m_entries.begin(), end, lowerName,
                                        [](const std::unique_ptr<Entry> &entry, std::string_view wanted) { return entry->first < wanted; });
    return static_cast<std::size_t>(found - m_entries.begin());
}

ContextEntries::Iterator ContextEntries::findLower(std::string_view lowerName) const
{
    const std::size_t at = lowerBound(lowerName);
    return at < m_count && m_entries[at]->first == lowerName ? Iterator(m_entries.data() + at) : end();
}

ContextEntries::Iterator ContextEntries::find(std::string_view name) const
{
    const auto sameName = [&](const std::unique_ptr<Entry> &entry) { return equalsIgnoringCase(entry->first, name); };
    const auto last = m_entries.begin() + static_cast<std::ptrdiff_t>(m_count);
    const auto found = std::find_if(m_entries.begin(), last, sameName);
    return Iterator(m_entries.data() + (found - m_entries.begin()));
}

std::pair<ContextEntries::Entry *, bool> ContextEntries::insert(std::string_view name)
{
    if (m_count == m_entries.size())
        m_entries.push_back(std::make_unique<Entry>());
    const auto spare = m_entries.begin() + static_cast<std::ptrdiff_t>(m_count);
    std::string &lower = (*spare)->first;
    lower.resize(name.size());
    std::transform(name.begin(), name.end(), lower.begin(), [](char c) { return lowered(c); });
    const std::size_t at = lowerBound(lower);
    if (at < m_count && m_entries[at]->first == lower)
        return {m_entries[at].get(), false};
    const auto place = m_entries.begin() + static_cast<std::ptrdiff_t>(at);
    std::unique_ptr<Entry> entry = std::move(*spare);
    std::move_backward(place, spare, spare + 1);
    *place = std::move(entry);
    ++m_count;
    (*place)->second.name.assign(name);
    return {place->get(), true};
}

void ContextEntries::erase(std::string_view name)
{
    const Iterator found = find(name);
    if (found == end())
        return;
    const auto place = m_entries.begin() + (found.m_at - m_entries.data());
    std::rotate(place, place + 1, m_entries.begin() + static_cast<std::ptrdiff_t>(m_count));
    --m_count;
}

bool ContextEntries::operator==(const ContextEntries &other) const
{
    return std::equal(begin(), end(), other.begin(), other.end());
}

} // namespace rolewright
