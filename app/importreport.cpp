// SPDX-License-Identifier: GPL-3.0-or-later
#include "importreport.h"

#include "theme/theme.h"
#include "words/words.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {

RemarkModel::RemarkModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RemarkModel::setRemarks(std::vector<ImportRemark> remarks)
{
    beginResetModel();
    m_remarks = std::move(remarks);
    std::stable_sort(m_remarks.begin(), m_remarks.end(),
        [](const ImportRemark &a, const ImportRemark &b) { return a.severity < b.severity; });
    endResetModel();
}

QString RemarkModel::text() const
{
    QString all;
    for (const ImportRemark &remark : m_remarks)
        all += QStringLiteral("%1: %2: %3\n").arg(words::place(remark), QString::fromStdString(remark.entity), words::remark(remark));
    return all;
}

int RemarkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_remarks.size());
}

int RemarkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RemarkModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const ImportRemark &remark = m_remarks[static_cast<std::size_t>(index.row())];
    if (role == Qt::DecorationRole && index.column() == What) {
        const QString names[] = {QStringLiteral("error"), QStringLiteral("warning"), QStringLiteral("info")};
        return theme::icon(names[static_cast<int>(remark.severity)]);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case What: return words::remark(remark);
    case About: return QString::fromStdString(remark.entity);
    case Where: {
        // The file's own name is enough to tell files apart; the tool tip has the path.
        const QString place = words::place(remark);
        return role == Qt::ToolTipRole ? place : place.section(u'/', -1);
    }
    default: return {};
    }
}

QVariant RemarkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What: return tr("What");
    case About: return tr("About");
    case Where: return tr("Where");
    default: return {};
    }
}

ImportReportDialog::ImportReportDialog(QWidget *parent)
    : QDialog(parent)
    , m_model(new RemarkModel(this))
    , m_summary(new QLabel)
    , m_view(new QTableView)
{
    setObjectName(QStringLiteral("importReport"));
    setWindowTitle(tr("Import report"));
    resize(940, 480);
    m_summary->setWordWrap(true);
    m_view->setModel(m_model);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setSectionResizeMode(RemarkModel::What, QHeaderView::Stretch);
    m_view->setColumnWidth(RemarkModel::About, 260);
    m_view->setColumnWidth(RemarkModel::Where, 210);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("&Copy all"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_model->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addWidget(m_view, 1);
    layout->addWidget(buttons);
}

void ImportReportDialog::setReport(const ImportReport &report, const QString &fileName)
{
    const auto number = [](std::size_t count) { return QLocale().toString(static_cast<qulonglong>(count)); };
    m_summary->setText(tr("%1: %2 users, %3 groups, %4 roles, %5 policies, %6 resources. %n remark(s):", nullptr,
        static_cast<int>(report.remarks.size()))
                           .arg(fileName, number(report.users), number(report.groups), number(report.roles), number(report.policies),
                               number(report.resources)));
    m_model->setRemarks(report.remarks);
}

} // namespace rolewright
