// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/pattern.h"

#include "policy/glob.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

/// The pattern with every `${…}` as `*`.
std::string withoutVariables(std::string_view pattern)
{
    std::string result;
    for (std::size_t i = 0; i < pattern.size();) {
        const std::size_t close = pattern.substr(i, 2) == "${" ? pattern.find('}', i) : std::string_view::npos;
        if (close != std::string_view::npos) {
            result += '*';
            i = close + 1;
        } else {
            result += pattern[i++];
        }
    }
    return result;
}

} // namespace

bool mayMatch(std::string_view pattern, std::string_view text)
{
    if (pattern.find("${") == std::string_view::npos)
        return glob::matches(glob::fromWildcards(pattern), text);
    return glob::matches(glob::fromWildcards(withoutVariables(pattern)), text);
}

bool mayCoverAction(const Statement &statement, std::string_view loweredAction)
{
    if (!statement.action)
        return true;
    const auto &values = statement.action->values;
    const bool listed = std::any_of(
        values.begin(), values.end(), [&](const PolicyString &value) { return mayMatch(lowered(value.text), loweredAction); });
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
