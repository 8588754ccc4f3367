// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/recovery.h"

#include <QScrollArea>

class QAction;
class QPushButton;
class QVBoxLayout;

namespace rolewright {

class DocumentActions;
class RecentFiles;
struct Sample;

/// What the window shows when nothing is open: the samples with what they teach, recent files, what a crash
/// left behind, and the ways to begin.
class StartPage : public QScrollArea
{
    Q_OBJECT
public:
    StartPage(DocumentActions *actions, RecentFiles *recent, QWidget *parent = nullptr);

    /// The workspace that is open behind the page, to go back to; empty: none.
    void setOpenWorkspace(const QString &name);
    void setRecoveries(const QList<RecoveryEntry> &entries);

signals:
    void backRequested();
    void sampleChosen(const rolewright::Sample &sample);
    void recoveryChosen(const rolewright::RecoveryEntry &entry);
    void recoveryDiscarded(const rolewright::RecoveryEntry &entry);

private:
    void addBeginning(QVBoxLayout *layout, DocumentActions *actions);
    void addSamples(QVBoxLayout *layout);
    void fillRecent();

    RecentFiles *m_recent;
    QPushButton *m_back;
    QWidget *m_recentBox;
    QWidget *m_recoveryBox;
};

} // namespace rolewright
