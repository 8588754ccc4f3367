// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What generated organizations are made of.
namespace rolewright::organization {

/// A service as customer policies use it: its actions that name a resource, and how such a resource looks in an account. In
/// `resource`, A is the account, R the region, N a name.
struct ServiceUse {
    std::string service;
    std::vector<std::string> actions;
    std::string resource;
    int weight = 1;
};

const std::vector<ServiceUse> &serviceUses();
const std::vector<std::string> &subjects(); ///< "orders", "billing" …
const std::vector<std::string> &stages(); ///< "prod" …
const std::vector<std::string> &teams();
const std::vector<std::string> &regions();
/// Actions without resources, that administrators' policies list.
const std::vector<std::string> &listingActions();
/// AWS managed policies that are attached most, first.
const std::vector<std::string> &popularPolicies();
/// Services that roles trust.
const std::vector<std::string> &trustedServices();

} // namespace rolewright::organization
