// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace rolewright {

/// Short texts in rows of one or more columns, edited in place: tags, audiences. Below the rows stands an empty one:
/// writing into it adds, emptying a row's first column removes.
class RowsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Row = QStringList;

    RowsModel(const QStringList &titles, const QString &addText, QObject *parent = nullptr);

    /// Doesn't emit edited().
    void show(std::vector<Row> rows);
    const std::vector<Row> &rows() const { return m_rows; }
    void removeRow(int row); ///< emits edited()

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void edited(const std::vector<QStringList> &rows);

private:
    QStringList m_titles;
    QString m_addText;
    std::vector<Row> m_rows;
};

} // namespace rolewright
