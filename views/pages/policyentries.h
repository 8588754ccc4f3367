// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/entrypicker.h"
#include "world/world.h"

#include <set>

namespace rolewright {

/// The policies that can be attached in an account: its own first, then AWS's. `without` are ARNs left out.
std::vector<PickerEntry> policyEntries(const World &world, const std::string &account, const std::set<std::string> &without);

/// The groups of an account that aren't in `without` (names); keys are names.
std::vector<PickerEntry> groupEntries(const World &world, const std::string &account, const std::vector<std::string> &without);

/// The users of an account that aren't in the group; keys are ARNs.
std::vector<PickerEntry> userEntries(const World &world, const std::string &account, const std::string &group);

} // namespace rolewright
