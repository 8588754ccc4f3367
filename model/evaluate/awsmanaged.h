// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace rolewright {

/// Whether the action on the resource (an ARN, or "*") would change something that only AWS changes, so that no policy can allow it:
/// - AWS managed policies: access_policies_managed-vs-inline, "AWS managed policies";
/// - roles under /aws-reserved/, which IAM Identity Center makes for its permission sets (IAM Identity Center User Guide,
///   permissionsetsconcept); passing one counts as well, for no service can use it;
/// - aliases that begin with alias/aws/: KMS Developer Guide, alias-create.
/// Service-linked roles aren't among them: their documentation grants actions on /aws-service-role/ by policy.
bool changesWhatAwsManages(std::string_view action, std::string_view resource);

} // namespace rolewright
