// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/recovery.h"

#include "world/contentchanges.h"
#include "world/workspaceio.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace rolewright::recovery {

namespace {

constexpr char formatKey[] = "rolewrightRecovery";
constexpr int formatVersion = 2;
constexpr char originalPathKey[] = "originalPath";
constexpr char displayNameKey[] = "displayName";
constexpr char fileModifiedKey[] = "fileModified";
constexpr char fileSizeKey[] = "fileSize";
constexpr char workspaceKey[] = "\"workspace\":\n";
constexpr qint64 maximumHeadLine = 64 * 1024;
constexpr char recordSeparator = '\x1E';
constexpr std::size_t checksumLine = 65; ///< hexadecimal digits of a SHA-256 and a newline

/// `{"displayName":"…","originalPath":"…","rolewrightRecovery":2,"workspace":` and a newline.
QByteArray headLine(const RecoveryEntry &entry)
{
    const QJsonObject fields{{QLatin1String(formatKey), formatVersion},
        {QLatin1String(originalPathKey), entry.originalPath}, {QLatin1String(displayNameKey), entry.displayName},
        {QLatin1String(fileModifiedKey), entry.stamp.modified}, {QLatin1String(fileSizeKey), entry.stamp.size}};
    QByteArray line = QJsonDocument(fields).toJson(QJsonDocument::Compact);
    line.chop(1);
    return line + ',' + workspaceKey;
}

std::optional<QJsonObject> parseHeadLine(QByteArray line)
{
    if (!line.endsWith(workspaceKey))
        return std::nullopt;
    line.chop(qstrlen(workspaceKey) + 1);
    const QJsonDocument fields = QJsonDocument::fromJson(line + '}');
    const int version = fields.object().value(QLatin1String(formatKey)).toInt();
    if (version < 1 || version > formatVersion)
        return std::nullopt;
    return fields.object();
}

/// A line that only this text can follow.
std::string checksum(std::string_view text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return hash.result().toHex().toStdString() + '\n';
}

/// Takes the last record that is whole off the end, with all that follows it: its workspace.
std::optional<std::string> takeRecord(std::string_view &file)
{
    for (std::size_t begin = file.rfind(recordSeparator); begin != std::string_view::npos; begin = file.rfind(recordSeparator)) {
        const std::string_view record = file.substr(begin + 1);
        const std::string_view text = record.substr(std::min(checksumLine, record.size()));
        file = file.substr(0, begin);
        if (record.starts_with(checksum(text)))
            return std::string(text);
    }
    return std::nullopt;
}

ImportRemark error(const QString &filePath, const char *code, std::vector<std::string> arguments = {})
{
    return {Severity::Error, code, std::move(arguments), filePath.toStdString(), {}, {0, 0}};
}

ImportResult failed(const ImportRemark &remark)
{
    ImportResult result;
    result.report.remarks.push_back(remark);
    return result;
}

/// Each record stands for all before it, so that without one that doesn't fit the workspace is what it was before.
void applyRecords(std::string_view records, const QString &filePath, ImportResult &result)
{
    bool isLeftOut = false;
    while (std::optional<std::string> record = takeRecord(records)) {
        const ImportResult changes = importFiles({InputFile{filePath.toStdString(), std::move(*record)}});
        if (std::optional<World> world = changes.world ? withContent(*result.world, *changes.world) : std::nullopt) {
            result.world = std::move(world);
            break;
        }
        isLeftOut = true;
    }
    if (isLeftOut)
        result.report.remarks.push_back(error(filePath, "lastEditsLeftOut"));
}

} // namespace

QString directory()
{
    const QString path
        = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/recovery");
    QDir().mkpath(path);
    return path;
}

QString newFilePath()
{
    return directory() + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + QStringLiteral(".json");
}

std::unique_ptr<QLockFile> lock(const QString &filePath)
{
    auto lock = std::make_unique<QLockFile>(filePath + QStringLiteral(".lock"));
    // A window may stay open for weeks; only a process that is gone makes the lock stale.
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0))
        lock.reset();
    return lock;
}

bool write(const QString &filePath, const RecoveryEntry &entry, const World &world, QString *error)
{
    QSaveFile file(filePath);
    bool written = file.open(QIODevice::WriteOnly) && file.write(headLine(entry)) > 0;
    writeWorkspace(world, [&](std::string_view piece) {
        written = written && file.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size());
    });
    written = written && file.write("}\n") > 0 && file.commit();
    if (!written && error)
        *error = file.errorString();
    return written;
}

bool append(const QString &filePath, const World &changes, qint64 largest)
{
    const std::string text = writeWorkspace(changes);
    const QByteArray record = QByteArray::fromStdString(recordSeparator + checksum(text) + text);
    QFile file(filePath);
    return file.open(QIODevice::Append | QIODevice::ExistingOnly) && file.size() + record.size() <= largest
        && file.write(record) == record.size() && file.flush() && ::fsync(file.handle()) == 0;
}

std::optional<RecoveryEntry> readEntry(const QString &filePath)
{
    QFile file(filePath);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const std::optional<QJsonObject> fields = parseHeadLine(file.readLine(maximumHeadLine));
    if (!fields)
        return std::nullopt;
    return RecoveryEntry{filePath, fields->value(QLatin1String(originalPathKey)).toString(),
        fields->value(QLatin1String(displayNameKey)).toString(), QFileInfo(file).lastModified(),
        FileStamp{fields->value(QLatin1String(fileModifiedKey)).toInteger(-1), fields->value(QLatin1String(fileSizeKey)).toInteger(-1)}};
}

ImportResult readWorld(const QString &filePath)
{
    QFile file(filePath);
    if (!file.open(QIODevice::ReadOnly))
        return failed(error(filePath, "unreadableFile", {file.errorString().toStdString()}));
    if (!parseHeadLine(file.readLine(maximumHeadLine)))
        return failed(error(filePath, "notRecoveryFile"));
    std::string text = file.readAll().toStdString();
    const std::string records = text.substr(std::min(text.find(recordSeparator), text.size()));
    text.resize(text.size() - records.size());
    text.resize(text.find_last_of('}') == std::string::npos ? 0 : text.find_last_of('}'));
    ImportResult result = importFiles({InputFile{filePath.toStdString(), std::move(text)}});
    if (result.world)
        applyRecords(records, filePath, result);
    return result;
}

} // namespace rolewright::recovery
