// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "pages/pagepanel.h"
#include "pages/permitrows.h"
#include "pages/reach.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QTreeView;

namespace rolewright {

class PermitModel;

/// "What this can do" of a user or role: now, or after becoming one of the roles that it reaches, of which only one is worn
/// at a time.
class CanPanel : public PagePanel
{
    Q_OBJECT
public:
    CanPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent);

    void refresh(const DocumentChange &change, bool mine) override;
    bool isIdle() const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Found {
        World world;
        ReachList reach;
        std::string as;
        std::vector<PermitRow> rows;
    };
    void ask();
    void present(Found found);

    PermitModel *m_model;
    QTreeView *m_view;
    QComboBox *m_as;
    QLabel *m_hint;
    QTimer m_soon;
    bool m_stale = true;
    LatestRunner<Found> m_runner;
};

} // namespace rolewright
