// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/filestamp.h"
#include "document/importjob.h"

#include <QObject>

#include <functional>

class QAction;

namespace rolewright {

class RecentFiles;
class WorkspaceDocument;
struct Sample;

/// New, open, import, save: everything that replaces or stores the open workspace, with the question about
/// unsaved changes before it is set aside. A file that can't be used leaves the open workspace untouched.
class DocumentActions : public QObject
{
    Q_OBJECT
public:
    DocumentActions(WorkspaceDocument *document, RecentFiles *recent, QWidget *window);

    QAction *create;
    QAction *open;
    QAction *import;
    QAction *save;
    QAction *saveAs;

    void newWorkspace();
    void openFiles(const QStringList &paths);
    /// Reads the workspace's own file anew; asks first when edits would be lost.
    void reopen();
    void openSample(const Sample &sample);
    void cancelImport();
    bool isBusy() const;
    /// Calls `proceed` when nothing unsaved would be lost, if need be after asking and saving.
    void guarded(const std::function<void()> &proceed);

signals:
    void aboutToOpen(); ///< the workspace is still the old one
    void opened(); ///< another workspace is open
    void failed(const QString &error);
    void saved();
    void progress(double fraction); ///< of an import under way
    void busyChanged(bool busy);
    /// After each import or open; `error` is empty when it succeeded.
    void imported(const rolewright::ImportReport &report, const QString &name, const QString &error);

private:
    void askForFiles(const QString &title, const QString &filter);
    void saveTo(const QString &path);
    void read(const QStringList &paths);
    bool saveCurrent(); ///< false: nothing is being saved
    bool askAboutOthersChange();
    bool askForSavePath();
    void onImported(const ImportResult &result);
    void onSaveFinished(bool succeeded, const QString &error);

    WorkspaceDocument *m_document;
    RecentFiles *m_recent;
    QWidget *m_window;
    ImportJob m_job;
    QStringList m_importing;
    FileStamp m_stamp; ///< of the first of them
    std::function<void()> m_afterSave;
};

/// "orders.rolewright:3:14: …": the first error of a report, with its place; empty when there is none.
QString firstError(const ImportReport &report);

} // namespace rolewright
