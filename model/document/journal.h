// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "document/recovery.h"

#include <QList>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

class QLockFile;

namespace rolewright {

class WorkspaceDocument;

/// Keeps a recovery file of the document while it is modified, at most about a second behind, so that
/// nothing is lost when the process is killed. The file goes away when the document is saved, when
/// everything is undone, and when the journal is destroyed (the window was closed on purpose). An edit of what is in
/// entities costs a record at its end; other edits write it anew, 60 MB for 10,000 principals.
///
///     for (const RecoveryEntry &entry : Journal::abandoned()) { … journal.restore(entry) or Journal::discard(entry) }
///
/// The disk is a worker's business; only the destructor waits, for a file to be removed.
class Journal : public QObject
{
    Q_OBJECT
public:
    explicit Journal(WorkspaceDocument *document, QObject *parent = nullptr);
    ~Journal() override;

    /// Recovery files whose process is gone, the newest first.
    static QList<RecoveryEntry> abandoned();
    /// Removes such a file. False when it couldn't, or a process has taken it meanwhile.
    static bool discard(const RecoveryEntry &entry);

    /// Reads the file in a worker and opens it in the document, modified, with its old path and name;
    /// then restored(). From then on the file is this journal's own, unless there were errors: then it stays as it is,
    /// for somebody to look at, and what could be read is kept in another one.
    void restore(const RecoveryEntry &entry);

    /// Nothing to write, nothing being written or read.
    bool isIdle() const;

signals:
    void restored(const rolewright::RecoveryEntry &entry, const rolewright::ImportResult &result);
    void failed(const QString &error); ///< the recovery file couldn't be written

private:
    /// The recovery file of this process; only tasks of m_disk touch it.
    struct OwnFile;
    struct Restored {
        RecoveryEntry entry;
        ImportResult result;
        std::shared_ptr<QLockFile> lock;
    };

    void follow();
    void write();
    void finishWrite(bool succeeded, const QString &error);
    void forget();
    void finishRestore(const Restored &restored);

    WorkspaceDocument *m_document;
    QTimer m_timer;
    QThreadPool m_disk; ///< one thread: what was asked for first is done first
    LatestRunner<Restored> m_reader;
    std::shared_ptr<OwnFile> m_own;
    bool m_hasFile = false; ///< a write was asked for, or a file adopted, since the last forget()
    bool m_isWriting = false;
    bool m_isFailing = false;
};

} // namespace rolewright
