// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/search.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rolewright {

/// The hops of routes, each as what it is and whom it leads to.
using Ways = std::set<std::vector<std::pair<HopKind, std::string>>>;
Ways waysOf(const Simulation &simulation);

/// Routes that fail at exactly one place, closest first: a hop that one thing keeps from being allowed although its role
/// (or one that it leads to) may do what was asked, or a role that can be reached and falls short of it.
/// Roles that can be reached anyway aren't listed again, nor are `known` ways. Run after RouteSearch::explore().
std::vector<NearMiss> findNearMisses(SessionGraph &graph, const RouteSearch &search, bool explain, const Ways &known);

} // namespace rolewright
