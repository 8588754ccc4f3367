// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <nlohmann/json.hpp>

namespace rolewright::cli {

const char *kindName(HopKind kind); ///< as contract.md writes them
nlohmann::ordered_json hopsJson(const std::vector<Hop> &hops);
nlohmann::ordered_json needsJson(const HopNeeds &needs);

/// The answer of `simulate --json`; without routes and near misses when only the direct question was asked.
nlohmann::ordered_json toJson(const Simulation &simulation, bool directOnly);

} // namespace rolewright::cli
