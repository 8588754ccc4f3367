// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/resourcefit.h"

#include "catalog/catalog.h"
#include "catalog/perservice.h"
#include "evaluate/actionids.h"
#include "policy/glob.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rolewright {

namespace {

/// A text with variables ("${BucketName}/${ObjectName}"), every one of them open.
class Open
{
public:
    Open() = default;
    explicit Open(std::string_view text)
    {
        std::string pattern;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t close = text.substr(at).starts_with("${") ? text.find('}', at) : std::string_view::npos;
            pattern += close == std::string_view::npos ? text[at] : '*';
            at = close == std::string_view::npos ? at + 1 : close + 1;
        }
        m_isAnything = pattern == "*";
        m_isLiteral = !glob::hasWildcard(pattern);
        m_pattern = glob::fromWildcards(pattern);
    }

    bool matches(std::string_view text) const { return m_isAnything || (m_isLiteral ? m_pattern == text : glob::matches(m_pattern, text)); }

private:
    bool m_isAnything = false;
    bool m_isLiteral = true;
    std::string m_pattern; ///< for glob::matches
};

/// What the ARNs of a resource type look like.
class Shape
{
public:
    explicit Shape(std::string_view arnTemplate)
        : m_isBucket(arnTemplate.ends_with(":s3:::${BucketName}"))
    {
        if (const std::optional<ArnView> arn = viewArn(arnTemplate)) {
            m_isArn = true;
            m_service = Open(arn->service);
            m_region = Open(arn->region);
            m_account = Open(arn->account);
            m_resource = Open(arn->resource);
        }
    }

    bool fits(const ArnView &arn) const
    {
        // A bucket's name has no slash: what has one is an object of it.
        return m_isArn && m_service.matches(arn.service) && m_region.matches(arn.region) && m_account.matches(arn.account)
            && m_resource.matches(arn.resource) && !(m_isBucket && arn.resource.find('/') != std::string_view::npos);
    }

private:
    bool m_isArn = false;
    bool m_isBucket = false;
    Open m_service;
    Open m_region;
    Open m_account;
    Open m_resource;
};

/// What the ARNs of a service's resources look like, by type and by action.
class Shapes
{
public:
    Shapes() = default;
    explicit Shapes(const CatalogService &service)
    {
        const std::vector<CatalogResourceType> &all = service.resourceTypes;
        for (const CatalogResourceType &type : all)
            m_shapes.emplace_back(type.arn);
        for (const CatalogAction &action : service.actions) {
            for (const CatalogResourceUse &use : action.resources) {
                const auto type = std::find_if(all.begin(), all.end(), [&](const CatalogResourceType &one) { return one.name == use.type; });
                m_types.push_back(type != all.end() && !type->arn.empty() ? static_cast<std::uint32_t>(type - all.begin()) : anything);
            }
            m_ends.push_back(static_cast<std::uint32_t>(m_types.size()));
        }
    }

    /// The action's types; none when it has no resource.
    std::span<const std::uint32_t> typesOf(std::size_t action) const { return std::span(m_types).subspan(m_ends[action], m_ends[action + 1] - m_ends[action]); }

    bool fit(std::span<const std::uint32_t> types, const std::optional<ArnView> &arn) const
    {
        return std::any_of(types.begin(), types.end(), [&](std::uint32_t type) { return type == anything || (arn && m_shapes[type].fits(*arn)); });
    }

private:
    static constexpr std::uint32_t anything = UINT32_MAX; ///< a type whose ARN isn't known

    std::vector<Shape> m_shapes;
    std::vector<std::uint32_t> m_types; ///< in m_shapes; action by action
    std::vector<std::uint32_t> m_ends{0}; ///< of the actions' types, after where the first one's begin
};

const Shapes &shapesOf(std::size_t service)
{
    const ActionIds &ids = ActionIds::builtIn();
    static const PerService<Shapes> shapes(ids.serviceCount());
    return shapes.of(service, [&] { return Shapes(ids.service(service)); });
}

} // namespace

ResourceFit resourceFit(const Request &request)
{
    return resourceFit(ActionIds::builtIn().find(request.action), request.resource, viewArn(request.resource));
}

ResourceFit resourceFit(ActionId id, std::string_view resource, const std::optional<ArnView> &arn)
{
    if (!id.isKnown())
        return ResourceFit::Fits;
    const Shapes &shapes = shapesOf(id.service);
    const std::span<const std::uint32_t> types = shapes.typesOf(id.index);
    if (types.empty())
        return ResourceFit::Fits;
    if (resource == "*") {
        const CatalogAction &action = ActionIds::builtIn().service(id.service).actions[id.index];
        // S3's object actions take one of several types, so none of them is marked as required; lists may be asked for as a whole.
        const bool needsOne = (action.level != AccessLevel::List && action.level != AccessLevel::Read) || action.service == "s3"
            || std::any_of(action.resources.begin(), action.resources.end(), [](const CatalogResourceUse &use) { return use.required; });
        return needsOne ? ResourceFit::NotNamed : ResourceFit::Fits;
    }
    return shapes.fit(types, arn) ? ResourceFit::Fits : ResourceFit::OtherType;
}

bool canHaveResource(std::string_view action)
{
    const CatalogAction *known = Catalog::builtIn().action(action);
    return !known || !known->resources.empty();
}

} // namespace rolewright
