// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QString>

#include <string>
#include <vector>

namespace rolewright::cli {

/// Up to three of the names that are closest to what was typed; none when nothing is close.
std::vector<std::string> closest(const std::string &typed, const std::vector<std::string> &names);

/// ARNs of users and roles that the text may mean: by name, else by likeness.
std::vector<std::string> closePrincipals(const World &world, const std::string &typed);
std::vector<std::string> closeActions(const std::string &typed);

/// " Did you mean “a” or “b”?", or nothing.
QString didYouMean(const std::vector<std::string> &names);

} // namespace rolewright::cli
