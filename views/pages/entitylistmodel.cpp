// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/entitylistmodel.h"

#include "theme/theme.h"

namespace rolewright {

void EntityListModel::show(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int EntityListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant EntityListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return row.detail.isEmpty() ? row.name : row.name + QStringLiteral("  ·  ") + row.detail;
    if (role == Qt::DecorationRole)
        return theme::entityIcon(row.kind);
    return {};
}

} // namespace rolewright
