// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "routes/routes.h"

#include <string>
#include <vector>

namespace rolewright {

/// Somebody and a role, and the shortest chain of roles from one to the other.
struct Reach {
    std::vector<std::string> path; ///< ARNs, the principal first; one alone: itself, without any hop
    std::vector<HopNeeds> needs; ///< of each hop
    Verdict verdict = Verdict::Allowed; ///< of the weakest hop

    bool operator==(const Reach &) const = default;
};

struct ReachList {
    std::vector<Reach> rows; ///< shortest first, then by name
    bool cut = false; ///< there may be more: chains longer than asked for, or more roles than are followed
};

/// Roles whose hops are followed further; a world in which everybody may become everybody ends there.
inline constexpr std::size_t followedRoles = 400;

/// What the principal can become: itself first, then every role that it reaches by at most so many hops. Each hop is
/// evaluated as the session that the one before makes. Near misses don't count.
ReachList reachableRoles(const World &world, const std::string &principal, int maximumHops, const CancelFlag &cancel);

/// Who can become the role, directly or by other roles: users and roles, services, who brings a token or an assertion of an
/// identity provider, and, depending on what isn't known of them, accounts outside of the workspace ("*": every account).
ReachList whoReaches(const World &world, const std::string &role, int maximumHops, const CancelFlag &cancel);

} // namespace rolewright
