// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/problems.h"
#include "panels/orderedtable.h"

#include <QString>

#include <set>
#include <vector>

namespace rolewright {

/// Problems in words; what belongs to one entity stands together.
class ProblemRows : public TableRows
{
public:
    struct Row {
        Problem problem;
        QString text;
        QString where;
        QString fix;
        EntityKind kind = EntityKind::User;
    };

    ProblemRows(const std::vector<Problem> &problems, const World &world);
    /// Those of before, but for these entities the ones that were found now.
    ProblemRows(const ProblemRows &before, const std::set<EntityId> &entities, const std::vector<Problem> &found, const World &world);

    const Row &row(std::size_t row) const { return m_rows[row]; }
    int count(Severity severity) const;
    bool hasFixes() const;

    std::size_t size() const override { return m_rows.size(); }
    Key key(std::size_t row, int column) const override;
    bool contains(std::size_t row, const QString &text) const override;
    std::size_t find(const TableRows &before, std::size_t row) const override;

private:
    std::vector<Row> m_rows;
};

/// The table of problems.
class ProblemsModel : public OrderedTable
{
    Q_OBJECT
public:
    enum Columns { SeverityColumn, ProblemColumn, WhereColumn, FixColumn, ColumnCount };

    using OrderedTable::OrderedTable;

    const Problem &problem(int row) const { return at(row).problem; }
    /// All that came last, also those that a filter hides. Null before the first.
    std::shared_ptr<const ProblemRows> rows() const { return std::static_pointer_cast<const ProblemRows>(latest()); }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const ProblemRows::Row &at(int row) const { return static_cast<const ProblemRows &>(*shown()).row(place(row)); }
};

} // namespace rolewright
