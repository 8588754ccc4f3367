// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace rolewright {

/// Context keys that concern other requests or policies than most: aws:SourceVpce (an endpoint's policy), aws:CalledVia,
/// aws:RequestTag/…, aws:TagKeys, sts:TransitiveTagKeys, sts:SourceIdentity (permissions of their own). Ignores case.
bool isRareKey(std::string_view name);

} // namespace rolewright
