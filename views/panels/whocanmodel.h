// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocan.h"
#include "panels/orderedtable.h"

namespace rolewright {

/// Who can do what was asked, and who can't, in words that are made when they are looked at.
class WhoCanTableRows : public TableRows
{
public:
    WhoCanTableRows(World world, WhoCanRows rows);

    const WhoCanRows &rows() const { return m_rows; }
    QString text(const WhoCanRow &row, int column) const;

    std::size_t size() const override { return m_rows.size(); }
    Key key(std::size_t row, int column) const override;
    bool contains(std::size_t row, const QString &text) const override;
    bool isMinor(std::size_t row) const override { return m_rows.verdict(row) == Verdict::Denied; }
    std::size_t find(const TableRows &before, std::size_t row) const override;

private:
    World m_world;
    WhoCanRows m_rows;
};

/// The table of who can do what was asked; on request also of those who can't.
class WhoCanModel : public OrderedTable
{
    Q_OBJECT
public:
    enum Columns { VerdictColumn, WhoColumn, AccountColumn, HowColumn, NeedsColumn, ColumnCount };

    using OrderedTable::OrderedTable;

    WhoCanRow row(int row) const { return at().rows()[place(row)]; }
    /// All that came last: also those who are denied and aren't shown.
    int count(Verdict verdict) const { return latest() ? static_cast<int>(static_cast<const WhoCanTableRows &>(*latest()).rows().count(verdict)) : 0; }
    bool isEmpty() const { return !latest() || latest()->size() == 0; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const WhoCanTableRows &at() const { return static_cast<const WhoCanTableRows &>(*shown()); }
};

} // namespace rolewright
