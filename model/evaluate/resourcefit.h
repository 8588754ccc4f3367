// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/actionids.h"
#include "evaluate/request.h"
#include "policy/arn.h"

#include <string_view>

namespace rolewright {

/// Whether a request names what its action is done on, by the catalog (Service Authorization Reference).
enum class ResourceFit {
    Fits, ///< also when the catalog doesn't know the action, or the action needs no resource
    NotNamed, ///< "*", and the action always has a resource
    OtherType, ///< an ARN of none of the action's resource types
};
ResourceFit resourceFit(const Request &request);
/// `arn`: of the resource, where that is one.
ResourceFit resourceFit(ActionId action, std::string_view resource, const std::optional<ArnView> &arn);

/// False when the catalog says that the action has no resources.
bool canHaveResource(std::string_view action);

} // namespace rolewright
