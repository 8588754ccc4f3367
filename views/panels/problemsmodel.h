// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/problems.h"

#include <QAbstractTableModel>
#include <QString>

#include <set>
#include <vector>

namespace rolewright {

/// Problems as rows; what belongs to one entity stands together. Changes of one entity leave the other rows alone.
class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { SeverityColumn, ProblemColumn, WhereColumn, FixColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole + 1, FilterRole };

    explicit ProblemsModel(QObject *parent = nullptr);

    /// All of them.
    void show(const std::vector<Problem> &problems, const World &world);
    /// Those of some entities; the others stay.
    void update(const std::set<EntityId> &entities, const std::vector<Problem> &problems, const World &world);

    const Problem &problem(int row) const { return m_rows[static_cast<std::size_t>(row)].problem; }
    int count(Severity severity) const;
    bool hasFixes() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        Problem problem;
        QString text;
        QString where;
        QString fix;
        EntityKind kind = EntityKind::User;
    };
    static Row rowOf(const Problem &problem, const World &world);
    void replaceRowsOf(EntityId entity, const std::vector<Problem> &wanted, const World &world);

    std::vector<Row> m_rows;
};

} // namespace rolewright
