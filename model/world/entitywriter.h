// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"
#include "world/jsonwriter.h"

namespace rolewright {

/// One element of a list, in the shape of `aws iam get-account-authorization-details` or, for what that
/// doesn't have, of workspaceio.h.
void writeEntity(JsonWriter &out, const Entity &entity);

} // namespace rolewright
