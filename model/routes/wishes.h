// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/hoprequest.h"

#include "evaluate/evaluate.h"

#include <string>
#include <vector>

namespace rolewright {

/// What a role's session would have to have been given when it was made, for its denied request to be allowed: session tags and a
/// source identity that conditions or policy variables look at, or the session name that a resource policy or trust policy names.
/// Smallest first, a few at most; each still has to be tried. `loweredActions`: the request's.
std::vector<Passed> wishesOf(Gathered gathered, const std::vector<std::string> &loweredActions);

} // namespace rolewright
