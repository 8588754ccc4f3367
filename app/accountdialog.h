// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;

namespace rolewright {

class WorkspaceDocument;

/// Adds an account to the workspace: its twelve digits and a name. Stays beside the window.
class AccountDialog : public QDialog
{
    Q_OBJECT
public:
    AccountDialog(WorkspaceDocument *document, QWidget *parent);

private:
    void add();

    WorkspaceDocument *m_document;
    QLineEdit *m_id;
    QLineEdit *m_name;
    QLabel *m_refusal;
};

} // namespace rolewright
