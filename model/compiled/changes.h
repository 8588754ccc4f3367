// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/worlddata.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace rolewright {

/// Slots of the users and roles that aren't what they were before an edit: whose policies differ. Nothing where more may: entities
/// came or went or have other ARNs, the header or the organization is another, or an entity was edited in more than
/// `onlyPoliciesDiffer` (before, after) lets pass, which is asked of each that was edited.
std::optional<std::vector<std::uint32_t>> changedPrincipals(const CompiledWorld::Data &before, const CompiledWorld::Data &after,
                                                            const std::function<bool(const Entity &, const Entity &)> &onlyPoliciesDiffer);

} // namespace rolewright
