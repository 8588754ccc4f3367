// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/policyholder.h"

namespace rolewright {

namespace {

/// "domain/name/index" or "table/name/index/name": the slash behind the name.
std::size_t slashBehindName(std::string_view resource, std::string_view type)
{
    return resource.starts_with(type) ? resource.find('/', type.size()) : std::string_view::npos;
}

} // namespace

std::string_view policyHolderOf(std::string_view resource, const std::optional<ArnView> &arn)
{
    std::size_t end = std::string_view::npos;
    if (!arn)
        return {};
    if (arn->isOf("s3"))
        end = arn->resource.find('/');
    else if (arn->isOf("es"))
        end = slashBehindName(arn->resource, "domain/");
    else if (arn->isOf("dynamodb"))
        end = slashBehindName(arn->resource, "table/");
    if (end == std::string_view::npos || (arn->isOf("dynamodb") && !arn->resource.substr(end).starts_with("/index/")))
        return {};
    return resource.substr(0, resource.size() - arn->resource.size() + end);
}

EntityPtr listedResource(const World &world, const std::string &resource)
{
    if (EntityPtr entity = world.findByArn(resource))
        return entity;
    const std::string_view holder = policyHolderOf(resource, viewArn(resource));
    return holder.empty() ? nullptr : world.findByArn(std::string(holder));
}

} // namespace rolewright
