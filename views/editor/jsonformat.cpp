// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/jsonformat.h"

#include "text/json.h"

#include <algorithm>

namespace rolewright {
namespace {

constexpr std::size_t longestLine = 72;

bool isPlain(const json::Value &value)
{
    return !value.isArray() && !value.isObject();
}

std::string written(const json::Value &value, std::size_t depth);

std::string memberText(const json::Member &member, std::size_t depth)
{
    return json::quoted(member.key) + ": " + written(member.value, depth);
}

/// On one line: an empty container, or below the statements a short one that holds plain values.
std::optional<std::string> onOneLine(const json::Value &value, std::size_t depth)
{
    if (value.items.empty() && value.members.empty())
        return value.isArray() ? "[]" : "{}";
    const bool plain = std::all_of(value.items.begin(), value.items.end(), isPlain)
        && std::all_of(value.members.begin(), value.members.end(), [](const json::Member &member) { return isPlain(member.value); });
    if (!plain || value.items.size() + value.members.size() > 1 || (value.isObject() && depth < 3))
        return {};
    const std::string inner = value.isArray() ? written(value.items.front(), depth + 1) : memberText(value.members.front(), depth + 1);
    if (inner.size() + 2 * depth > longestLine)
        return {};
    return value.isArray() ? "[" + inner + "]" : "{ " + inner + " }";
}

std::string written(const json::Value &value, std::size_t depth)
{
    if (isPlain(value))
        return json::toText(value);
    if (const std::optional<std::string> line = onOneLine(value, depth))
        return *line;
    const std::string indent(2 * (depth + 1), ' ');
    std::string text = value.isArray() ? "[" : "{";
    const char *separator = "\n";
    const auto add = [&](const std::string &part) {
        text += separator + indent + part;
        separator = ",\n";
    };
    for (const json::Value &item : value.items)
        add(written(item, depth + 1));
    for (const json::Member &member : value.members)
        add(memberText(member, depth + 1));
    return text + '\n' + std::string(2 * depth, ' ') + (value.isArray() ? ']' : '}');
}

} // namespace

std::optional<std::string> formattedJson(std::string_view text)
{
    const json::Parsed parsed = json::parse(text);
    if (!parsed.value || hasErrors(parsed.diagnostics))
        return {};
    return written(*parsed.value, 0) + (text.ends_with('\n') ? "\n" : "");
}

} // namespace rolewright
