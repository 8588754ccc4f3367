// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/askedresource.h"

#include "policy/arn.h"
#include "policy/glob.h"

namespace rolewright {

bool looksLikePattern(std::string_view resource)
{
    const std::optional<ArnView> arn = viewArn(resource);
    if (arn && arn->service == "logs" && resource.ends_with(":*"))
        resource.remove_suffix(2);
    return resource != "*" && glob::hasWildcard(resource);
}

} // namespace rolewright
