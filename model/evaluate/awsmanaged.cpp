// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/awsmanaged.h"

#include "catalog/catalog.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

constexpr std::array<std::string_view, 7> policyChanges = {
    "iam:createpolicy", "iam:createpolicyversion", "iam:deletepolicy", "iam:deletepolicyversion", "iam:setdefaultpolicyversion",
    "iam:tagpolicy", "iam:untagpolicy"};

constexpr std::array<std::string_view, 8> linkedRoleChanges = {
    "iam:attachrolepolicy", "iam:deleterole", "iam:deleterolepermissionsboundary", "iam:deleterolepolicy", "iam:detachrolepolicy",
    "iam:putrolepermissionsboundary", "iam:putrolepolicy", "iam:updateassumerolepolicy"};

/// By the catalog's access level; an action that the catalog doesn't know may change something.
bool isReading(std::string_view action)
{
    const CatalogAction *known = Catalog::builtIn().action(action);
    return known && (known->level == AccessLevel::Read || known->level == AccessLevel::List);
}

} // namespace

bool changesWhatAwsManages(std::string_view asked, const std::optional<ArnView> &arn)
{
    if (!arn)
        return false;
    if (arn->service == "kms" && arn->resource.starts_with("alias/aws/")) {
        const std::string action = lowered(asked);
        return action == "kms:createalias" || action == "kms:updatealias" || action == "kms:deletealias";
    }
    const bool isPolicy = arn->account == "aws" && arn->resource.starts_with("policy/");
    if (arn->service != "iam" || (!isPolicy && !arn->resource.starts_with("role/aws-reserved/")))
        return false;
    const std::string action = lowered(asked);
    if (!action.starts_with("iam:"))
        return false;
    return isPolicy ? std::find(policyChanges.begin(), policyChanges.end(), action) != policyChanges.end() : !isReading(action);
}

bool changesServiceLinkedRole(std::string_view asked, const std::optional<ArnView> &arn)
{
    if (!arn || arn->service != "iam" || !arn->resource.starts_with("role/aws-service-role/"))
        return false;
    return std::find(linkedRoleChanges.begin(), linkedRoleChanges.end(), lowered(asked)) != linkedRoleChanges.end();
}

} // namespace rolewright
