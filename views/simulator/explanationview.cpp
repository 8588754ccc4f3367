// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/explanationview.h"

#include "simulator/explanationdelegate.h"
#include "theme/theme.h"

#include <QDesktopServices>
#include <QHeaderView>
#include <QKeyEvent>
#include <QUrl>

#include <algorithm>

namespace rolewright {
namespace {

constexpr int markWidth = 22;
constexpr int indent = 14;

} // namespace

ExplanationView::ExplanationView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new ExplanationModel(this))
{
    setModel(m_model);
    setItemDelegate(new ExplanationDelegate(this));
    setHeaderHidden(true);
    setTreePosition(ExplanationModel::TextColumn);
    setIndentation(indent);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionBehavior(SelectRows);
    setExpandsOnDoubleClick(false);
    setMouseTracking(true);
    setAccessibleName(tr("Explanation"));
    header()->setMinimumSectionSize(markWidth);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ExplanationModel::MarkColumn, QHeaderView::Fixed);
    header()->setSectionResizeMode(ExplanationModel::TextColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(ExplanationModel::LineColumn, QHeaderView::Fixed);
    header()->resizeSection(ExplanationModel::MarkColumn, markWidth);
    header()->resizeSection(ExplanationModel::LineColumn, fontMetrics().horizontalAdvance(QStringLiteral("line 0000")));

    m_fitTimer.setSingleShot(true);
    m_fitTimer.setInterval(0);
    connect(&m_fitTimer, &QTimer::timeout, this, &ExplanationView::fitHeight);
    connect(this, &QTreeView::clicked, this, &ExplanationView::open);
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) { noteExpansion(index, true); });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { noteExpansion(index, false); });
}

void ExplanationView::setAnswer(const Answer &answer, const std::vector<Answer> &further)
{
    m_model->setAnswer(answer, further);
    m_restoring = true;
    restoreExpansion({});
    m_restoring = false;
    fitHeight();
}

void ExplanationView::clear()
{
    m_model->clear();
    fitHeight();
}

void ExplanationView::restoreExpansion(const QModelIndex &parent)
{
    for (int row = 0; row < m_model->rowCount(parent); ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        const ExplanationNode *node = m_model->node(index);
        if (!m_model->hasChildren(index))
            continue;
        if (m_expansion.value(node->key, node->expanded))
            expand(index);
        restoreExpansion(index);
    }
}

void ExplanationView::noteExpansion(const QModelIndex &index, bool expanded)
{
    if (m_restoring)
        return;
    if (const ExplanationNode *node = m_model->node(index))
        m_expansion.insert(node->key, expanded);
    m_fitTimer.start();
}

void ExplanationView::open(const QModelIndex &index)
{
    const ExplanationNode *node = m_model->node(index);
    if (!node)
        return;
    if (!node->page.isEmpty()) {
        if (index.column() == ExplanationModel::LineColumn)
            QDesktopServices::openUrl(QUrl(node->page));
        return;
    }
    if (node->where)
        emit documentRequested(*node->where, node->span, node->decided);
    else if (const QModelIndex first = index.siblingAtColumn(0); m_model->hasChildren(first))
        setExpanded(first, !isExpanded(first));
}

void ExplanationView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const ExplanationNode *node = m_model->node(currentIndex());
        open(currentIndex().siblingAtColumn(node && !node->page.isEmpty() ? ExplanationModel::LineColumn : ExplanationModel::TextColumn));
        return;
    }
    QTreeView::keyPressEvent(event);
}

/// The arrow stands beside the first line of a wrapped text.
void ExplanationView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    QRect firstLine = rect;
    firstLine.setHeight(std::min(rect.height(), fontMetrics().height() + theme::tightSpacing));
    QTreeView::drawBranches(painter, firstLine, index);
}

void ExplanationView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) {
        scheduleDelayedItemsLayout(); // wrapped rows get other heights
        m_fitTimer.start();
    }
}

void ExplanationView::fitHeight()
{
    const int wanted = m_model->rowCount() > 0 ? viewportSizeHint().height() + theme::spacing : 0;
    if (wanted != height())
        setFixedHeight(wanted);
}

} // namespace rolewright
