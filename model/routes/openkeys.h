// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <string>
#include <string_view>
#include <vector>

/// What only the world can give to a request, and the question left out: where it comes from, when, in which organization.
/// Such a key is opened (made unknown), so that an answer says what it depends on instead of denying for want of it.
namespace rolewright {

/// The condition keys that statements about one of the actions look at, in conditions and as policy variables; each once,
/// as first written. `loweredActions`: "sts:assumerole" …
std::vector<std::string> keysLookedAt(const Layers &layers, const std::vector<std::string> &loweredActions);

/// Opens the world's keys that those statements look at and the request doesn't have. The time is opened where a condition
/// names a moment that is still to come. Of an identity provider's claims all are opened, when the question gives none of them.
/// False when there was none to open.
bool openWorldKeys(Gathered &gathered, const std::vector<std::string> &loweredActions);

} // namespace rolewright
