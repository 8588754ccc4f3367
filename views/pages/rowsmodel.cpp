// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowsmodel.h"

#include "theme/theme.h"

namespace rolewright {

RowsModel::RowsModel(const QStringList &titles, const QString &addText, QObject *parent)
    : QAbstractTableModel(parent)
    , m_titles(titles)
    , m_addText(addText)
{
}

void RowsModel::show(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void RowsModel::removeRow(int row)
{
    if (row < 0 || static_cast<std::size_t>(row) >= m_rows.size())
        return;
    std::vector<Row> rows = m_rows;
    rows.erase(rows.begin() + row);
    emit edited(rows);
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size()) + 1;
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t row = static_cast<std::size_t>(index.row());
    if (row == m_rows.size()) {
        if (role == Qt::DisplayRole && index.column() == 0)
            return m_addText;
        return role == Qt::ForegroundRole ? QVariant(theme::colours().mutedText) : QVariant();
    }
    return role == Qt::DisplayRole || role == Qt::EditRole ? QVariant(m_rows[row].value(index.column())) : QVariant();
}

bool RowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString text = value.toString().trimmed();
    const std::size_t row = static_cast<std::size_t>(index.row());
    std::vector<Row> rows = m_rows;
    if (row == rows.size()) {
        if (text.isEmpty() || index.column() != 0)
            return false;
        rows.push_back(Row(m_titles.size()));
    }
    if (index.column() == 0 && text.isEmpty())
        rows.erase(rows.begin() + index.row());
    else
        rows[row][index.column()] = text;
    if (rows == m_rows)
        return false;
    // Shown once the document has it: whoever listens may refuse.
    emit edited(rows);
    return true;
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(m_titles.value(section)) : QVariant();
}

Qt::ItemFlags RowsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool adding = static_cast<std::size_t>(index.row()) == m_rows.size();
    const Qt::ItemFlags shown = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return adding && index.column() > 0 ? shown : shown | Qt::ItemIsEditable;
}

} // namespace rolewright
