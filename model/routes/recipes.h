// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <string>
#include <vector>

namespace rolewright {

/// How to use a route, as text to copy.
struct Recipe {
    enum class Kind {
        Commands, ///< for a shell: each hop's credentials go into its environment
        Profiles, ///< for ~/.aws/config
        ConsoleLink, ///< the console's page that switches the role
        GitHubStep, ///< of a workflow
        ServiceAccount, ///< of Kubernetes on EKS
    };
    Kind kind = Kind::Commands;
    std::string text; ///< ends with a newline

    bool operator==(const Recipe &) const = default;
};

/// Of the hops of a route; profiles where the AWS CLI can make all of them from its configuration. CODE stands for the MFA device's digits. No console link where the console
/// can't do it: chains (switching starts from the sign-in each time), an External ID, session tags, a source identity.
/// AWS CLI User Guide, cli-configure-role; IAM User Guide, id_roles_use_switch-role-console.
std::vector<Recipe> recipes(const World &world, const Principal &start, const std::vector<Hop> &hops);

/// Of the role that a token of an OIDC provider becomes: a workflow's step for GitHub's provider, a service account for an EKS
/// cluster's, a profile with the token's file for each. `claims`: what is known of the token, its `sub` and `aud`.
std::vector<Recipe> webIdentityRecipes(const Principal &provider, const std::string &roleArn, const HopNeeds &needs, const Context &claims);

} // namespace rolewright
