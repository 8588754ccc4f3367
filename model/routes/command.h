// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"
#include "world/entity.h"
#include "world/permissionsetrole.h"

#include <string>
#include <string_view>

namespace rolewright {

/// The file of the inline session policy in commands.
inline constexpr std::string_view sessionPolicyFile = "session-policy.json";

/// Quoted for a POSIX shell where it needs to be.
std::string shellQuoted(const std::string &text);

/// The `aws` command that makes the hop, once its needs and session are known; empty where a service makes the call itself.
/// CODE stands for the MFA device's digits; capitals and files stand for what only the caller has. `role`: null for the tokens.
std::string hopCommand(const Session &from, const Hop &hop, const Role *role);

/// The name of the profile with which one signs in at IAM Identity Center: "Admin-111122223333", as `aws configure sso` proposes it.
std::string signInProfile(const PermissionSetRole &role);

/// The `aws` command with which a user gets a session with MFA.
std::string sessionTokenCommand(const Principal &user);

} // namespace rolewright
