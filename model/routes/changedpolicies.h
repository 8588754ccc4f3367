// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/worlddata.h"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace rolewright {

/// Whether policies that an edit changed may have hops come out otherwise: in what they say of STS's actions, of iam:PassRole, and of those that
/// start a service with a role, or in which resources and conditions other statements have, whose values are tried for what a hop leaves
/// open. Most edits are of other actions alone.
bool mayHopOtherwise(const CompiledPrincipal &before, const CompiledPrincipal &after);

/// What an edit of policies changed.
struct ChangedPolicies {
    std::unordered_set<std::string> all; ///< ARNs of users and roles
    std::unordered_set<std::string> ofHops; ///< those of them that mayHopOtherwise()
    bool ofResources = false; ///< of some resource itself

    /// `changed`: slots, see changedPrincipals().
    ChangedPolicies(const CompiledWorld::Data &before, const CompiledWorld::Data &after, const std::vector<std::uint32_t> &changed);
};

} // namespace rolewright
