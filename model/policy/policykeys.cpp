// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policykeys.h"

namespace rolewright {
namespace {

void tellVariables(std::string_view text, const std::function<void(std::string_view)> &tell)
{
    for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
        const std::size_t end = text.find_first_of(",}", at);
        if (end == std::string_view::npos)
            return;
        // ${*}, ${?} and ${$} stand for the sign itself.
        if (const std::string_view key = text.substr(at + 2, end - at - 2); key.size() > 1)
            tell(key);
    }
}

} // namespace

void forEachKey(const Statement &statement, PolicyVersion version, const std::function<void(std::string_view)> &tell)
{
    for (const ConditionEntry &entry : statement.conditions) {
        tell(entry.key.text);
        for (const PolicyString &value : entry.values)
            tellVariables(value.text, tell);
    }
    if (!statement.resource || version != PolicyVersion::V2012)
        return;
    for (const PolicyString &value : statement.resource->values)
        tellVariables(value.text, tell);
}

} // namespace rolewright
