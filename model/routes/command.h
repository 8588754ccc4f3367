// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <string>

namespace rolewright {

/// Quoted for a POSIX shell where it needs to be.
std::string shellQuoted(const std::string &text);

/// The `aws sts assume-role` command for a hop; empty where a service makes the call itself.
std::string assumeRoleCommand(
    const Principal &from, const std::string &roleArn, const std::string &sessionName, const HopNeeds &needs);

} // namespace rolewright
