// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/keypolicy.h"

#include "policy/arn.h"
#include "text/utf8.h"

namespace rolewright {

bool isAwsManagedKey(std::string_view service, std::string_view resource)
{
    return service == "kms" && resource.starts_with("alias/aws/");
}

bool hasEffectOnKey(const Statement &statement)
{
    return statement.resource.has_value();
}

bool asksKeyPolicy(const Request &request)
{
    const std::optional<ArnView> arn = viewArn(request.resource);
    if (!arn || arn->service != "kms")
        return false;
    if (arn->resource.starts_with("key/"))
        return true;
    const std::string action = lowered(request.action);
    return arn->resource.starts_with("alias/") && action != "kms:createalias" && action != "kms:updatealias" && action != "kms:deletealias";
}

} // namespace rolewright
