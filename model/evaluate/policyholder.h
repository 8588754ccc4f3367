// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/arn.h"
#include "world/world.h"

#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

/// The ARN of what holds the policy of a resource that has none of its own; empty when the resource isn't such a part:
/// - an S3 object's is its bucket's: Amazon S3 User Guide, bucket-policies;
/// - an index's of DynamoDB is its table's: API Reference, PutResourcePolicy ("You can control index permissions using the base
///   table's policy");
/// - of what is within an OpenSearch domain, the domain's: Developer Guide, ac, "Resource-based policies" (they are about the
///   domain's subresources).
/// `arn`: of the resource, where that is one.
std::string_view policyHolderOf(std::string_view resource, const std::optional<ArnView> &arn);

/// The resource, or what holds its policy, as the workspace lists it; null when it lists neither.
EntityPtr listedResource(const World &world, const std::string &resource);

} // namespace rolewright
