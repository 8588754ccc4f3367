// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/variables.h"

#include "policy/glob.h"

#include <utility>

namespace rolewright {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// "key" or "key, 'default'" (the quotes are part of the syntax).
void readVariable(std::string_view body, VariableText::Variable &variable)
{
    const std::size_t comma = body.find(',');
    const std::string_view text = comma == std::string_view::npos ? std::string_view() : trimmed(body.substr(comma + 1));
    const bool hasDefault = text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
    variable.key = trimmed(hasDefault ? body.substr(0, comma) : body);
    if (hasDefault)
        variable.defaultText = text.substr(1, text.size() - 2);
}

/// The offset after the fifth colon: where the resource part of an ARN starts; the end when there are fewer.
std::size_t resourcePart(std::string_view text)
{
    std::size_t at = 0;
    for (int i = 0; i < 5; ++i) {
        at = text.find(':', at);
        if (at == std::string_view::npos)
            return text.size();
        ++at;
    }
    return at;
}

std::string wildcards(std::string_view text, PatternUse use)
{
    return use == PatternUse::Literal ? std::string(text) : glob::fromWildcards(text);
}

} // namespace

bool hasVariables(std::string_view text, PolicyVersion version)
{
    return version == PolicyVersion::V2012 && text.find("${") != std::string_view::npos;
}

bool variablesAreClosed(std::string_view text)
{
    for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at)) {
        at = text.find('}', at);
        if (at == std::string_view::npos)
            return false;
    }
    return true;
}

VariableText::VariableText(std::string_view text, PatternUse use)
{
    std::string pattern;
    if (use == PatternUse::ResourceArn) {
        const std::size_t start = resourcePart(text);
        pattern = glob::fromArnWildcards(text.substr(0, start));
        // A pattern without a resource part may end in a `*` that stands for the rest.
        text.remove_prefix(start);
    }
    while (!text.empty()) {
        const std::size_t open = text.find("${");
        pattern += wildcards(text.substr(0, open), use);
        if (open == std::string_view::npos)
            break;
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) {
            m_unclosed = text.substr(open);
            return;
        }
        const std::string_view body = text.substr(open + 2, close - open - 2);
        text.remove_prefix(close + 1);
        if (body == "*" || body == "?" || body == "$") {
            pattern += body;
            continue;
        }
        Variable &variable = m_variables.emplace_back();
        variable.before = std::exchange(pattern, {});
        readVariable(body, variable);
    }
    m_after = std::move(pattern);
}

Expanded expandVariables(std::string_view text, PolicyVersion version, PatternUse use, const VariableLookup &lookup)
{
    if (hasVariables(text, version)) {
        const VariableText parts(text, use);
        return parts.expand([&](std::size_t variable) { return lookup(parts.variables()[variable].key); });
    }
    const std::size_t start = use == PatternUse::ResourceArn ? resourcePart(text) : 0;
    return {glob::fromArnWildcards(text.substr(0, start)) + wildcards(text.substr(start), use), false, {}};
}

} // namespace rolewright
