// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/jsonreader.h"

#include <algorithm>
#include <utility>

namespace rolewright::json {

namespace {
/// Below this, comparing with each earlier key is cheaper than hashing.
constexpr std::size_t manyMembers = 16;
} // namespace

Value *ValueBuilder::place(Value &&value)
{
    if (m_open.empty()) {
        m_root = std::move(value);
        return &m_root;
    }
    Value &parent = *m_open.back().value;
    if (parent.isArray())
        return &parent.items.emplace_back(std::move(value));
    parent.members.back().value = std::move(value);
    return &parent.members.back().value;
}

bool ValueBuilder::startObject(Span bracket)
{
    Value value;
    value.kind = Kind::Object;
    value.span = bracket;
    m_open.push_back({place(std::move(value)), nullptr});
    return true;
}

bool ValueBuilder::startArray(Span bracket)
{
    Value value;
    value.kind = Kind::Array;
    value.span = bracket;
    m_open.push_back({place(std::move(value)), nullptr});
    return true;
}

bool ValueBuilder::close(Span bracket)
{
    m_open.back().value->span.end = bracket.end;
    m_open.pop_back();
    m_complete = m_open.empty();
    return true;
}

bool ValueBuilder::endObject(Span bracket)
{
    return close(bracket);
}

bool ValueBuilder::endArray(Span bracket)
{
    return close(bracket);
}

bool ValueBuilder::key(std::string &&text, Span span)
{
    Open &open = m_open.back();
    std::vector<Member> &members = open.value->members;
    bool repeated = false;
    if (members.size() < manyMembers) {
        repeated = std::any_of(members.begin(), members.end(), [&](const Member &member) { return member.key == text; });
    } else {
        if (!open.names) {
            open.names = std::make_unique<std::unordered_set<std::string>>();
            for (const Member &member : members)
                open.names->insert(member.key);
        }
        repeated = !open.names->insert(text).second;
    }
    if (repeated)
        duplicates.push_back({Severity::Error, "duplicateKey", {text}, span});
    members.push_back({std::move(text), span, {}});
    return true;
}

bool ValueBuilder::scalar(Value &&value)
{
    place(std::move(value));
    m_complete = m_open.empty();
    return true;
}

Value ValueBuilder::take()
{
    m_complete = false;
    return std::exchange(m_root, {});
}

} // namespace rolewright::json
