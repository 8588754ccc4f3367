// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/organization.h"

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

} // namespace

std::vector<const OrganizationNode *> Organization::pathTo(const std::string &account) const
{
    std::vector<const OrganizationNode *> path;
    findAccount(root, account, path);
    return path;
}

} // namespace rolewright
