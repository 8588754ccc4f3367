// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/import.h"
#include "world/world.h"

#include <functional>
#include <string>
#include <string_view>

namespace rolewright {

/// The .rolewright file: JSON, UTF-8, two spaces a level, one value a line, a newline at the end, so that one change
/// is a small diff. Keys stand in the order below; lists keep the order of the world. `?`: left out when empty, false
/// or not there.
///
///     {
///       "rolewright": 1,                 the format; a file with a higher number is refused
///       "name"?, "notes"?,               strings
///       "accounts": [
///         {
///           "id", "name"?, "notes"?,
///           "UserDetailList", "GroupDetailList", "RoleDetailList", "Policies",
///                                        as `aws iam get-account-authorization-details` writes them
///           "IdentityProviders"?: [{"Type": "oidc" | "saml", "Arn", "Name"?, "ClientIDList"?, "Tags"?}],
///           "Resources"?: [{"Arn", "Name"?, "Policy"?, "BlockPublicAccess"?, "ServiceName"?, "Tags"?}]
///         }
///       ],
///       "organization"?: {
///         "id", "managementAccount",
///         "root": {"kind": "root" | "unit" | "account", "id", "name"?, "serviceControlPolicies"?: [policy id],
///                  "resourceControlPolicies"?: [policy id], "children"?: [the same again]}
///       },
///       "organizationPolicies"?: [{"Id", "Name", "Type": "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY", "Content"}],
///       "scenarios"?: [{"name", "note"?,
///                       "question": {"principal", "action", "resource", "context"?: {key: string or list}, "unknown"?: [key]},
///                       "expect": {"direct"?, "verdict"?, "via"?: [role ARN]}}],
///       "graphPositions"?: {ARN: [x, y]}
///     }
///
/// An entity's "Name" is left out where the ARN gives it. Reading takes any order of keys; everything but "rolewright"
/// may be missing. Unknown fields of every object are kept, and written after the known ones.
///
/// Policy documents (PolicyDocument, AssumeRolePolicyDocument, Document, Policy, Content) stand as objects, exactly as
/// typed: the text is what stands in the file without, on every line after the first, the indentation of the line
/// that the key stands on; when a line that isn't empty lacks that indentation, nothing is taken away. A text that
/// wouldn't read back so (a draft that isn't JSON, space around the object, duplicate keys, very deep nesting)
/// stands as a JSON string that holds it.
///
/// A file with something that can't be read isn't opened, so that saving can't lose it.

/// The text of a .rolewright file: JSON, UTF-8, stable order. Reading it with importFiles gives the same
/// world, and writing that gives the same bytes.
std::string writeWorkspace(const World &world);
/// The same in pieces, of which each is gone with the call: a large workspace isn't held a second time.
void writeWorkspace(const World &world, const std::function<void(std::string_view)> &sink);

/// Writes beside the file and renames, so that a crash leaves the old file or the new one.
bool saveWorkspace(const World &world, const std::string &path, std::string *error);

} // namespace rolewright
