// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/problems.h"
#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "evaluate/answer.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace rolewright {

class CodeEditor;
class FindBar;

/// The editor of one document of the workspace. The text is the truth: what is typed becomes one undoable edit
/// per pause, valid or not; what changes elsewhere (undo, another editor, a form) is taken over without moving
/// the view. AWS managed policies and versions that aren't in force can only be read.
class PolicyEditor : public QWidget
{
    Q_OBJECT
public:
    explicit PolicyEditor(WorkspaceDocument *document, QWidget *parent = nullptr);
    ~PolicyEditor() override;

    /// Shows that document; nothing clears. What was typed into the one before is committed first.
    void setDocument(const std::optional<DocumentRef> &where);
    const std::optional<DocumentRef> &documentRef() const { return m_where; }
    /// Where "Copy to an editable policy" puts a copy: the account of the page that shows the policy.
    void setAccount(const std::string &account) { m_account = account; }
    /// Shown while there is no document.
    void setEmptyText(const QString &text);

    CodeEditor *codeEditor() const { return m_code; }
    /// Brings the span into view; with a verdict its lines are marked as those that decided.
    void showSpan(Span span, std::optional<Verdict> decided);

    /// Makes pending typing an edit now. By itself that happens as soon as the keys that wait are heard; the undo stack makes one
    /// edit of those that follow each other.
    void commit();
    /// Nothing pending, problems known.
    bool isIdle() const;
    /// Lays the text out anew; does nothing while it isn't valid.
    void formatDocument();

signals:
    void cursorMoved(int line, int column);
    void entityRequested(rolewright::EntityId entity); ///< a copy was made

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void documentChanged(const DocumentChange &change);
    void reload(); ///< text, notice and problems from the document
    void fill(); ///< the text only
    void findProblemsSoon();
    void showProblems(const std::vector<Problem> &problems);
    void updateNotice();
    void noticeAction();
    void onEdited();
    void suggest(bool asked);
    bool handleKey(QKeyEvent *event);
    void undo();
    void redo();
    DocumentPtr current() const;
    PolicyKind kind() const;

    QPointer<WorkspaceDocument> m_document; ///< gone before the widgets when the window closes
    CodeEditor *m_code;
    FindBar *m_findBar;
    QWidget *m_notice;
    QLabel *m_noticeText;
    QPushButton *m_noticeButton;
    QLabel *m_empty;
    std::optional<DocumentRef> m_where;
    std::string m_account;
    QTimer m_soon; ///< commit()
    bool m_pending = false; ///< typed, not yet an edit
    LatestRunner<std::vector<Problem>> m_problems;
};

} // namespace rolewright
