// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <nlohmann/json.hpp>

#include <QString>

namespace rolewright::cli {

/// How to use the first route of the answer; nothing when there is none.
nlohmann::ordered_json recipesJson(const World &world, const Request &question, const Simulation &simulation);
QString recipesText(const World &world, const Request &question, const Simulation &simulation);

} // namespace rolewright::cli
