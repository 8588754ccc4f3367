// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/glob.h"

#include <array>
#include <optional>

namespace rolewright::glob {

namespace {

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t nextCharacter(std::string_view text, std::size_t at)
{
    ++at;
    while (at < text.size() && isContinuation(text[at]))
        ++at;
    return at;
}

/// From where on the rest of a pattern may fit that begins with `expected`: nothing before has that character.
std::size_t nextStart(char expected, std::string_view text, std::size_t at)
{
    if (expected == anyText || expected == anyCharacter || expected == anyTextInSegment || expected == anyCharacterInSegment)
        return at;
    while (at < text.size() && text[at] != expected)
        ++at;
    return at;
}

/// The first six colon-separated segments; the sixth holds the rest.
std::optional<std::array<std::string_view, 6>> segments(std::string_view text)
{
    std::array<std::string_view, 6> result;
    for (std::size_t i = 0; i < 5; ++i) {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        result[i] = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    result[5] = text;
    return result;
}

} // namespace

std::string fromWildcards(std::string_view text)
{
    std::string pattern(text);
    for (char &c : pattern) {
        if (c == '*')
            c = anyText;
        else if (c == '?')
            c = anyCharacter;
    }
    return pattern;
}

std::string fromArnWildcards(std::string_view text)
{
    std::string pattern(text);
    int colons = 0;
    for (std::size_t i = 0; i < pattern.size() && colons < 5; ++i) {
        const bool endsSegment = i + 1 == pattern.size() || pattern[i + 1] == ':';
        if (pattern[i] == ':')
            ++colons;
        else if (pattern[i] == '*' && !endsSegment)
            pattern[i] = anyTextInSegment;
        else if (pattern[i] == '?')
            pattern[i] = anyCharacterInSegment;
    }
    return fromWildcards(pattern);
}

std::string toText(std::string_view pattern)
{
    std::string text(pattern);
    for (char &c : text) {
        if (c == anyText || c == anyTextInSegment)
            c = '*';
        else if (c == anyCharacter || c == anyCharacterInSegment)
            c = '?';
    }
    return text;
}

bool matches(std::string_view pattern, std::string_view text)
{
    constexpr std::size_t none = std::string_view::npos;
    std::size_t p = 0;
    std::size_t t = 0;
    // Where to go on when the text doesn't fit: the last wildcard takes one character more. A wildcard that stays
    // in its segment is done for once the pattern has passed a colon: its segment can end in one place only.
    std::size_t retryPattern = none;
    std::size_t retryText = 0;
    std::size_t segmentPattern = none;
    std::size_t segmentText = 0;
    while (t < text.size()) {
        const char expected = p < pattern.size() ? pattern[p] : '\0';
        if (p < pattern.size()) {
            if (expected == anyText) {
                if (++p == pattern.size())
                    return true;
                retryPattern = p;
                retryText = t = nextStart(pattern[p], text, t);
                segmentPattern = none;
                continue;
            }
            if (expected == anyTextInSegment) {
                segmentPattern = ++p;
                segmentText = t;
                continue;
            }
            if (expected == anyCharacter || (expected == anyCharacterInSegment && text[t] != ':')) {
                ++p;
                t = nextCharacter(text, t);
                continue;
            }
            if (expected == text[t]) {
                if (expected == ':')
                    segmentPattern = none;
                ++p;
                ++t;
                continue;
            }
        }
        if (segmentPattern != none && text[segmentText] != ':') {
            p = segmentPattern;
            t = segmentText = nextCharacter(text, segmentText);
        } else if (retryPattern != none) {
            p = retryPattern;
            t = retryText = nextStart(pattern[p], text, nextCharacter(text, retryText));
            segmentPattern = none;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && (pattern[p] == anyText || pattern[p] == anyTextInSegment))
        ++p;
    return p == pattern.size();
}

bool hasArnSegments(std::string_view text)
{
    return segments(text).has_value();
}

bool mayLackArnSegments(std::string_view pattern)
{
    return pattern.ends_with(anyText) && !hasArnSegments(pattern);
}

bool matchesArnSegments(std::string_view pattern, std::string_view arn)
{
    const auto patternSegments = segments(pattern);
    const auto arnSegments = segments(arn);
    if (!patternSegments || !arnSegments)
        return false;
    for (std::size_t i = 0; i < 6; ++i) {
        if (!matches((*patternSegments)[i], (*arnSegments)[i]))
            return false;
    }
    return true;
}

} // namespace rolewright::glob
