// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/filestamp.h"
#include "world/import.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <memory>
#include <optional>

class QLockFile;

namespace rolewright {

/// A workspace that a run of the program left behind unsaved.
struct RecoveryEntry {
    QString path; ///< of the recovery file
    QString originalPath; ///< the workspace's own file; empty when it had none
    QString displayName;
    QDateTime written;
    FileStamp stamp = {}; ///< of the workspace's own file when it was last read or saved
};

/// Files of unsaved workspaces: the first line tells what it is, the workspace follows, and the whole is
/// one JSON object. The lock beside a file names the process that owns it.
namespace recovery {

/// Where the files are; made when it isn't there.
QString directory();
QString newFilePath();

/// Null when another process, or this one elsewhere, owns the file. A dead process owns nothing.
std::unique_ptr<QLockFile> lock(const QString &filePath);

/// Replaces the file at once or not at all; false with the system's words when it couldn't.
bool write(const QString &filePath, const RecoveryEntry &entry, const World &world, QString *error);
/// What the first line says; nothing when it isn't such a file.
std::optional<RecoveryEntry> readEntry(const QString &filePath);
ImportResult readWorld(const QString &filePath);

} // namespace recovery

} // namespace rolewright
