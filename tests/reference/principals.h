// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"
#include "policy/principal.h"

namespace rolewright::reference {

/// How the Principal element reaches a caller. reference_policies_elements_principal.
enum class Reach { None, Everyone, Account, Role, Itself };

Reach reach(const PrincipalEntry &entry, const Principal &caller);

/// Whether a Deny with that NotPrincipal spares the caller: it must be listed itself, with its role and with its
/// account, and have no boundary. reference_policies_elements_notprincipal, access_policies_boundaries.
bool sparedByNotPrincipal(const std::vector<PrincipalEntry> &entries, const Principal &caller, bool hasBoundary);

/// "arn:aws:iam::A:role/R" of a session's role; its path isn't part of a session's ARN.
std::string roleArn(const Principal &session);

} // namespace rolewright::reference
