// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/untold.h"

#include "catalog/catalog.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

enum class Family { Other, PrincipalTag, ResourceTag, ServiceTag, PrincipalOrganization, ResourceOrganization, Mfa };

/// Tag keys that say what the request asks for, not what the resource has.
constexpr std::array<std::string_view, 5> requestTags{"requesttag", "req-tag", "requestobjecttag", "searchtag", "createdresourcetag"};

/// reference_policies_condition-keys and the services' pages of the Service Authorization Reference: "service:…Tag/key".
Family familyOf(std::string_view key)
{
    const std::size_t colon = key.find(':');
    if (colon == std::string_view::npos)
        return Family::Other;
    const std::size_t slash = key.find('/', colon);
    const std::string name = lowered(key.substr(colon + 1, slash == std::string_view::npos ? slash : slash - colon - 1));
    if (slash == std::string_view::npos) {
        if (!equalsIgnoringCase(key.substr(0, colon), "aws"))
            return Family::Other;
        if (name == "principalorgid" || name == "principalorgpaths")
            return Family::PrincipalOrganization;
        if (name == "resourceorgid" || name == "resourceorgpaths")
            return Family::ResourceOrganization;
        return name == "multifactorauthpresent" ? Family::Mfa : Family::Other;
    }
    if (!name.ends_with("tag") || std::find(requestTags.begin(), requestTags.end(), name) != requestTags.end())
        return Family::Other;
    if (name == "principaltag")
        return Family::PrincipalTag;
    return name == "resourcetag" ? Family::ResourceTag : Family::ServiceTag;
}

/// Whether the action, or what it is done on, has such tag keys, by the catalog; true for an action that it doesn't know.
bool hasTagKey(const std::string &action, std::string_view key)
{
    const std::string_view prefix = key.substr(0, key.find('/') + 1);
    const auto isOfKey = [&](const std::string &name) { return equalsIgnoringCase(std::string_view(name).substr(0, prefix.size()), prefix); };
    const CatalogAction *known = Catalog::builtIn().action(action);
    if (!known || std::any_of(known->conditionKeys.begin(), known->conditionKeys.end(), isOfKey))
        return true;
    return std::any_of(known->resources.begin(), known->resources.end(), [&](const CatalogResourceUse &use) {
        const CatalogResourceType *type = Catalog::builtIn().resourceType(known->service, use.type);
        return type && std::any_of(type->conditionKeys.begin(), type->conditionKeys.end(), isOfKey);
    });
}

} // namespace

bool isUntold(std::string_view key, const Untold &untold)
{
    switch (familyOf(key)) {
    case Family::Other: return false;
    case Family::PrincipalTag: return untold.principalTags;
    case Family::ResourceTag: return untold.resourceTags;
    case Family::ServiceTag: return !untold.otherTagsOf.empty() && hasTagKey(untold.otherTagsOf, key);
    case Family::PrincipalOrganization: return untold.principalOrganization;
    case Family::ResourceOrganization: return untold.resourceOrganization;
    case Family::Mfa: return untold.mfa;
    }
    return false;
}

std::optional<std::string_view> beginningOf(std::string_view key, const Untold &untold)
{
    if (untold.issueTime && equalsIgnoringCase(key, "aws:TokenIssueTime"))
        return std::string_view();
    if (untold.userId && equalsIgnoringCase(key, "aws:userid"))
        return *untold.userId;
    return std::nullopt;
}

bool mayBeUntold(std::string_view key)
{
    return familyOf(key) != Family::Other;
}

std::optional<Assumption> assumptionOf(std::string_view key)
{
    switch (familyOf(key)) {
    case Family::PrincipalTag: return Assumption::NoPrincipalTags;
    case Family::ResourceTag:
    case Family::ServiceTag: return Assumption::NoResourceTags;
    case Family::PrincipalOrganization:
    case Family::ResourceOrganization: return Assumption::NoOrganization;
    case Family::Mfa:
    case Family::Other: break;
    }
    return std::nullopt;
}

} // namespace rolewright
