// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/worlddata.h"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace rolewright {

/// What an edit of policies changed.
struct ChangedPolicies {
    std::unordered_set<std::string> all; ///< ARNs of users and roles
    /// Those of them whose hops may come out otherwise: their policies say something else of STS's actions, of iam:PassRole, or of those that start
    /// a service with a role; or other statements have other resources or conditions, whose values are tried for what a hop leaves open. Most
    /// edits are of other actions alone.
    std::unordered_set<std::string> ofHops;
    bool ofResources = false; ///< of some resource itself

    /// `changed`: slots, see changedPrincipals().
    ChangedPolicies(const CompiledWorld::Data &before, const CompiledWorld::Data &after, const std::vector<std::uint32_t> &changed);
};

} // namespace rolewright
