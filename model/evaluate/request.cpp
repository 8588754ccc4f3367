// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/request.h"

#include "evaluate/rarekeys.h"

namespace rolewright {

void Context::set(std::string_view name, std::vector<std::string> values, Provenance provenance, bool list)
{
    ContextEntries::Entry &entry = *m_entries.insert(name).first;
    note(entry.first);
    entry.second.name = name;
    entry.second.values = std::move(values);
    entry.second.list = list;
    entry.second.provenance = provenance;
}

ContextValue *Context::add(std::string_view name)
{
    const auto [entry, isNew] = m_entries.insert(name);
    if (!isNew)
        return nullptr;
    note(entry->first);
    entry->second.provenance = Provenance::Given;
    return &entry->second;
}

void Context::clear()
{
    m_entries.clear();
    m_rareKeys = false;
}

void Context::set(std::string_view name, std::string value, Provenance provenance)
{
    set(name, std::vector{std::move(value)}, provenance);
}

void Context::setUnknown(std::string_view name)
{
    set(name, std::vector<std::string>{}, Provenance::Unknown);
}

void Context::derive(std::string_view name, std::string_view value)
{
    if (const auto [entry, isNew] = m_entries.insert(name); isNew) {
        entry->second.values.resize(1);
        entry->second.values.front().assign(value);
        entry->second.list = false;
        entry->second.provenance = Provenance::Derived;
    }
}

void Context::derive(std::string_view name, std::vector<std::string> values)
{
    if (const auto [entry, isNew] = m_entries.insert(name); isNew) {
        entry->second.values = std::move(values);
        entry->second.list = true;
        entry->second.provenance = Provenance::Derived;
    }
}

void Context::note(std::string_view lowerName)
{
    m_rareKeys = m_rareKeys || isRareKey(lowerName);
}

void Context::remove(std::string_view name)
{
    m_entries.erase(name);
}

const ContextValue *Context::find(std::string_view name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? nullptr : &found->second;
}

std::vector<std::string> Context::unknownKeys() const
{
    std::vector<std::string> keys;
    for (const auto &[lower, value] : m_entries) {
        if (value.provenance == Provenance::Unknown)
            keys.push_back(value.name);
    }
    return keys;
}

} // namespace rolewright
