// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/answerfixes.h"
#include "document/latestrunner.h"
#include "document/workspacedocument.h"

#include <QWidget>

#include <optional>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QToolButton;

namespace rolewright {

class SectionHeader;

/// The smallest edits that would turn the answer of a step, each with the change of its text before it is made. Making one
/// is a single undoable edit. Searched only while the section is open, in a worker.
class FixesView : public QWidget
{
    Q_OBJECT
public:
    explicit FixesView(WorkspaceDocument *document, QWidget *parent = nullptr);
    ~FixesView() override;

    /// The step that is explained and the world that it was asked in.
    void setAnswer(const World &world, const Answer &answer);
    void clear();
    bool isIdle() const { return !m_runner.isBusy(); }
    void setOpen(bool open);

signals:
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span, std::optional<rolewright::Verdict> decided);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Found {
        World world;
        FixList list;
    };

    void search();
    void show(Found found);
    void showFix(int row);
    void showDiff(const Fix &fix);
    void applyFix();
    void openText();
    void setTitle();
    void fitList();
    const Fix *current() const;

    WorkspaceDocument *m_document;
    SectionHeader *m_header;
    QToolButton *m_toggle;
    QWidget *m_body;
    QLabel *m_message;
    QListWidget *m_list;
    QLabel *m_notes;
    QPlainTextEdit *m_diff;
    QWidget *m_buttons;
    World m_world; ///< that `m_question` was asked in
    std::optional<Request> m_question;
    Verdict m_wanted = Verdict::Allowed;
    std::optional<Found> m_found;
    bool m_open = false;
    LatestRunner<Found> m_runner;
};

} // namespace rolewright
