// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tree/worldtreemodel.h"

namespace rolewright {

/// A row: what it stands for and where it is. Found by `key`, which model indexes carry.
struct WorldTreeModel::Node {
    NodeType type = NodeType::Account;
    quintptr key = 0;
    quintptr parent = 0;
    int row = 0;
    std::vector<quintptr> children;
    std::string account;
    EntityId entity;
    Qt::ItemFlags flags; ///< of an entity; views ask for them of every row that they open
    EntityKind kind = EntityKind::User; ///< of Entity and Category
    OrganizationPolicy::Type policyType = OrganizationPolicy::Type::ServiceControl; ///< of OrganizationCategory
    std::shared_ptr<OrganizationNode> place; ///< of OrganizationNode; without its children
};

} // namespace rolewright
