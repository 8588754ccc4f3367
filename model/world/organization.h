// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"

#include <string>
#include <vector>

namespace rolewright {

/// Root, organizational unit or account, with the policies attached right there.
struct OrganizationNode {
    enum class Kind { Root, Unit, Account };
    Kind kind = Kind::Root;
    std::string id; ///< "r-…", "ou-…", or the account id
    std::string name;
    std::vector<std::string> serviceControlPolicies; ///< policy ids
    std::vector<std::string> resourceControlPolicies;
    std::vector<OrganizationNode> children;
    ExtraFields extra;
};

struct Organization {
    std::string id; ///< "o-…"
    std::string managementAccount; ///< account id; SCPs and RCPs don't bind it
    OrganizationNode root;
    ExtraFields extra;

    /// Whether any is attached anywhere. While the policy type is enabled, "every root, OU, and account must have at least one SCP
    /// attached": AWS Organizations API Reference, DetachPolicy. Where there is none, the type isn't enabled.
    bool attachesServiceControlPolicies() const;
    /// Root first, account last; empty when the account isn't in the tree.
    std::vector<const OrganizationNode *> pathTo(const std::string &account) const;
};

} // namespace rolewright
