// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"
#include "routes/routes.h"

#include <functional>
#include <string>
#include <vector>

/// What a principal can do: its grants as far as every layer lets them through, as one policy.
namespace rolewright {

struct EffectiveStatement {
    Effect effect = Effect::Allow;
    bool notActions = false;
    bool notResources = false;
    std::vector<std::string> actions;
    std::vector<std::string> resources;
    std::vector<ConditionEntry> conditions; ///< all must hold
    bool exact = true; ///< false: at most this; where patterns of two layers overlap only in part, no pattern says what remains
    Layer layer = Layer::Identity; ///< where it is written: Identity, Resource; of a Deny any layer
    std::string policy;
    std::string via; ///< ARN of the group that the policy comes through; else empty
    DocumentRef where;
};

struct EffectivePolicy {
    std::vector<EffectiveStatement> statements; ///< what is allowed, then what is denied
    std::vector<std::string> unknown; ///< names of policies that can't be used or whose text isn't known: they may allow or deny more
};

/// Of a user, a role or a session, by its own and its groups' policies, within its boundary and the SCPs of every level, and by
/// the policies of the workspace's resources that name it. reference_policies_evaluation-logic: all of them must allow; every Deny counts.
EffectivePolicy effectivePolicy(const World &world, const Request &asking);

/// As a policy document, two spaces deep. What is only an upper bound has a Sid that starts with "AtMost".
std::string documentText(const EffectivePolicy &policy);

/// Somebody's permissions, now and as each role that it reaches. One at a time: a session has its own role's permissions only.
struct CanDo {
    std::vector<Hop> hops; ///< none: as itself
    Verdict verdict = Verdict::Allowed; ///< of the weakest hop
    Principal principal;
    EffectivePolicy policy;
};
struct CanDoList {
    std::vector<CanDo> all; ///< as itself, then shortest first
    bool limitReached = false;
};
CanDoList whatCan(const RouteFinder &finder, const World &world, const Request &asking, const RouteOptions &options);

} // namespace rolewright
