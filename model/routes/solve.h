// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/hoprequest.h"
#include "routes/routes.h"

namespace rolewright {

/// A request for credentials.
struct HopQuestion {
    Request request;
    std::vector<SessionTag> inherited; ///< tags that the new session has anyway
};

struct SolvedHop {
    Answer answer; ///< of the hop's own action; of what else it asks, when only that isn't allowed
    std::vector<Answer> further; ///< sts:TagSession, sts:SetSourceIdentity, where they were asked
    HopNeeds needs;
    Request request; ///< with what `needs` says
};

struct HopVerdict {
    Verdict verdict = Verdict::Denied;
    bool conditional = false; ///< Depends, and only keys that aren't known decide
    HopNeeds needs; ///< without `conditions`
    Request request; ///< with what `needs` says
};

/// The least demanding way to make a request for credentials allowed with what its caller may choose: External ID, session name,
/// source identity, session tags, MFA and its age. What the request's context already holds is fixed. MFA can be chosen only where
/// the caller has long-term keys (a user) or was given with MFA whose age was left open; tags only where the caller passes them itself.
/// When nothing makes it allowed: what leaves it open (Depends), first as it stands, then with the world's keys opened (openWorldKeys);
/// else with what leaves the fewest layers in the way.
SolvedHop solveHop(const World &world, const HopQuestion &question, bool explain);

/// The same, only the verdict.
HopVerdict hopVerdict(const World &world, const HopQuestion &question);

/// A number for sorting: what a hop asks of its caller.
std::size_t demand(const HopNeeds &needs);

} // namespace rolewright
