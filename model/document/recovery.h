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

    bool operator==(const RecoveryEntry &) const = default;
};

/// Files of unsaved workspaces: the first line tells what it is, the workspace follows, and the whole is
/// one JSON object. Records may follow: a record separator (U+001E, which stands nowhere in JSON), the SHA-256 of the
/// rest on a line, and a small workspace with the entities whose content isn't what it is in the object. The last
/// record that is whole and fits the object counts alone; one that was cut off doesn't fit its checksum. Files of version 1
/// have no records.
/// The lock beside a file names the process that owns it.
namespace recovery {

/// Where the files are; made when it isn't there.
QString directory();
QString newFilePath();

/// Null when another process, or this one elsewhere, owns the file. A dead process owns nothing.
std::unique_ptr<QLockFile> lock(const QString &filePath);

/// Replaces the file at once or not at all; false with the system's words when it couldn't.
bool write(const QString &filePath, const RecoveryEntry &entry, const World &world, QString *error);
/// Adds a record of contentChanges() since the file was written. False when it couldn't, or the file would become larger
/// than `largest` bytes: it can still be read, but has to be written anew before the next record.
bool append(const QString &filePath, const World &changes, qint64 largest);
/// What the first line says; nothing when it isn't such a file.
std::optional<RecoveryEntry> readEntry(const QString &filePath);
/// The remarks are about the object, not about the record. Errors beside those of an import: "notRecoveryFile", and, with
/// a world, "lastEditsLeftOut": there are records after it that don't fit the object.
ImportResult readWorld(const QString &filePath);

} // namespace recovery

} // namespace rolewright
