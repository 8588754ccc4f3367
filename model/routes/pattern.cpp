// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/pattern.h"

#include <algorithm>

namespace rolewright {
namespace {

char foldedLetter(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Where the pattern goes on after a `*` or a variable at `at`; `at` when there is none.
std::size_t afterAnyText(std::string_view pattern, std::size_t at)
{
    if (pattern[at] == '*')
        return at + 1;
    const std::size_t close = pattern.substr(at, 2) == "${" ? pattern.find('}', at) : std::string_view::npos;
    return close == std::string_view::npos ? at : close + 1;
}

/// Asked for every statement of every policy on the way, so nothing is made for it.
bool matches(std::string_view pattern, std::string_view text, bool folded)
{
    std::size_t p = 0, t = 0, resumePattern = std::string_view::npos, resumeText = 0;
    while (t < text.size()) {
        if (p < pattern.size()) {
            if (const std::size_t after = afterAnyText(pattern, p); after != p) {
                resumePattern = p = after;
                resumeText = t;
                continue;
            }
            if (pattern[p] == '?') {
                ++p;
                do {
                    ++t;
                } while (t < text.size() && (text[t] & 0xC0) == 0x80); // one character, not one byte
                continue;
            }
            if ((folded ? foldedLetter(pattern[p]) : pattern[p]) == text[t]) {
                ++p;
                ++t;
                continue;
            }
        }
        if (resumePattern == std::string_view::npos)
            return false;
        p = resumePattern;
        t = ++resumeText;
    }
    while (p < pattern.size()) {
        const std::size_t after = afterAnyText(pattern, p);
        if (after == p)
            return false;
        p = after;
    }
    return true;
}

} // namespace

bool mayMatch(std::string_view pattern, std::string_view text)
{
    return matches(pattern, text, false);
}

bool mayCoverAction(const Statement &statement, std::string_view loweredAction)
{
    if (!statement.action)
        return true;
    const auto &values = statement.action->values;
    const bool listed = std::any_of(
        values.begin(), values.end(), [&](const PolicyString &value) { return matches(value.text, loweredAction, true); });
    return listed != statement.action->negated;
}

bool mayCoverResource(const Statement &statement, std::string_view arn)
{
    if (!statement.resource || statement.resource->negated)
        return true;
    const auto &values = statement.resource->values;
    return std::any_of(values.begin(), values.end(), [&](const PolicyString &value) { return mayMatch(value.text, arn); });
}

} // namespace rolewright
