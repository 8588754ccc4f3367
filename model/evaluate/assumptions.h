// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/actiontraits.h"
#include "evaluate/answer.h"
#include "policy/arn.h"

#include <string_view>
#include <vector>

namespace rolewright {

/// Adds what an answer about a resource that isn't in the workspace takes for granted. `arn`: the resource's; `isPlaced`: the question
/// says in which account it is.
void assumeAbout(const std::optional<ArnView> &arn, bool isPlaced, std::vector<Assumption> &assumptions);

/// Adds what a workspace's answer takes for granted beside the resource: no KMS grant, no resources of other types.
void assumeOf(Decision decision, Verdict verdict, const ActionTraits &action, std::string_view resource, std::vector<Assumption> &assumptions);

} // namespace rolewright
