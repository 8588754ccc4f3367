// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace rolewright {

/// "a, b, c": as codes carry several values in one argument.
std::string joined(const std::vector<std::string> &texts);

} // namespace rolewright
