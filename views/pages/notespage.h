// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

class QPlainTextEdit;
class QStackedWidget;
class QTextBrowser;
class QToolButton;

namespace rolewright {

/// The notes of the workspace or of an account: read with links, written as plain text.
class NotesPage : public Page
{
    Q_OBJECT
public:
    /// `account` empty: the workspace's.
    NotesPage(WorkspaceDocument *document, const std::string &account, QWidget *parent);

    static QString key(const std::string &account);
    /// The account of such a key; nothing when it is another page's.
    static std::optional<std::string> accountOf(const std::string &key);

    QString title() const override;
    QIcon icon() const override;
    QString stateKey() const override { return key(m_account); }
    bool isGone() const override;
    void refresh(const DocumentChange &change) override;
    bool showDocument(const DocumentRef &, Span, std::optional<Verdict>) override { return false; }
    bool isIdle() const override { return true; }

    void edit(bool on);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString notes() const;
    void write();
    void fill();
    void follow(const QUrl &link);

    WorkspaceDocument *m_document;
    std::string m_account;
    QToolButton *m_edit;
    QStackedWidget *m_stack;
    QTextBrowser *m_reader;
    QPlainTextEdit *m_writer;
};

} // namespace rolewright
