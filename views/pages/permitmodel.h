// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/permitrows.h"

#include <QAbstractTableModel>

namespace rolewright {

/// What somebody may do, a line for each group of things that a policy names.
class PermitModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { StandingColumn, WhatColumn, ConditionsColumn, PolicyColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<PermitRow> rows);
    const PermitRow &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const PermitRow &row, int column) const;
    QString toolTip(const PermitRow &row) const;

    std::vector<PermitRow> m_rows;
};

} // namespace rolewright
