// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/pagepanel.h"

class QComboBox;
class QPushButton;
class QToolButton;

namespace rolewright {

class PolicyEditor;

/// The text of a managed policy (its versions to choose from), of an organization policy, or of a resource (which
/// may have none: then it can be written, and removed again).
class DocumentPanel : public PagePanel
{
    Q_OBJECT
public:
    DocumentPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent);

    void refresh(const DocumentChange &change, bool mine) override;
    bool showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided) override;
    bool isIdle() const override;

private:
    void fill();
    void fillVersions(const ManagedPolicy &policy);
    void chooseVersion();
    void writePolicy();
    void removePolicy();

    QWidget *m_bar;
    QComboBox *m_versions;
    QToolButton *m_remove;
    QPushButton *m_write;
    PolicyEditor *m_editor;
};

} // namespace rolewright
