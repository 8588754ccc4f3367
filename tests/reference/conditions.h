// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "policy/policy.h"

namespace rolewright::reference {

/// Whether one `operator: {key: values}` holds. Single-valued operators on a key with several values aren't
/// defined by the documentation: don't ask.
bool holds(const ConditionEntry &condition, PolicyVersion version, const Context &context);

} // namespace rolewright::reference
