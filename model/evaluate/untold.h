// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/layers.h"

#include <optional>
#include <string_view>

namespace rolewright {

/// Whether the workspace doesn't tell this key, which isn't in the request's context.
bool isUntold(std::string_view key, const Untold &untold);

/// How a key begins that the request surely has though the workspace doesn't tell its value; nothing for other keys.
/// reference_policies_condition-keys, aws:TokenIssueTime ("only when the principal uses temporary credentials");
/// reference_policies_variables, "Principal key values" (role-id:caller-specified-role-name).
std::optional<std::string_view> beginningOf(std::string_view key, const Untold &untold);

/// Whether there are workspaces that don't tell this key.
bool mayBeUntold(std::string_view key);

/// What is taken for granted when such a key counts as absent; nothing for keys that are told about only where a Deny looks at them.
std::optional<Assumption> assumptionOf(std::string_view key);

} // namespace rolewright
