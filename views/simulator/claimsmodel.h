// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/claims.h"

#include <QAbstractTableModel>

namespace rolewright {

/// What a token says, line by line, and which condition key becomes of it.
class ClaimsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { ClaimColumn, ValueColumn, KeyColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Claims with a key come first.
    void show(std::vector<Claim> claims);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Claim> m_claims;
};

} // namespace rolewright
