// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/fields.h"

#include "text/rawjson.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

Fields::Fields(const json::Value &object, bool anyCase)
    : m_object(object)
    , m_anyCase(anyCase)
    , m_taken(object.members.size(), false)
{
}

/// The first member of that name that isn't taken; the number of members when there is none.
std::size_t Fields::indexOf(std::string_view key)
{
    const std::size_t count = m_object.members.size();
    bool isThere = false;
    for (std::size_t i = 0; i < count; ++i) {
        if (m_object.members[i].key != key)
            continue;
        if (!m_taken[i])
            return i;
        isThere = true;
    }
    for (std::size_t i = 0; m_anyCase && !isThere && i < count; ++i) {
        if (m_taken[i] || !equalsIgnoringCase(m_object.members[i].key, key))
            continue;
        if (std::none_of(m_otherCase.begin(), m_otherCase.end(), [&](const OtherCase &one) { return one.name == key; }))
            m_otherCase.push_back({std::string(key), &m_object.members[i]});
        return i;
    }
    return count;
}

const json::Member *Fields::takeMember(std::string_view key)
{
    const std::size_t i = indexOf(key);
    if (i == m_object.members.size())
        return nullptr;
    m_taken[i] = true;
    return m_object.members[i].value.kind == json::Kind::Null ? nullptr : &m_object.members[i];
}

const json::Value *Fields::take(std::string_view key)
{
    const json::Member *member = takeMember(key);
    return member ? &member->value : nullptr;
}

bool Fields::has(std::string_view key)
{
    const std::size_t i = indexOf(key);
    return i < m_object.members.size() && m_object.members[i].value.kind != json::Kind::Null;
}

std::string Fields::takeText(std::string_view key)
{
    const std::size_t i = indexOf(key);
    if (i == m_object.members.size())
        return {};
    const json::Member &member = m_object.members[i];
    m_taken[i] = member.value.isString() || member.value.kind == json::Kind::Null;
    return std::string(m_taken[i] ? member.value.text : std::string_view());
}

std::vector<const json::Member *> Fields::rest() const
{
    std::vector<const json::Member *> rest;
    for (std::size_t i = 0; i < m_object.members.size(); ++i) {
        if (!m_taken[i])
            rest.push_back(&m_object.members[i]);
    }
    return rest;
}

std::string rawText(const json::Value &value, std::string_view text)
{
    return json::compacted(text.substr(value.span.begin, value.span.end - value.span.begin));
}

std::string kindName(json::Kind kind)
{
    switch (kind) {
    case json::Kind::Null: return "null";
    case json::Kind::Boolean: return "boolean";
    case json::Kind::Number: return "number";
    case json::Kind::String: return "string";
    case json::Kind::Array: return "list";
    case json::Kind::Object: return "object";
    }
    return {};
}

} // namespace rolewright
