// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/pagepanel.h"

namespace rolewright {

class EdgeList;

/// The roles that a user or role can assume in one step, or nearly can.
class BecomePanel : public PagePanel
{
    Q_OBJECT
public:
    BecomePanel(WorkspaceDocument *document, EntityId principal, QWidget *parent);

    QString title() const override;
    std::optional<int> count() const override;
    void refresh(const DocumentChange &change, bool mine) override;
    bool isIdle() const override;

private:
    EdgeList *m_edges;
};

} // namespace rolewright
