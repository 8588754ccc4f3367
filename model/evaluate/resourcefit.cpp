// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/resourcefit.h"

#include "catalog/catalog.h"
#include "policy/glob.h"

#include <algorithm>

namespace rolewright {

namespace {

/// "arn:${Partition}:sqs:${Region}:…" with every variable open.
std::string patternOf(std::string_view arnTemplate)
{
    std::string pattern;
    for (std::size_t at = 0; at < arnTemplate.size();) {
        const std::size_t close = arnTemplate.substr(at).starts_with("${") ? arnTemplate.find('}', at) : std::string_view::npos;
        pattern += close == std::string_view::npos ? arnTemplate[at] : '*';
        at = close == std::string_view::npos ? at + 1 : close + 1;
    }
    return glob::fromWildcards(pattern);
}

bool isOfType(const std::string &arn, const CatalogResourceType &type)
{
    // A bucket's name has no slash: what has one is an object of it.
    if (type.arn.ends_with(":s3:::${BucketName}") && arn.find('/') != std::string::npos)
        return false;
    return glob::matches(patternOf(type.arn), arn);
}

} // namespace

ResourceFit resourceFit(const Request &request)
{
    const CatalogAction *action = Catalog::builtIn().action(request.action);
    if (!action || action->resources.empty())
        return ResourceFit::Fits;
    if (request.resource == "*") {
        // S3's object actions take one of several types, so none of them is marked as required; lists may be asked for as a whole.
        const bool needsOne = (action->level != AccessLevel::List && action->level != AccessLevel::Read) || action->service == "s3"
            || std::any_of(action->resources.begin(), action->resources.end(), [](const CatalogResourceUse &use) { return use.required; });
        return needsOne ? ResourceFit::NotNamed : ResourceFit::Fits;
    }
    const bool fits = std::any_of(action->resources.begin(), action->resources.end(), [&](const CatalogResourceUse &use) {
        const CatalogResourceType *type = Catalog::builtIn().resourceType(action->service, use.type);
        return !type || type->arn.empty() || isOfType(request.resource, *type);
    });
    return fits ? ResourceFit::Fits : ResourceFit::OtherType;
}

bool canHaveResource(std::string_view action)
{
    const CatalogAction *known = Catalog::builtIn().action(action);
    return !known || !known->resources.empty();
}

} // namespace rolewright
