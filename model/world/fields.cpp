// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/fields.h"

#include "text/rawjson.h"

namespace rolewright {

Fields::Fields(const json::Value &object)
    : m_object(object)
    , m_taken(object.members.size(), false)
{
}

const json::Member *Fields::takeMember(std::string_view key)
{
    for (std::size_t i = 0; i < m_object.members.size(); ++i) {
        const json::Member &member = m_object.members[i];
        if (m_taken[i] || member.key != key)
            continue;
        m_taken[i] = true;
        return member.value.kind == json::Kind::Null ? nullptr : &member;
    }
    return nullptr;
}

const json::Value *Fields::take(std::string_view key)
{
    const json::Member *member = takeMember(key);
    return member ? &member->value : nullptr;
}

std::string Fields::takeText(std::string_view key)
{
    for (std::size_t i = 0; i < m_object.members.size(); ++i) {
        const json::Member &member = m_object.members[i];
        if (m_taken[i] || member.key != key)
            continue;
        m_taken[i] = member.value.isString() || member.value.kind == json::Kind::Null;
        return m_taken[i] ? member.value.text : std::string();
    }
    return {};
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
