// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/actiontraits.h"
#include "evaluate/answer.h"
#include "policy/arn.h"

#include <optional>
#include <string_view>
#include <vector>

namespace rolewright {

/// Whether the resource is one of a service whose resources can have policies. `arn`: the resource's.
bool mayHavePolicy(const std::optional<ArnView> &arn);
/// Adds what an answer about such a resource takes for granted that isn't in the workspace. `isPlaced`: the question says in which account
/// it is.
void assumeNoPolicy(const ArnView &arn, bool isPlaced, std::vector<Assumption> &assumptions);

/// Adds what a workspace's answer takes for granted beside the resource: no KMS grant, no resources of other types.
void assumeOf(Decision decision, Verdict verdict, const ActionTraits &action, std::string_view resource, std::vector<Assumption> &assumptions);

} // namespace rolewright
