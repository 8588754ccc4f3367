// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/jsonreader.h"

#include <algorithm>
#include <utility>

namespace rolewright::json {

namespace {
/// Below this, comparing with each earlier key is cheaper than hashing.
constexpr std::size_t manyMembers = 16;
} // namespace

void ValueBuilder::place(const Value &value)
{
    if (m_open.empty()) {
        m_root = value;
        m_complete = true;
    } else if (m_open.back().object) {
        m_members.back().value = value;
    } else {
        m_items.push_back(value);
    }
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
    Value value;
    value.kind = Kind::Object;
    value.span = {m_open.back().bracket.begin, bracket.end};
    value.members = m_memory->keep(m_members.data() + first, m_members.size() - first);
    m_members.resize(first);
    m_open.pop_back();
    place(value);
    return true;
}

bool ValueBuilder::endArray(Span bracket)
{
    const std::size_t first = m_open.back().first;
    Value value;
    value.kind = Kind::Array;
    value.span = {m_open.back().bracket.begin, bracket.end};
    value.items = m_memory->keep(m_items.data() + first, m_items.size() - first);
    m_items.resize(first);
    m_open.pop_back();
    place(value);
    return true;
}

bool ValueBuilder::key(std::string_view text, Span span)
{
    Open &open = m_open.back();
    const std::string_view kept = m_memory->keep(text);
    const auto first = m_members.begin() + static_cast<std::ptrdiff_t>(open.first);
    bool repeated = false;
    if (m_members.size() - open.first < manyMembers) {
        repeated = std::any_of(first, m_members.end(), [&](const Member &member) { return member.key == kept; });
    } else {
        if (!open.names) {
            open.names = std::make_unique<std::unordered_set<std::string_view>>();
            for (auto member = first; member != m_members.end(); ++member)
                open.names->insert(member->key);
        }
        repeated = !open.names->insert(kept).second;
    }
    if (repeated)
        duplicates.push_back({Severity::Error, "duplicateKey", {std::string(kept)}, span});
    m_members.push_back({kept, span, {}});
    return true;
}

bool ValueBuilder::scalar(const Value &value)
{
    Value kept = value;
    kept.text = m_memory->keep(value.text);
    place(kept);
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
