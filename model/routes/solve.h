// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/hoprequest.h"

namespace rolewright {

struct SolvedHop {
    Answer answer;
    HopNeeds needs;
};

struct HopVerdict {
    Verdict verdict = Verdict::Denied;
    HopNeeds needs;
};

/// The least demanding way to make sts:AssumeRole allowed with what its caller may choose: External ID, session name,
/// source identity, MFA and its age. What the request's context already holds is fixed. MFA can be chosen only where
/// the caller has long-term keys (a user) or was given with MFA whose age was left open.
/// When nothing makes it allowed: what leaves it open (Depends), else the request as it stands.
SolvedHop solveHop(const World &world, const Request &request, bool explain);

/// The same, only the verdict.
HopVerdict hopVerdict(const World &world, const Request &request);

/// A number for sorting: what a hop asks of its caller.
std::size_t demand(const HopNeeds &needs);

} // namespace rolewright
