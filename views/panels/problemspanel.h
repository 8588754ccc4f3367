// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/problems.h"
#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "panels/orderedtable.h"

#include <QTimer>
#include <QWidget>

#include <set>

class QLabel;
class QLineEdit;
class QTreeView;

namespace rolewright {

class ProblemsModel;

/// Every problem of the workspace as a table that follows typing: found in a worker, anew only for what changed.
/// A double click or Enter leads to the text, a click on a fix makes it.
class ProblemsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemsPanel(WorkspaceDocument *document, QWidget *parent = nullptr);

    bool isIdle() const;

signals:
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span);
    void countsChanged(int errors, int warnings);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void documentChanged(const DocumentChange &change);
    void look();
    void take(OrderedRows found);
    void activate(const QModelIndex &index);
    void click(const QModelIndex &index);
    void fix(const Problem &problem);
    void updateView();

    WorkspaceDocument *m_document;
    ProblemsModel *m_model;
    QTreeView *m_table;
    QWidget *m_bar; ///< with the filter
    QLineEdit *m_filter;
    QLabel *m_empty;
    QTimer m_soon;
    bool m_allDirty = true;
    std::set<EntityId> m_dirty; ///< changed since the last look began
    bool m_known = false;
    LatestRunner<OrderedRows> m_runner;
};

} // namespace rolewright
