// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The files of resources/ that are linked into the program; resources/README.md describes them.
namespace rolewright::embedded {

std::string_view catalog();
std::string_view managedPolicies();

} // namespace rolewright::embedded
