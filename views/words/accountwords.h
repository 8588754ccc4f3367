// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QString>

namespace rolewright::words {

/// The account's name, its id where it has none or isn't in the workspace.
QString accountName(const World &world, const std::string &id);

} // namespace rolewright::words
