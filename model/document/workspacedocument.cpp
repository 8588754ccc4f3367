// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/workspacedocument.h"

#include "document/patchcommand.h"
#include "world/workspaceio.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {

bool sameAccounts(const WorldHeader &left, const WorldHeader &right)
{
    return std::equal(left.accounts.begin(), left.accounts.end(), right.accounts.begin(), right.accounts.end(),
        [](const AccountInfo &a, const AccountInfo &b) { return a.id == b.id && a.name == b.name; });
}

bool renames(const EntityChange &change)
{
    if (!change.before || !change.after)
        return true;
    return change.before->account != change.after->account || change.before->name() != change.after->name()
        || change.before->arn() != change.after->arn();
}

DocumentChange changeOf(const Patch &patch)
{
    DocumentChange change;
    change.header = patch.headerAfter != nullptr;
    change.names = change.header && !sameAccounts(*patch.headerBefore, *patch.headerAfter);
    for (const EntityChange &entity : patch.entities) {
        change.entities.push_back(entity.after ? entity.after->id : entity.before->id);
        change.names = change.names || renames(entity);
    }
    return change;
}

} // namespace

WorkspaceDocument::WorkspaceDocument(QObject *parent)
    : QObject(parent)
    , m_saver(this, [this](const SaveResult &result) { finishSave(result); })
{
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, &WorkspaceDocument::fileChanged);
}

WorkspaceDocument::~WorkspaceDocument()
{
    // The stack tells while it dies that it is clean.
    m_undoStack.disconnect(this);
}

QString WorkspaceDocument::displayName() const
{
    return m_displayName.isEmpty() ? tr("Untitled") : m_displayName;
}

bool WorkspaceDocument::isModified() const
{
    return !m_undoStack.isClean();
}

bool WorkspaceDocument::isChangedOnDisk() const
{
    // A file that is gone holds nothing that saving could lose.
    const FileStamp now = FileStamp::of(m_filePath);
    return now.exists() && now != m_stamp;
}

void WorkspaceDocument::setWorld(World world, const QString &filePath, const QString &displayName, std::optional<FileStamp> stamp)
{
    // A save under way still writes its file, but it says nothing about this workspace.
    m_saver.cancel();
    m_world = std::move(world);
    m_filePath = filePath;
    m_stamp = stamp.value_or(FileStamp::of(filePath));
    m_displayName = displayName.isEmpty() ? QFileInfo(filePath).fileName() : displayName;
    m_undoStack.clear();
    DocumentChange change;
    change.everything = true;
    emit changed(change);
    emit fileChanged();
}

void WorkspaceDocument::setUnsaved()
{
    m_undoStack.resetClean();
}

bool WorkspaceDocument::save(const QString &path, QString *error)
{
    m_saver.cancel();
    std::string reason;
    const bool succeeded = saveWorkspace(m_world, QFile::encodeName(path).toStdString(), &reason);
    if (error)
        *error = QString::fromStdString(reason);
    finishSave({succeeded, QString::fromStdString(reason), m_world, path, FileStamp::of(path)});
    return succeeded;
}

bool WorkspaceDocument::startSave(const QString &path)
{
    if (m_saver.isBusy())
        return false;
    m_saver.start([world = m_world, path](const CancelFlag &) {
        std::string reason;
        const bool succeeded = saveWorkspace(world, QFile::encodeName(path).toStdString(), &reason);
        return SaveResult{succeeded, QString::fromStdString(reason), world, path, FileStamp::of(path)};
    });
    return true;
}

void WorkspaceDocument::finishSave(const SaveResult &result)
{
    if (result.succeeded) {
        m_filePath = result.path;
        m_stamp = result.stamp;
        m_displayName = QFileInfo(result.path).fileName();
        if (m_world.sameAs(result.world))
            m_undoStack.setClean();
        emit fileChanged();
    }
    emit saveFinished(result.succeeded, result.error);
}

void WorkspaceDocument::apply(const QString &text, Patch patch, const QString &mergeKey)
{
    if (!patch.empty())
        m_undoStack.push(new PatchCommand(this, text, std::move(patch), mergeKey));
}

void WorkspaceDocument::perform(const Patch &patch)
{
    m_world = m_world.applied(patch);
    emit changed(changeOf(patch));
}

} // namespace rolewright
