// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <string>

namespace rolewright::edits {

/// What a new policy says until somebody writes it: valid, and it grants next to nothing.
DocumentPtr startingPolicy();
/// A Deny to begin with.
DocumentPtr startingScp();
DocumentPtr startingRcp();
DocumentPtr allowEverything();
/// Trusts the account itself: its administrators decide who may assume the role.
DocumentPtr startingTrust(const std::string &partition, const std::string &account);

} // namespace rolewright::edits
