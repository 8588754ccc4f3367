// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/resourcefit.h"

#include "catalog/catalog.h"
#include "evaluate/actionids.h"
#include "policy/glob.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

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

/// What the ARNs of an action's resources look like.
struct Shapes {
    struct Shape {
        std::string pattern; ///< for glob::matches
        bool isBucket = false;
    };
    std::vector<Shape> shapes;
    bool any = false; ///< some type's ARN isn't known

    explicit Shapes(const CatalogAction &action)
    {
        for (const CatalogResourceUse &use : action.resources) {
            const CatalogResourceType *type = Catalog::builtIn().resourceType(action.service, use.type);
            any = any || !type || type->arn.empty();
            if (type && !type->arn.empty())
                shapes.push_back({patternOf(type->arn), type->arn.ends_with(":s3:::${BucketName}")});
        }
    }

    bool fit(const std::string &arn) const
    {
        return any || std::any_of(shapes.begin(), shapes.end(), [&](const Shape &shape) {
            // A bucket's name has no slash: what has one is an object of it.
            return !(shape.isBucket && arn.find('/') != std::string::npos) && glob::matches(shape.pattern, arn);
        });
    }
};

/// Worked out for a service when it is first asked for.
const Shapes &shapesOf(ActionId id)
{
    struct Service {
        std::once_flag once;
        std::vector<Shapes> actions;
    };
    const ActionIds &ids = ActionIds::builtIn();
    static const auto services = std::make_unique<Service[]>(ids.serviceCount());
    Service &service = services[id.service];
    std::call_once(service.once, [&] {
        for (const CatalogAction &action : ids.service(id.service).actions)
            service.actions.emplace_back(action);
    });
    return service.actions[id.index];
}

} // namespace

ResourceFit resourceFit(const Request &request)
{
    const ActionId id = ActionIds::builtIn().find(request.action);
    if (!id.isKnown())
        return ResourceFit::Fits;
    const CatalogAction &action = ActionIds::builtIn().service(id.service).actions[id.index];
    if (action.resources.empty())
        return ResourceFit::Fits;
    if (request.resource == "*") {
        // S3's object actions take one of several types, so none of them is marked as required; lists may be asked for as a whole.
        const bool needsOne = (action.level != AccessLevel::List && action.level != AccessLevel::Read) || action.service == "s3"
            || std::any_of(action.resources.begin(), action.resources.end(), [](const CatalogResourceUse &use) { return use.required; });
        return needsOne ? ResourceFit::NotNamed : ResourceFit::Fits;
    }
    return shapesOf(id).fit(request.resource) ? ResourceFit::Fits : ResourceFit::OtherType;
}

bool canHaveResource(std::string_view action)
{
    const CatalogAction *known = Catalog::builtIn().action(action);
    return !known || !known->resources.empty();
}

} // namespace rolewright
