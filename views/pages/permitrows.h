// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "graph/graphtypes.h"

#include <vector>

namespace rolewright {

/// One line of what somebody's identity policies say, and what remains of it when every layer has its word.
struct PermitRow {
    enum class Standing {
        Allowed, ///< every action was asked, and every layer allows it
        Depends, ///< named facts decide
        Blocked, ///< granted here, and something else doesn't let it through
        Granted, ///< wildcards or exceptions: written so, and not worked out action by action
        Denied, ///< a Deny statement
    };
    Standing standing = Standing::Granted;
    bool byExample = false; ///< asked for one thing that its pattern names; for others another statement may deny it
    Permit permit;
    std::vector<Layer> missing; ///< Blocked: the layers that don't allow
    std::string policy;
    std::string via; ///< ARN of the group that the policy comes through; else empty
    DocumentRef where;

    bool operator==(const PermitRow &) const = default;
};

/// What a user or role may do by its own and its groups' policies, policy by policy. Resource policies of others that name it
/// aren't in it. Returns early when cancelled.
std::vector<PermitRow> permitRows(const World &world, const Entity &subject, const CancelFlag &cancel);

} // namespace rolewright
