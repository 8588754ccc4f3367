// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/import.h"

#include <vector>

namespace rolewright::cli {

/// The files of conformance cases that were linked in, by name.
std::vector<InputFile> builtInCases();

} // namespace rolewright::cli
