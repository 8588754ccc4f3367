// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <functional>
#include <string_view>

namespace rolewright {

/// Tells the context keys that the statement looks at, in conditions and as policy variables, as written; some more than once.
void forEachKey(const Statement &statement, PolicyVersion version, const std::function<void(std::string_view)> &tell);

} // namespace rolewright
