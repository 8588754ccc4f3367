// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/principal.h"

#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

class World;

/// A role that IAM Identity Center made in an account for one of its permission sets. Only Identity Center changes it, its trust policy
/// too, and people get its session by signing in there.
/// IAM Identity Center User Guide, permissionsetsconcept; referencingpermissionsets: role/aws-reserved/sso.amazonaws.com/REGION/AWSReservedSSO_SET_SUFFIX,
/// without the Region where Identity Center is in us-east-1.
struct PermissionSetRole {
    std::string permissionSet;
    std::string account;
    std::string region; ///< of Identity Center; empty when the path names none
    std::string suffix; ///< 16 hexadecimal digits

    bool operator==(const PermissionSetRole &) const = default;
};

/// Nothing for other roles, also for such as only have a similar name.
std::optional<PermissionSetRole> permissionSetRole(std::string_view roleArn);

/// Also of a session, whose role the world has to hold: a session's ARN doesn't tell the role's path.
std::optional<PermissionSetRole> permissionSetRole(const World &world, const Principal &principal);

} // namespace rolewright
