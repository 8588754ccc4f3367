// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/suggestion.h"
#include "world/world.h"

#include <optional>

namespace rolewright {

/// What an action can be asked on, for what is typed: the workspace's resources and entities that suit the
/// action, then its ARN templates with account and region filled in, then the workspace's other resources.
/// `principal` tells the account that templates get. "*" where the action has no resource types.
Suggestions suggestResources(const World &world, const QString &action, const QString &principal, const QString &typed);

/// Icon, short name and account of a known or well-formed ARN.
std::optional<Suggestion> describeResource(const World &world, const QString &text);

/// "instance/i-0abc", "my-bucket/key": an ARN without what is the same for all.
QString shortResource(const QString &arn);

/// Whether an ARN is of a template such as "arn:${Partition}:s3:::${BucketName}/${ObjectName}".
bool arnFits(std::string_view arn, std::string_view arnTemplate);

} // namespace rolewright
