// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/actiontraits.h"
#include "evaluate/answer.h"

#include <string_view>
#include <vector>

namespace rolewright {

/// What an answer about a resource that isn't in the workspace takes for granted. `arn`: the resource; `isPlaced`: the question
/// says in which account it is.
std::vector<Assumption> assumptionsAbout(std::string_view arn, bool isPlaced);

/// Adds what a workspace's answer takes for granted beside the resource: no KMS grant, no resources of other types.
void addAssumptions(Answer &answer, const ActionTraits &action, std::string_view resource);

} // namespace rolewright
