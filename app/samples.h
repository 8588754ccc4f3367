// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QString>

#include <vector>

namespace rolewright {

/// A workspace that ships with the program.
struct Sample {
    QString path; ///< in the resources
    QString name;
    QString notes; ///< what it teaches
    World world;
};

/// In the order of the start page. Read once.
const std::vector<Sample> &samples();

} // namespace rolewright
