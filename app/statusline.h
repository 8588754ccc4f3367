// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QStatusBar>

class QLabel;
class QProgressBar;
class QToolButton;

namespace rolewright {

class ThemeSetting;
class WorkspaceDocument;

/// The window's last line: saved or not, how much is open, how quick the last answer was, where the cursor is,
/// progress of an import with its Cancel, and the switch between light and dark.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    StatusLine(WorkspaceDocument *document, ThemeSetting *theme, QWidget *parent = nullptr);

    void setAnswerTime(double milliseconds);
    void setCursor(int line, int column);
    void clearCursor();
    void setBusy(bool busy);
    void setProgress(double fraction);
    void noteSaved();
    void setOpen(bool open); ///< false: nothing is open, so there is nothing to tell

signals:
    void cancelRequested();

private:
    void updateSaved();
    void updateCounts();
    void updateTheme();

    WorkspaceDocument *m_document;
    QLabel *m_saved;
    QLabel *m_counts;
    QLabel *m_answer;
    QLabel *m_cursor;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QToolButton *m_theme;
    QElapsedTimer m_sinceSaved;
    bool m_open = false;
};

} // namespace rolewright
