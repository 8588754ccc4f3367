// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "pages/pagepanel.h"
#include "pages/reachmodel.h"

#include <QTimer>

class QLabel;
class QSlider;
class QTreeView;

namespace rolewright {

/// "What this can become" of a user or role, and "Who can become this" of a role: every chain of roles up to a length that
/// the person chooses, worked out while the panel is shown.
class ReachPanel : public PagePanel
{
    Q_OBJECT
public:
    ReachPanel(WorkspaceDocument *document, EntityId entity, ReachModel::Side side, QWidget *parent);

    std::optional<int> count() const override;
    void refresh(const DocumentChange &change, bool mine) override;
    bool isIdle() const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Found {
        World world;
        ReachList list;
        int hops = 1;
    };
    void ask();
    void look(int hops);
    void present(Found found);
    void updateHops();
    void showMenu(const QPoint &position);

    ReachModel::Side m_side;
    ReachModel *m_model;
    QTreeView *m_view;
    QSlider *m_hops;
    QLabel *m_hopsText;
    QLabel *m_note;
    QLabel *m_hint;
    QTimer m_soon;
    bool m_stale = true;
    bool m_known = false;
    LatestRunner<Found> m_runner;
};

} // namespace rolewright
