// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/contextentries.h"

#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

/// As lowered(name).compare(lowerName) would be: below, at or above 0.
int compared(std::string_view name, std::string_view lowerName)
{
    const std::size_t common = std::min(name.size(), lowerName.size());
    for (std::size_t i = 0; i < common; ++i) {
        const auto left = static_cast<unsigned char>(lowered(name[i]));
        const auto right = static_cast<unsigned char>(lowerName[i]);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return name.size() < lowerName.size() ? -1 : name.size() > lowerName.size() ? 1 : 0;
}

} // namespace

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

std::size_t ContextEntries::lowerBound(std::string_view name) const
{
    const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(m_count);
    const auto found = std::lower_bound(m_entries.begin(), end, name,
                                        [](const std::unique_ptr<Entry> &entry, std::string_view wanted) { return compared(wanted, entry->first) > 0; });
    return static_cast<std::size_t>(found - m_entries.begin());
}

ContextEntries::Iterator ContextEntries::find(std::string_view name) const
{
    const std::size_t at = lowerBound(name);
    return at < m_count && equalsIgnoringCase(m_entries[at]->first, name) ? Iterator(m_entries.data() + at) : end();
}

std::pair<ContextEntries::Entry *, bool> ContextEntries::insert(std::string_view name)
{
    const std::size_t at = lowerBound(name);
    if (at < m_count && equalsIgnoringCase(m_entries[at]->first, name))
        return {m_entries[at].get(), false};
    if (m_count == m_entries.size())
        m_entries.push_back(std::make_unique<Entry>());
    const auto place = m_entries.begin() + static_cast<std::ptrdiff_t>(at);
    const auto spare = m_entries.begin() + static_cast<std::ptrdiff_t>(m_count);
    std::rotate(place, spare, spare + 1);
    ++m_count;
    Entry &entry = **place;
    entry.first.assign(name);
    std::transform(entry.first.begin(), entry.first.end(), entry.first.begin(), [](char c) { return lowered(c); });
    entry.second.name.assign(name);
    return {&entry, true};
}

void ContextEntries::erase(std::string_view name)
{
    const std::size_t at = lowerBound(name);
    if (at == m_count || !equalsIgnoringCase(m_entries[at]->first, name))
        return;
    const auto place = m_entries.begin() + static_cast<std::ptrdiff_t>(at);
    std::rotate(place, place + 1, m_entries.begin() + static_cast<std::ptrdiff_t>(m_count));
    --m_count;
}

bool ContextEntries::operator==(const ContextEntries &other) const
{
    return std::equal(begin(), end(), other.begin(), other.end());
}

} // namespace rolewright
