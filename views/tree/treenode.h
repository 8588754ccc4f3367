// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tree/worldtreemodel.h"

namespace rolewright {

/// A row that can have others below it: what it stands for and where it is. Found by `key`, which model indexes carry.
struct WorldTreeModel::Node {
    /// A row below a category. There may be thousands, so they have no nodes of their own: their indexes carry the category's key.
    struct Row {
        EntityId id;
        Qt::ItemFlags flags; ///< views ask for them of every row that they open
    };

    NodeType type = NodeType::Account;
    quintptr key = 0;
    quintptr parent = 0;
    int row = 0;
    std::vector<quintptr> children;
    std::vector<Row> rows; ///< of a category, once somebody looked at them
    std::size_t rowCount = 0; ///< of a category whose rows nobody looked at
    bool hasRows = false; ///< of a category: its rows are listed
    std::string account;
    EntityKind kind = EntityKind::User; ///< of Category
    OrganizationPolicy::Type policyType = OrganizationPolicy::Type::ServiceControl; ///< of OrganizationCategory
    std::shared_ptr<OrganizationNode> place; ///< of OrganizationNode; without its children
};

} // namespace rolewright
