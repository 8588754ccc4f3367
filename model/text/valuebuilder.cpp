// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/jsonreader.h"

#include <algorithm>
#include <utility>

namespace rolewright::json {

namespace {
/// Below this, comparing with each earlier key is cheaper than hashing.
constexpr std::size_t manyMembers = 16;
} // namespace

/// Where the next value goes; empty.
Value &ValueBuilder::place()
{
    if (m_open.empty()) {
        m_complete = true;
        return m_root = {};
    }
    return m_open.back().object ? m_members.back().value : m_items.emplace_back();
}

/// `written`: how many bytes of what is read stand for it, without quotes; an escape takes more than what it stands for.
std::string_view ValueBuilder::kept(std::string_view text, std::size_t written)
{
    return m_texts == Texts::Viewed && text.size() == written ? text : m_memory->keep(text);
}

void ValueBuilder::start(bool object, Span bracket)
{
    m_open.push_back({object, bracket, object ? m_members.size() : m_items.size(), nullptr});
}

bool ValueBuilder::startObject(Span bracket)
{
    start(true, bracket);
    return true;
}

bool ValueBuilder::startArray(Span bracket)
{
    start(false, bracket);
    return true;
}

bool ValueBuilder::endObject(Span bracket)
{
    const std::size_t first = m_open.back().first;
    const std::size_t begin = m_open.back().bracket.begin;
    const List<Member> members = m_memory->keep(m_members.data() + first, m_members.size() - first);
    m_members.resize(first);
    m_open.pop_back();
    Value &value = place();
    value.kind = Kind::Object;
    value.span = {begin, bracket.end};
    value.members = members;
    return true;
}

bool ValueBuilder::endArray(Span bracket)
{
    const std::size_t first = m_open.back().first;
    const std::size_t begin = m_open.back().bracket.begin;
    const List<Value> items = m_memory->keep(m_items.data() + first, m_items.size() - first);
    m_items.resize(first);
    m_open.pop_back();
    Value &value = place();
    value.kind = Kind::Array;
    value.span = {begin, bracket.end};
    value.items = items;
    return true;
}

bool ValueBuilder::key(std::string_view text, Span span)
{
    Open &open = m_open.back();
    const std::string_view name = kept(text, span.end - span.begin - 2);
    const auto first = m_members.begin() + static_cast<std::ptrdiff_t>(open.first);
    bool repeated = false;
    if (m_members.size() - open.first < manyMembers) {
        repeated = std::any_of(first, m_members.end(), [&](const Member &member) { return member.key == name; });
    } else {
        if (!open.names) {
            open.names = std::make_unique<std::unordered_set<std::string_view>>();
            for (auto member = first; member != m_members.end(); ++member)
                open.names->insert(member->key);
        }
        repeated = !open.names->insert(name).second;
    }
    if (repeated)
        duplicates.push_back({Severity::Error, "duplicateKey", {std::string(name)}, span});
    m_members.push_back({name, span, {}});
    return true;
}

bool ValueBuilder::scalar(const Value &value)
{
    Value &placed = place();
    placed.kind = value.kind;
    placed.span = value.span;
    placed.boolean = value.boolean;
    const std::size_t quotes = value.isString() ? 2 : 0;
    placed.text = kept(value.text, value.span.end - value.span.begin - quotes);
    return true;
}

Value ValueBuilder::take()
{
    m_complete = false;
    return std::exchange(m_root, {});
}

void ValueBuilder::clear()
{
    m_complete = false;
    m_root = {};
    m_open.clear();
    m_items.clear();
    m_members.clear();
    duplicates.clear();
}

const Parsed &Parser::parse(std::string_view text, std::size_t base)
{
    m_builder.clear();
    m_parsed.value.reset();
    m_parsed.memory.clear();
    std::optional<Diagnostic> error = read(text, m_builder, base);
    if (!error)
        m_parsed.value = m_builder.take();
    m_parsed.diagnostics = std::exchange(m_builder.duplicates, {});
    if (error)
        m_parsed.diagnostics.push_back(std::move(*error));
    return m_parsed;
}

} // namespace rolewright::json
