// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"

#include <cstdint>

/// Edits of what only one kind of entity has.
namespace rolewright::edits {

/// A resource's own policy; nothing removes it.
Result setResourcePolicy(const World &world, EntityId resource, DocumentPtr policy);
Result setBlockPublicAccess(const World &world, EntityId resource, bool inForce);
/// A role's maximum session duration; refused ("sessionDurationRange") outside 3,600 to 43,200 seconds.
Result setMaximumSession(const World &world, EntityId role, std::int64_t seconds);
/// Gives a role that was imported without a trust policy one.
Result setTrust(const World &world, EntityId role, DocumentPtr trust);
/// An OIDC provider's audiences.
Result setClientIds(const World &world, EntityId provider, std::vector<std::string> clientIds);
/// Puts another version of a policy in force; refused ("noSuchVersion") when it doesn't have it.
Result setDefaultVersion(const World &world, EntityId policy, const std::string &versionId);

} // namespace rolewright::edits
