// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace rolewright {

/// Keys, by their names in lower case, that tell of temporary credentials how they were made: reference_policies_condition-keys.
inline bool isMfaKey(std::string_view lowerKey)
{
    return lowerKey.starts_with("aws:multifactorauth");
}

inline bool isIssueTimeKey(std::string_view lowerKey)
{
    return lowerKey == "aws:tokenissuetime";
}

} // namespace rolewright
