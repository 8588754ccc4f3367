// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/arn.h"

#include <optional>
#include <string_view>

namespace rolewright {

/// Whether the action on the resource (none for "*") would change something that only AWS changes, so that no policy can allow it:
/// - AWS managed policies: access_policies_managed-vs-inline, "AWS managed policies";
/// - roles under /aws-reserved/, which IAM Identity Center makes for its permission sets (IAM Identity Center User Guide,
///   permissionsetsconcept); passing one counts as well, for no service can use it;
/// - aliases that begin with alias/aws/: KMS Developer Guide, alias-create.
bool changesWhatAwsManages(std::string_view action, const std::optional<ArnView> &resource);

/// Whether it would change a service-linked role in a way that IAM refuses ("UnmodifiableEntity") to everybody but the service that the role is
/// linked to: its policies, trust policy and boundary, and DeleteRole, in whose place there is DeleteServiceLinkedRole. Its description can be
/// edited (UpdateRole, UpdateRoleDescription), and it can be tagged. The service may ask in a caller's name, with the caller's
/// permissions: IAM User Guide, using-service-linked-roles, "Service-linked role permissions" and "Editing a service-linked role"; IAM API
/// Reference, the operations' errors.
bool changesServiceLinkedRole(std::string_view action, const std::optional<ArnView> &resource);

} // namespace rolewright
