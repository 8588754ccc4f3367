// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "pages/edgemodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTreeView;

namespace rolewright {

/// A list of evaluated edges that follows the workspace: evaluated in a worker, only while it is shown, the latest
/// world wins.
class EdgeList : public QWidget
{
    Q_OBJECT
public:
    /// Runs in a worker; captures nothing that may die.
    using Work = std::function<std::vector<EdgeRow>(const CancelFlag &)>;

    /// `work` makes the question for the workspace as it stands; called in the GUI thread.
    EdgeList(const QString &nameTitle, const QString &emptyText, std::function<Work()> work, QWidget *parent);

    /// Something changed: ask again soon, or once the list is shown.
    void invalidate();
    bool isIdle() const;
    int allowedCount() const; ///< -1 while not known
    EdgeModel *model() const { return m_model; }

signals:
    void entityRequested(rolewright::EntityId entity);
    void principalChosen(rolewright::Span span); ///< of the trust policy
    void countChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void ask();
    void present(std::vector<EdgeRow> rows);
    void choose(const QModelIndex &index);

    std::function<Work()> m_work;
    EdgeModel *m_model;
    QTreeView *m_view;
    QLabel *m_hint;
    QString m_emptyText;
    QTimer m_soon;
    bool m_stale = true;
    bool m_known = false;
    LatestRunner<std::vector<EdgeRow>> m_runner;
};

} // namespace rolewright
