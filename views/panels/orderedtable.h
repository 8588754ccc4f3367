// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"

#include <QAbstractTableModel>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QAbstractItemView;

namespace rolewright {

/// The rows of a table as a worker sees them: immutable, and readable from any thread.
class TableRows
{
public:
    /// What a row is sorted by: the number, then the text.
    struct Key {
        int number = 0;
        QString text = {};
    };
    /// By letters, ignoring case; what is empty comes after them.
    static Key textKey(const QString &text) { return {text.isEmpty() ? 1 : 0, text.toLower()}; }

    virtual ~TableRows() = default;

    virtual std::size_t size() const = 0;
    virtual Key key(std::size_t row, int column) const = 0;
    /// Some column shows the text, ignoring case.
    virtual bool contains(std::size_t row, const QString &text) const = 0;
    /// Left out unless all are wanted.
    virtual bool isMinor(std::size_t) const { return false; }
    /// Which of these rows is that one of before; their count when none is.
    virtual std::size_t find(const TableRows &before, std::size_t row) const = 0;
};
using TableRowsPtr = std::shared_ptr<const TableRows>;

/// Which rows are shown, and in what order; rows that are alike stay in the order in which they came.
struct Ordering {
    int column = 0;
    Qt::SortOrder direction = Qt::AscendingOrder;
    QString filter;
    bool all = false;

    bool operator==(const Ordering &) const = default;
};

/// Rows with the places of those that are shown.
struct OrderedRows {
    TableRowsPtr rows;
    Ordering by;
    std::vector<std::size_t> order;
};

/// For a worker: what it takes grows with the rows. Unfinished when cancelled.
OrderedRows ordered(TableRowsPtr rows, const Ordering &by, const std::function<bool()> &cancelled = {});

/// A table that may have very many rows: they are filtered and sorted in a worker, and until that is done those of before are shown. What
/// is selected stays so.
class OrderedTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit OrderedTable(QObject *parent = nullptr);

    const Ordering &ordering() const { return m_by; }
    /// At once when they are in the ordering that is wanted now.
    void show(OrderedRows rows);
    void setFilter(const QString &text);
    void setAll(bool all);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    bool isIdle() const { return !m_runner.isBusy(); }
    bool isOutdated() const { return m_latest != m_shown.rows; } ///< other rows came, and are still being put in order

    int rowCount(const QModelIndex &parent = {}) const override;

signals:
    void ordered(); ///< other rows are shown, or in another order

protected:
    /// Those that came last; they may not be shown yet. Null at first.
    const TableRowsPtr &latest() const { return m_latest; }
    const TableRowsPtr &shown() const { return m_shown.rows; }
    std::size_t place(int row) const { return m_shown.order[static_cast<std::size_t>(row)]; } ///< among the shown rows

private:
    void setOrdering(const Ordering &by);
    void start();
    void adopt(OrderedRows rows);

    Ordering m_by;
    OrderedRows m_shown;
    TableRowsPtr m_latest;
    LatestRunner<OrderedRows> m_runner;
};

/// Where the current row went away, the one in its place becomes current, so that the arrow keys go on from there.
void keepCurrentRow(QAbstractItemView *view, OrderedTable *table);

} // namespace rolewright
