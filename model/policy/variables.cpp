// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/variables.h"

#include "policy/glob.h"

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

struct Variable {
    std::string_view key;
    std::optional<std::string> defaultText;
};

/// "key" or "key, 'default'" (the quotes are part of the syntax).
Variable readVariable(std::string_view body)
{
    const std::size_t comma = body.find(',');
    if (comma == std::string_view::npos)
        return {trimmed(body), std::nullopt};
    std::string_view text = trimmed(body.substr(comma + 1));
    if (text.size() < 2 || text.front() != '\'' || text.back() != '\'')
        return {trimmed(body), std::nullopt};
    return {trimmed(body.substr(0, comma)), std::string(text.substr(1, text.size() - 2))};
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

bool variablesAreClosed(std::string_view text)
{
    for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at)) {
        at = text.find('}', at);
        if (at == std::string_view::npos)
            return false;
    }
    return true;
}

Expanded expandVariables(std::string_view text, PolicyVersion version, PatternUse use, const VariableLookup &lookup)
{
    Expanded result;
    std::string pattern;
    std::string_view rest = text;
    if (use == PatternUse::ResourceArn) {
        const std::size_t start = resourcePart(text);
        pattern = glob::fromArnWildcards(text.substr(0, start));
        // A pattern without a resource part may end in a `*` that stands for the rest.
        rest.remove_prefix(start);
    }
    while (!rest.empty()) {
        const std::size_t open = version == PolicyVersion::V2012 ? rest.find("${") : std::string_view::npos;
        pattern += wildcards(rest.substr(0, open), use);
        if (open == std::string_view::npos)
            break;
        const std::size_t close = rest.find('}', open);
        if (close == std::string_view::npos) { // refused by the reader; nothing to match with
            result.missingKey = rest.substr(open);
            return result;
        }
        const std::string_view body = rest.substr(open + 2, close - open - 2);
        rest.remove_prefix(close + 1);
        if (body == "*" || body == "?" || body == "$") {
            pattern += body;
            continue;
        }
        const Variable variable = readVariable(body);
        const VariableValue value = lookup(variable.key);
        if (value.state == VariableState::Value) {
            pattern += value.text;
        } else if (value.state == VariableState::Missing && variable.defaultText) {
            pattern += *variable.defaultText;
        } else {
            result.unknown = value.state == VariableState::Unknown;
            result.missingKey = variable.key;
            return result;
        }
    }
    result.pattern = std::move(pattern);
    return result;
}

} // namespace rolewright
