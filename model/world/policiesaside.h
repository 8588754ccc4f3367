// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"

namespace rolewright {

/// Whether two users, roles, groups or policies are the same but for what policies they have or hold; a role's trust policy counts.
/// False for other kinds.
bool onlyPoliciesDiffer(const Entity &left, const Entity &right);

} // namespace rolewright
