// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// For each set of the patterns (of policy/glob.h) that some text fits while it fits no other, one such text; the set may be empty.
/// Nothing when the patterns are too many or too long, or hold signs beyond ASCII.
std::optional<std::vector<std::string>> textClasses(const std::vector<std::string> &patterns);

} // namespace rolewright
