// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/pagepanel.h"

class QLabel;
class QListWidget;
class QToolButton;

namespace rolewright {

/// Where in the organization an SCP or RCP is attached; attaches and detaches it.
class TargetsPanel : public PagePanel
{
    Q_OBJECT
public:
    TargetsPanel(WorkspaceDocument *document, EntityId policy, QWidget *parent);

    /// How many rows it would have.
    static int countOf(const World &world, const Entity &policy);
    void refresh(const DocumentChange &change, bool mine) override;

private:
    void fill();
    void add();
    void removeSelected();

    QListWidget *m_list;
    QLabel *m_hint;
    QToolButton *m_add;
    QToolButton *m_remove;
};

} // namespace rolewright
