// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/layers.h"

#include <optional>
#include <string_view>

namespace rolewright {

/// Whether the workspace doesn't tell this key, which isn't in the request's context.
bool isUntold(std::string_view key, const Untold &untold);

/// Whether there are workspaces that don't tell this key.
bool mayBeUntold(std::string_view key);

/// What is taken for granted when such a key counts as absent; nothing for keys that are told about only where a Deny looks at them.
std::optional<Assumption> assumptionOf(std::string_view key);

} // namespace rolewright
