// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/contextkey.h"

#include "evaluate/untold.h"
#include "text/utf8.h"

#include <array>
#include <utility>

namespace rolewright {

namespace {

using Derived = ContextKey::Derived;

constexpr std::array derivedKeys = {
    std::pair{std::string_view("aws:principalarn"), Derived::PrincipalArn},
    std::pair{std::string_view("aws:principaltype"), Derived::PrincipalType},
    std::pair{std::string_view("aws:principalaccount"), Derived::PrincipalAccount},
    std::pair{std::string_view("aws:principalisawsservice"), Derived::PrincipalIsAwsService},
    std::pair{std::string_view("aws:principalservicename"), Derived::PrincipalServiceName},
    std::pair{std::string_view("aws:principalorgid"), Derived::PrincipalOrgId},
    std::pair{std::string_view("aws:principalorgpaths"), Derived::PrincipalOrgPaths},
    std::pair{std::string_view("aws:username"), Derived::UserName},
    std::pair{std::string_view("aws:userid"), Derived::UserId},
    std::pair{std::string_view("aws:tokenissuetime"), Derived::TokenIssueTime},
    std::pair{std::string_view("aws:federatedprovider"), Derived::FederatedProvider},
    std::pair{std::string_view("aws:currenttime"), Derived::Time},
    std::pair{std::string_view("aws:epochtime"), Derived::Time},
    std::pair{std::string_view("aws:viaawsservice"), Derived::ViaAwsService},
    std::pair{std::string_view("aws:requestedregion"), Derived::RequestedRegion},
    std::pair{std::string_view("aws:resourceaccount"), Derived::ResourceAccount},
    std::pair{std::string_view("aws:resourceorgid"), Derived::ResourceOrgId},
    std::pair{std::string_view("aws:resourceorgpaths"), Derived::ResourceOrgPaths},
};

} // namespace

ContextKey::ContextKey(std::string_view name)
    : lower(lowered(name))
    , mayBeUntold(rolewright::mayBeUntold(name))
    , taken(assumptionOf(name))
{
    for (const auto &[text, kind] : derivedKeys) {
        if (text == lower)
            derived = kind;
    }
    if (const std::string_view prefix = "aws:principaltag/"; lower.starts_with(prefix)) {
        derived = Derived::PrincipalTag;
        tag = prefix.size();
    }
    if (const std::string_view part = ":resourcetag/"; lower.find(part) != std::string::npos && lower.find(':') == lower.find(part)) {
        derived = lower.starts_with("aws:") ? Derived::ResourceTag : Derived::ServiceResourceTag;
        tag = lower.find(part) + part.size();
    }
}

} // namespace rolewright
