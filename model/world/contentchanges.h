// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <optional>

namespace rolewright {

/// What edits changed inside of entities, as a small workspace that holds just these, with their accounts. Nothing when it
/// takes the whole world to tell: the header is another; entities came, went, moved or are called otherwise; an ARN doesn't
/// tell which entity is meant; or there are more than a hundred of them.
std::optional<World> contentChanges(const World &before, const World &after);

/// `world` with each entity of `changes` in the place of the one that has its account, kind and ARN. The ids may be others:
/// both may come from files. Nothing when there isn't exactly one.
std::optional<World> withContent(const World &world, const World &changes);

} // namespace rolewright
