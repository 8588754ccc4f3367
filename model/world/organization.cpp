// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/organization.h"

#include <algorithm>

namespace rolewright {

namespace {

bool findAccount(const OrganizationNode &node, const std::string &account, std::vector<const OrganizationNode *> &path)
{
    path.push_back(&node);
    if (node.kind == OrganizationNode::Kind::Account && node.id == account)
        return true;
    for (const OrganizationNode &child : node.children) {
        if (findAccount(child, account, path))
            return true;
    }
    path.pop_back();
    return false;
}

bool attachesAny(const OrganizationNode &node)
{
    return !node.serviceControlPolicies.empty() || std::any_of(node.children.begin(), node.children.end(), attachesAny);
}

} // namespace

bool Organization::attachesServiceControlPolicies() const
{
    return attachesAny(root);
}

std::vector<const OrganizationNode *> Organization::pathTo(const std::string &account) const
{
    std::vector<const OrganizationNode *> path;
    findAccount(root, account, path);
    return path;
}

} // namespace rolewright
