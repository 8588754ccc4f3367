// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/import.h"

#include <QAbstractTableModel>
#include <QDialog>

class QLabel;
class QTableView;

namespace rolewright {

class RemarkModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { What, About, Where, ColumnCount };

    explicit RemarkModel(QObject *parent = nullptr);

    void setRemarks(std::vector<ImportRemark> remarks);
    QString text() const; ///< all of it, a line each

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ImportRemark> m_remarks;
};

/// What was odd in the files that were imported, entity by entity. Stays beside the window, not before it.
class ImportReportDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ImportReportDialog(QWidget *parent);

    void setReport(const ImportReport &report, const QString &fileName);

private:
    RemarkModel *m_model;
    QLabel *m_summary;
    QTableView *m_view;
};

} // namespace rolewright
