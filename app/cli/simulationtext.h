// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <QString>

namespace rolewright::cli {

/// The answer for people: verdict, why, routes as steps with what they need and the command to run, near misses.
QString toText(const Simulation &simulation, const Request &question, bool directOnly);

} // namespace rolewright::cli
