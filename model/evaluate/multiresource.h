// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <string>
#include <vector>

/// Requests about several resources. Service Authorization Reference, "Resource types": an action's required types (marked *)
/// must all be allowed, each by a statement that fits it. Operators page, "…IfExists": a key that one of the resources doesn't
/// have makes a condition fail for that one.
namespace rolewright {

/// The request for one of its resources: its own keys beside the request's.
Request requestFor(const Request &request, const RequestedResource &resource);

/// One answer from those for each resource; `each` mustn't be empty.
Answer combined(std::vector<Answer> each, const Request &request);

/// The types of resources that a request for the action is always about, of the action's service; one or none for most.
std::vector<std::string> requiredResourceTypes(std::string_view action);

} // namespace rolewright
