// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

namespace rolewright {

/// What one kind of policy forbids or asks for beyond the common grammar.
/// Sources: IAM User Guide, reference_policies_grammar "Policy grammar notes"; Organizations User Guide,
/// orgs_manage_policies_scps_syntax and orgs_manage_policies_rcps_syntax.
Diagnostics checkPolicy(const Policy &policy, PolicyKind kind);

} // namespace rolewright
