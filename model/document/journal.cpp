// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/journal.h"

#include "document/workspacedocument.h"
#include "world/contentchanges.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSet>

#include <algorithm>
#include <chrono>
#include <utility>

namespace rolewright {

namespace {

using namespace std::chrono_literals;

constexpr auto writeDelay = 300ms; ///< with the write itself less than a second behind
constexpr auto retryDelay = 5s;

} // namespace

struct Journal::OwnFile {
    /// What was written when the file was last written from its beginning.
    struct Whole {
        RecoveryEntry entry;
        World world;
        qint64 size;
    };

    QString path; ///< empty when there is none
    std::shared_ptr<QLockFile> lock;
    std::optional<Whole> whole; ///< nothing can be appended while it isn't known

    /// False when no lock can be had: then there is no file either.
    bool open()
    {
        if (!path.isEmpty())
            return true;
        const QString newPath = recovery::newFilePath();
        lock = recovery::lock(newPath);
        if (lock)
            path = newPath;
        return lock != nullptr;
    }

    /// Appends what edits changed inside of entities. For all else, and once the records take half as much as what
    /// stands before them, it writes the file anew; so it does after whatever went wrong with a record.
    bool keep(const RecoveryEntry &entry, const World &world, QString *error)
    {
        if (whole && whole->entry == entry) {
            const std::optional<World> changes = contentChanges(whole->world, world);
            if (changes && recovery::append(path, *changes, whole->size + whole->size / 2))
                return true;
        }
        whole.reset();
        if (!open() || !recovery::write(path, entry, world, error))
            return false;
        whole = Whole{entry, world, QFileInfo(path).size()};
        return true;
    }

    void remove()
    {
        if (!path.isEmpty())
            QFile::remove(path);
        *this = {};
    }
};

Journal::Journal(WorkspaceDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_reader(this, [this](const Restored &restored) { finishRestore(restored); }, &m_disk)
    , m_own(std::make_shared<OwnFile>())
{
    m_disk.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Journal::write);
    connect(document, &WorkspaceDocument::changed, this, &Journal::follow);
    connect(document, &WorkspaceDocument::fileChanged, this, &Journal::follow);
}

Journal::~Journal()
{
    m_reader.cancel();
    forget();
    m_disk.waitForDone();
}

bool Journal::isIdle() const
{
    return !m_timer.isActive() && !m_isWriting && !m_reader.isBusy();
}

void Journal::follow()
{
    if (!m_document->isModified()) {
        m_timer.stop();
        forget();
    } else if (!m_timer.isActive()) {
        m_timer.start(writeDelay);
    }
}

void Journal::write()
{
    if (m_isWriting) {
        m_timer.start(writeDelay);
        return;
    }
    m_isWriting = true;
    m_hasFile = true;
    const RecoveryEntry entry{{}, m_document->filePath(), m_document->displayName(), {}, m_document->fileStamp()};
    // The destructor waits for the task, so `this` is there when it ends.
    m_disk.start([this, own = m_own, entry, world = m_document->world()] {
        giveWay();
        QString error;
        const bool succeeded = own->keep(entry, world, &error);
        QMetaObject::invokeMethod(
            this, [this, succeeded, error] { finishWrite(succeeded, error); }, Qt::QueuedConnection);
    });
}

void Journal::finishWrite(bool succeeded, const QString &error)
{
    m_isWriting = false;
    if (!succeeded && m_document->isModified()) {
        m_timer.start(retryDelay);
        if (!m_isFailing)
            emit failed(error);
    }
    m_isFailing = !succeeded;
}

void Journal::forget()
{
    if (!m_hasFile)
        return;
    m_hasFile = false;
    m_disk.start([own = m_own] { own->remove(); });
}

QList<RecoveryEntry> Journal::abandoned()
{
    const QDir directory(recovery::directory());
    // Beside a file stand its lock and, when the process was killed while it wrote, an unfinished copy.
    QSet<QString> names;
    const QString suffix = QStringLiteral(".json");
    const QStringList files = directory.entryList(QDir::Files);
    for (const QString &file : files) {
        if (const qsizetype end = file.indexOf(suffix); end > 0)
            names.insert(file.left(end + suffix.size()));
    }
    QList<RecoveryEntry> entries;
    for (const QString &name : std::as_const(names)) {
        const QString path = directory.filePath(name);
        const std::unique_ptr<QLockFile> lock = recovery::lock(path);
        if (!lock)
            continue;
        for (const QString &file : files) {
            if (file.startsWith(name + u'.') && !file.endsWith(QStringLiteral(".lock")))
                QFile::remove(directory.filePath(file));
        }
        if (const std::optional<RecoveryEntry> entry = recovery::readEntry(path))
            entries.append(*entry);
    }
    std::sort(entries.begin(), entries.end(),
        [](const RecoveryEntry &left, const RecoveryEntry &right) { return left.written > right.written; });
    return entries;
}

bool Journal::discard(const RecoveryEntry &entry)
{
    const std::unique_ptr<QLockFile> lock = recovery::lock(entry.path);
    return lock && QFile::remove(entry.path);
}

void Journal::restore(const RecoveryEntry &entry)
{
    m_reader.start([entry](const CancelFlag &) {
        Restored restored{entry, {}, recovery::lock(entry.path)};
        if (restored.lock)
            restored.result = recovery::readWorld(entry.path);
        else
            restored.result.report.remarks.push_back(
                {Severity::Error, "recoveryTaken", {}, entry.path.toStdString(), {}, {0, 0}});
        return restored;
    });
}

void Journal::finishRestore(const Restored &restored)
{
    if (restored.result.world) {
        m_document->setWorld(*restored.result.world, restored.entry.originalPath, restored.entry.displayName, restored.entry.stamp);
        // A file that holds more than could be read is left as it is.
        if (!restored.result.report.hasErrors()) {
            // After the task that setWorld() asked for, which removes the file of what was open before.
            m_hasFile = true;
            m_disk.start([own = m_own, path = restored.entry.path, lock = restored.lock] {
                *own = {path, lock, {}};
            });
        }
        m_document->setUnsaved();
    }
    emit this->restored(restored.entry, restored.result);
}

} // namespace rolewright
