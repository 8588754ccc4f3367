// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/orderedtable.h"

#include <QAbstractItemView>

#include <algorithm>
#include <map>
#include <utility>

namespace rolewright {

OrderedRows ordered(TableRowsPtr rows, const Ordering &by, const std::function<bool()> &cancelled)
{
    struct Keyed {
        TableRows::Key key;
        std::size_t place;
    };
    std::vector<Keyed> kept;
    for (std::size_t row = 0; row < rows->size() && !(cancelled && cancelled()); ++row) {
        if ((by.all || !rows->isMinor(row)) && (by.filter.isEmpty() || rows->contains(row, by.filter)))
            kept.push_back({rows->key(row, by.column), row});
    }
    const bool ascending = by.direction == Qt::AscendingOrder;
    std::stable_sort(kept.begin(), kept.end(), [ascending](const Keyed &left, const Keyed &right) {
        const Keyed &first = ascending ? left : right;
        const Keyed &second = ascending ? right : left;
        return first.key.number != second.key.number ? first.key.number < second.key.number : first.key.text < second.key.text;
    });
    OrderedRows result{std::move(rows), by, {}};
    result.order.reserve(kept.size());
    for (const Keyed &each : kept)
        result.order.push_back(each.place);
    return result;
}

OrderedTable::OrderedTable(QObject *parent)
    : QAbstractTableModel(parent)
    , m_runner(this, [this](OrderedRows rows) { adopt(std::move(rows)); })
{
}

void OrderedTable::show(OrderedRows rows)
{
    m_latest = rows.rows;
    m_runner.cancel();
    if (rows.by == m_by)
        adopt(std::move(rows));
    else
        start();
}

void OrderedTable::setFilter(const QString &text)
{
    Ordering by = m_by;
    by.filter = text;
    setOrdering(by);
}

void OrderedTable::setAll(bool all)
{
    Ordering by = m_by;
    by.all = all;
    setOrdering(by);
}

void OrderedTable::sort(int column, Qt::SortOrder order)
{
    Ordering by = m_by;
    by.column = column;
    by.direction = order;
    setOrdering(by);
}

void OrderedTable::setOrdering(const Ordering &by)
{
    if (by == m_by)
        return;
    m_by = by;
    if (m_latest)
        start();
}

void OrderedTable::start()
{
    m_runner.start([rows = m_latest, by = m_by](const CancelFlag &flag) { return rolewright::ordered(rows, by, [&flag] { return flag->load(); }); });
}

void OrderedTable::adopt(OrderedRows rows)
{
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    const OrderedRows old = std::exchange(m_shown, std::move(rows));
    QModelIndexList after;
    std::map<std::size_t, std::size_t> taken; // rows of now, and which of before each is: Qt can't have two indexes become one
    for (const QModelIndex &each : before) {
        const std::size_t was = old.order[static_cast<std::size_t>(each.row())];
        const std::size_t is = old.rows == m_shown.rows ? was : m_shown.rows->find(*old.rows, was);
        const auto found = std::find(m_shown.order.begin(), m_shown.order.end(), is);
        const bool isIts = found != m_shown.order.end() && taken.emplace(is, was).first->second == was;
        after.append(isIts ? index(static_cast<int>(found - m_shown.order.begin()), each.column()) : QModelIndex());
    }
    changePersistentIndexList(before, after);
    emit layoutChanged();
    emit ordered();
}

void keepCurrentRow(QAbstractItemView *view, OrderedTable *table)
{
    const auto row = std::make_shared<int>(-1);
    QObject::connect(table, &QAbstractItemModel::layoutAboutToBeChanged, view, [view, row] { *row = view->currentIndex().row(); });
    QObject::connect(table, &OrderedTable::ordered, view, [view, table, row] {
        if (*row >= 0 && !view->currentIndex().isValid() && table->rowCount() > 0)
            view->selectionModel()->setCurrentIndex(table->index(std::min(*row, table->rowCount() - 1), 0), QItemSelectionModel::NoUpdate);
    });
}

int OrderedTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.order.size());
}

} // namespace rolewright
