// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphtypes.h"

#include <functional>

namespace rolewright {

/// The neighbourhood of the focused entity, its edges evaluated. Pure; any thread. Never more than
/// query.maximumNodes nodes: what is alike folds, and `truncated` says when even that wasn't enough.
/// `cancelled` is asked now and then; when it says true the result is unfinished and says so.
Graph buildGraph(const World &world, const GraphQuery &query, const std::function<bool()> &cancelled = {});

} // namespace rolewright
