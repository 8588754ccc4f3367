// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/resourceelement.h"

#include "policy/arn.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

constexpr std::array<std::string_view, 5> servicesWithout = {"ecr", "ecr-public", "elasticfilesystem", "iam", "kms"};

} // namespace

bool lacksResource(const Statement &statement, std::string_view resourceArn)
{
    if (statement.resource)
        return false;
    const std::optional<ArnView> arn = viewArn(resourceArn);
    return arn && std::find(servicesWithout.begin(), servicesWithout.end(), arn->service) == servicesWithout.end();
}

bool lacksResource(const Policy &policy, std::string_view resourceArn)
{
    return std::any_of(policy.statements.begin(), policy.statements.end(), [&](const Statement &statement) { return lacksResource(statement, resourceArn); });
}

} // namespace rolewright
