// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// The verdict when it is the same whatever the unknown keys are. Nothing when it isn't, when there are too many
/// combinations, or when trying values can't prove it, see representatives.h.
std::optional<Verdict> sameForAllValues(const Layers &layers, const Request &request, const std::vector<std::string> &keys);

} // namespace rolewright
