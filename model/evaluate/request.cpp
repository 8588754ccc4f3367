// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/request.h"

#include "text/utf8.h"

namespace rolewright {

void Context::set(std::string_view name, std::vector<std::string> values, Provenance provenance, bool list)
{
    std::string lower = lowered(name);
    note(lower);
    m_entries.insert_or_assign(std::move(lower), ContextValue{std::string(name), std::move(values), list, provenance});
}

void Context::set(std::string_view name, std::string value, Provenance provenance)
{
    set(name, std::vector{std::move(value)}, provenance);
}

void Context::setUnknown(std::string_view name)
{
    set(name, std::vector<std::string>{}, Provenance::Unknown);
}

void Context::derive(std::string_view name, std::string value)
{
    m_entries.try_emplace(lowered(name), ContextValue{std::string(name), {std::move(value)}, false, Provenance::Derived});
}

void Context::derive(std::string_view name, std::vector<std::string> values)
{
    m_entries.try_emplace(lowered(name), ContextValue{std::string(name), std::move(values), true, Provenance::Derived});
}

void Context::note(std::string_view lowerName)
{
    m_rareKeys = m_rareKeys || lowerName == "aws:sourcevpce" || lowerName == "aws:calledvia" || lowerName.starts_with("aws:requesttag/") || lowerName == "aws:tagkeys"
        || lowerName == "sts:transitivetagkeys" || lowerName == "sts:sourceidentity";
}

void Context::remove(std::string_view name)
{
    m_entries.erase(lowered(name));
}

const ContextValue *Context::find(std::string_view name) const
{
    const auto found = m_entries.find(lowered(name));
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
