// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

namespace rolewright {

class PolicyEditor;

/// The text of an AWS managed policy that no entity of the workspace holds: to read, and to copy from.
class LibraryPage : public Page
{
    Q_OBJECT
public:
    /// `account`: where a copy goes.
    LibraryPage(WorkspaceDocument *document, const std::string &arn, const std::string &account, QWidget *parent);

    const std::string &arn() const { return m_arn; }
    QString title() const override;
    QIcon icon() const override;
    QString stateKey() const override;
    bool isGone() const override { return false; }
    void refresh(const DocumentChange &change) override;
    bool showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided) override;
    bool isIdle() const override;

private:
    std::string m_arn;
    PolicyEditor *m_editor;
};

} // namespace rolewright
