// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/edgelist.h"

#include "pages/edgedelegate.h"
#include "pages/pagewidgets.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {

EdgeList::EdgeList(const QString &nameTitle, const QString &emptyText, std::function<Work()> work, QWidget *parent)
    : QWidget(parent)
    , m_work(std::move(work))
    , m_model(new EdgeModel(nameTitle, this))
    , m_view(new QTreeView(this))
    , m_hint(pagewidgets::hint(tr("Looking…"), this))
    , m_emptyText(emptyText)
    , m_runner(this, [this](std::vector<EdgeRow> rows) { present(std::move(rows)); })
{
    m_view->setObjectName(QStringLiteral("edgeView"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setItemDelegate(new EdgeDelegate(this));
    m_view->setColumnHidden(EdgeModel::StandingColumn, true);
    m_view->setColumnHidden(EdgeModel::NeedsColumn, true);
    m_view->header()->setSectionResizeMode(EdgeModel::NameColumn, QHeaderView::Stretch);
    m_view->hide();
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_hint);
    layout->addWidget(m_view, 1);
    layout->addStretch();

    // Several edits in a row (a paste, an undo of many) are one question.
    m_soon.setSingleShot(true);
    m_soon.setInterval(60);
    connect(&m_soon, &QTimer::timeout, this, &EdgeList::ask);
    connect(m_view, &QTreeView::activated, this, &EdgeList::choose);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        const EdgeRow &row = m_model->rows()[static_cast<std::size_t>(index.row())];
        if (!row.span.empty())
            emit principalChosen(row.span);
    });
}

void EdgeList::invalidate()
{
    m_stale = true;
    if (isVisible()) {
        m_soon.start();
    } else if (m_known) {
        // Nobody asks while it is hidden: an old number is worse than none.
        m_known = false;
        emit countChanged();
    }
}

bool EdgeList::isIdle() const
{
    return !m_runner.isBusy() && !m_soon.isActive();
}

int EdgeList::allowedCount() const
{
    if (!m_known)
        return -1;
    return static_cast<int>(std::count_if(m_model->rows().begin(), m_model->rows().end(), [](const EdgeRow &row) { return row.verdict == Verdict::Allowed; }));
}

void EdgeList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        m_soon.start();
}

void EdgeList::ask()
{
    m_stale = false;
    m_runner.start(m_work());
}

void EdgeList::present(std::vector<EdgeRow> rows)
{
    m_known = true;
    m_model->show(std::move(rows));
    const bool empty = m_model->rowCount() == 0;
    m_hint->setText(m_emptyText);
    m_hint->setVisible(empty);
    m_view->setVisible(!empty);
    emit countChanged();
}

void EdgeList::choose(const QModelIndex &index)
{
    const EdgeRow &row = m_model->rows()[static_cast<std::size_t>(index.row())];
    if (row.entity)
        emit entityRequested(row.entity);
}

} // namespace rolewright
