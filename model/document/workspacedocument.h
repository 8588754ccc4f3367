// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/filestamp.h"
#include "document/latestrunner.h"
#include "world/world.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <optional>

namespace rolewright {

/// What an edit (or its undo) changed: views look at this and keep everything else.
struct DocumentChange {
    bool everything = false; ///< another workspace was opened
    bool header = false; ///< accounts, organization, scenarios, notes, positions
    std::vector<EntityId> entities; ///< created, removed or changed
    bool names = false; ///< something was created, removed, renamed or moved
};

/// The open workspace: its world, its file, its undo stack. Views read world() and write by pushing
/// edits; they hear one signal, changed(). Lives in the GUI thread.
class WorkspaceDocument : public QObject
{
    Q_OBJECT
public:
    explicit WorkspaceDocument(QObject *parent = nullptr);
    ~WorkspaceDocument() override;

    const World &world() const { return m_world; }
    QUndoStack *undoStack() { return &m_undoStack; }

    /// The file that Save writes; empty for a new, imported or sample workspace.
    QString filePath() const { return m_filePath; }
    /// Shown in the title: the file's name, the sample's name, or "Untitled".
    QString displayName() const;
    bool isModified() const;

    /// Another program wrote the file since it was read or saved here.
    bool isChangedOnDisk() const;
    FileStamp fileStamp() const { return m_stamp; }

    /// Replaces the workspace: clears the undo stack. `stamp`: the file's when it was read; now when nothing is told.
    void setWorld(World world, const QString &filePath, const QString &displayName, std::optional<FileStamp> stamp = {});
    /// It differs from its file although nothing can be undone: a workspace restored after a crash.
    void setUnsaved();

    /// Waits for the disk: for the moment before the program ends. Everything else uses startSave().
    bool save(const QString &path, QString *error);
    /// Writes what stands now in a worker and ends with saveFinished(). What is edited meanwhile stays modified.
    /// One save at a time; false when one is under way.
    bool startSave(const QString &path);
    bool isSaving() const { return m_saver.isBusy(); }

    /// Pushes an undoable edit. `mergeKey`: edits with the same non-empty key that follow each other within
    /// a second become one (typing in one document). A patch without any change does nothing.
    void apply(const QString &text, Patch patch, const QString &mergeKey = {});

signals:
    void changed(const rolewright::DocumentChange &change);
    void fileChanged(); ///< path, name or modified state
    void saveFinished(bool succeeded, const QString &error);

private:
    friend class PatchCommand;
    struct SaveResult {
        bool succeeded = false;
        QString error;
        World world; ///< what was written
        QString path;
        FileStamp stamp = {}; ///< of what was written
    };

    void perform(const Patch &patch);
    void finishSave(const SaveResult &result);

    World m_world;
    QUndoStack m_undoStack;
    QString m_filePath;
    QString m_displayName;
    FileStamp m_stamp; ///< of m_filePath as it was read or saved
    LatestRunner<SaveResult> m_saver;
};

} // namespace rolewright
