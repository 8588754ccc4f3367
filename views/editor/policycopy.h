// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"

namespace rolewright {

/// A customer managed policy in `account` with the text at `where` (an AWS managed policy), under the first free
/// name after the original's.
edits::Result copyOfPolicy(const World &world, const DocumentRef &where, const std::string &account);

} // namespace rolewright
