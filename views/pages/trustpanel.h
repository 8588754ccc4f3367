// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/pagepanel.h"

class QPushButton;

namespace rolewright {

class EdgeList;
class PolicyEditor;

/// A role's trust policy, and beside it who can assume the role with that: evaluated on both sides, near misses
/// with the side that is missing.
class TrustPanel : public PagePanel
{
    Q_OBJECT
public:
    TrustPanel(WorkspaceDocument *document, EntityId role, QWidget *parent);

    std::optional<int> count() const override;
    void refresh(const DocumentChange &change, bool mine) override;
    bool showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided) override;
    bool isIdle() const override;

private:
    void addTrust();
    void showTrust();

    PolicyEditor *m_editor;
    EdgeList *m_edges;
    QPushButton *m_add;
};

} // namespace rolewright
