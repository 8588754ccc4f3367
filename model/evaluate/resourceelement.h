// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <string_view>

namespace rolewright {

/// Whether a statement of a resource's policy has neither Resource nor NotResource though the resource's service asks for one: it wouldn't store
/// such a policy, so what it does isn't told anywhere. reference_policies_elements_resource, "Statements must include either a Resource or a
/// NotResource element". Not of repositories and file systems, whose policies may leave it out (ECR User Guide, repository-policy-examples;
/// EFS User Guide, iam-access-control-nfs-efs), nor of KMS keys, see hasEffectOnKey().
bool lacksResource(const Statement &statement, std::string_view resourceArn);
/// Some statement does.
bool lacksResource(const Policy &policy, std::string_view resourceArn);

} // namespace rolewright
