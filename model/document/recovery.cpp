// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/recovery.h"

#include "world/workspaceio.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

#include <utility>

namespace rolewright::recovery {

namespace {

constexpr char formatKey[] = "rolewrightRecovery";
constexpr int formatVersion = 1;
constexpr char originalPathKey[] = "originalPath";
constexpr char displayNameKey[] = "displayName";
constexpr char fileModifiedKey[] = "fileModified";
constexpr char fileSizeKey[] = "fileSize";
constexpr char workspaceKey[] = "\"workspace\":\n";
constexpr qint64 maximumHeadLine = 64 * 1024;

/// `{"displayName":"…","originalPath":"…","rolewrightRecovery":1,"workspace":` and a newline.
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
    if (!fields.isObject() || fields.object().value(QLatin1String(formatKey)).toInt() != formatVersion)
        return std::nullopt;
    return fields.object();
}

ImportResult failed(const QString &filePath, const char *code, const QString &reason)
{
    ImportResult result;
    result.report.remarks.push_back(
        {Severity::Error, code, {reason.toStdString()}, filePath.toStdString(), {}, {0, 0}});
    return result;
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
        return failed(filePath, "unreadableFile", file.errorString());
    if (!parseHeadLine(file.readLine(maximumHeadLine)))
        return failed(filePath, "notRecoveryFile", {});
    std::string text = file.readAll().toStdString();
    text.resize(text.find_last_of('}') == std::string::npos ? 0 : text.find_last_of('}'));
    return importFiles({InputFile{filePath.toStdString(), std::move(text)}});
}

} // namespace rolewright::recovery
