// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/candidatevalues.h"

#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// One value of every class of values that the conditions on a key tell apart: at, between and beside the numbers and moments, within
/// and between the address ranges, and for texts one for each set of patterns that some text fits together. Nothing when that takes too
/// many, or when the conditions are of a kind whose classes aren't worked out (ARNs, ignored letter case, set operators, variables).
std::optional<std::vector<std::string>> representatives(const std::string &key, const std::vector<KeyCondition> &conditions);

} // namespace rolewright
