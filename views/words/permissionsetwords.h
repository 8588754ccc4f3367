// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/permissionsetrole.h"

#include <QString>

/// Words for the roles that IAM Identity Center makes.
namespace rolewright::words {

QString permissionSet(const PermissionSetRole &role); ///< "IAM Identity Center's role of the permission set “Admin”"
QString permissionSetNote(const PermissionSetRole &role); ///< who signs in, and that only Identity Center changes it: sentences

} // namespace rolewright::words
