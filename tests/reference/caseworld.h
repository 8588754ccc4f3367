// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answerjson.h"
#include "world/world.h"

namespace rolewright::reference {

/// A workspace that holds a case's policies: the caller with its identity policies and its first boundary, the resource with its
/// policy, and an organization with a unit for each level of SCPs and RCPs. What no workspace can hold (session policies, a
/// federated user's policies) is left out, so that answers may differ from the case's: it is for comparing ways of asking the
/// same world.
World worldOf(const Case &asked);

} // namespace rolewright::reference
