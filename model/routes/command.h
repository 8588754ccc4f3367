// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"
#include "world/entity.h"

#include <string>

namespace rolewright {

/// Quoted for a POSIX shell where it needs to be.
std::string shellQuoted(const std::string &text);

/// The `aws` command that makes the hop, once its needs and session are known; empty where a service makes the call itself.
/// CODE stands for the MFA device's digits; capitals and files stand for what only the caller has. `role`: null for the tokens.
std::string hopCommand(const Session &from, const Hop &hop, const Role *role);

} // namespace rolewright
