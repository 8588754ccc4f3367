// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocan.h"

#include <QAbstractTableModel>

namespace rolewright {

/// Who can do what was asked: a row each. Texts are made when they are looked at, so ten thousand rows cost nothing.
class WhoCanModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { VerdictColumn, WhoColumn, AccountColumn, HowColumn, NeedsColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole + 1, VerdictRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows of the same people only change.
    void show(const World &world, const WhoCanRows &rows);
    WhoCanRow row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int count(Verdict verdict) const { return static_cast<int>(m_rows.count(verdict)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const WhoCanRow &row, int column) const;

    World m_world;
    WhoCanRows m_rows;
};

} // namespace rolewright
