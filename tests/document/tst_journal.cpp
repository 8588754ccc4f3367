// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/journal.h"
#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "world/workspaceio.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QTimer>

#include <functional>
#include <utility>
#include <vector>

using namespace rolewright;

namespace {

const std::string account = "111122223333";
const QString originalPath = QStringLiteral("/home/someone/k\u00f6nig \"x\".rolewright");
const QString childArgument = QStringLiteral("--edit-until-killed");

constexpr char recordSeparator = '\x1E';

/// A user with a broken draft that holds what JSON texts trip over.
World makeWorld(const std::string &userName)
{
    WorldBuilder builder;
    builder.account(account).name = "Ac\"count}";
    User user;
    user.name = userName;
    user.arn = "arn:aws:iam::111122223333:user/" + userName;
    user.inlinePolicies = {{"own", PolicyDocument::parse("{ \"Version\": }}\n\t\xc3\xa9"), {}}};
    builder.add({{}, account, user});
    return builder.build();
}

/// So much that some edits of a policy's text are less than half of it.
World makeLargeWorld()
{
    WorldBuilder builder(makeWorld("alice"));
    User user;
    user.name = "large";
    user.arn = "arn:aws:iam::111122223333:user/large";
    user.inlinePolicies = {{"own", PolicyDocument::parse(std::string(10'000, '\n')), {}}};
    builder.add({{}, account, user});
    return builder.build();
}

void edit(WorkspaceDocument &document, const std::string &newUser)
{
    document.apply(QStringLiteral("edit"), *edits::createUser(document.world(), account, newUser).patch);
}

void type(WorkspaceDocument &document, const std::string &text)
{
    const EntityPtr alice = document.world().findByName(account, EntityKind::User, "alice");
    document.apply(QStringLiteral("type"), *edits::setDocument(document.world(), {alice->id, DocumentSlot::Inline, "own"}, text).patch);
}

QString written(const World &world)
{
    return QString::fromStdString(writeWorkspace(world));
}

QStringList recoveryFiles()
{
    return QDir(recovery::directory()).entryList(QDir::Files);
}

/// Of the one workspace that is open.
QString recoveryFile()
{
    const QStringList files = recoveryFiles().filter(QRegularExpression(QStringLiteral("json$")));
    return files.size() == 1 ? QDir(recovery::directory()).filePath(files.first()) : QString();
}

QByteArray recoveryContent()
{
    QFile file(recoveryFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString restoredText()
{
    const ImportResult result = recovery::readWorld(recoveryFile());
    return result.world ? written(*result.world) : QStringLiteral("nothing");
}

/// What the test starts and kills: edits a workspace, says so once the journal has it, goes on living.
int runChild(QCoreApplication &application)
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeLargeWorld(), originalPath, QStringLiteral("k\u00f6nig"));
    edit(document, "bob");
    bool hasTyped = false;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        if (!journal.isIdle())
            return;
        if (!std::exchange(hasTyped, true)) {
            type(document, "typed");
            return;
        }
        timer.stop();
        QTextStream(stdout) << "written" << Qt::endl;
    });
    timer.start(10);
    return application.exec();
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void unmodifiedLeavesNothing();
    void modifiedIsWritten();
    void laterEditsAreWritten();
    void contentIsAppended();
    void otherEditsWriteAnew();
    void recordsStayFewerThanTheRest();
    void everyStepIsKept();
    void otherNameWritesAnew();
    void missingFileIsWrittenAnew();
    void failedRecordIsWrittenAnew();
    void savedRemoves();
    void undoneRemoves();
    void closedRemoves();
    void anotherWorkspaceRemoves();
    void failureIsTold();
    void killed();
    void discarded();
    void livingOwnerIsLeftAlone();
    void foreignFiles();
    void damagedFile();
    void fileWithMoreThanCouldBeRead();

private:
    /// Runs the child until it has written, kills it with SIGKILL.
    void leaveSomethingBehind()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {childArgument});
        QVERIFY(child.waitForStarted());
        QVERIFY(child.waitForReadyRead());
        QCOMPARE(child.readAll().trimmed(), QByteArray("written"));
        QCOMPARE(Journal::abandoned().size(), 0);
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    }
};

void TestJournal::init()
{
    QVERIFY(QDir(recovery::directory()).removeRecursively());
    QVERIFY(recoveryFiles().isEmpty());
}

void TestJournal::unmodifiedLeavesNothing()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeWorld("alice"), {}, {});
    QTRY_VERIFY(journal.isIdle());
    QVERIFY(recoveryFiles().isEmpty());
}

void TestJournal::modifiedIsWritten()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeWorld("alice"), originalPath, QStringLiteral("k\u00f6nig"));
    edit(document, "bob");
    QVERIFY(!journal.isIdle());
    QTRY_VERIFY(journal.isIdle());
    const QStringList files = recoveryFiles();
    QCOMPARE(files.size(), 2); // and its lock
    const QString path = QDir(recovery::directory()).filePath(files.filter(QRegularExpression(QStringLiteral("json$"))).first());
    const std::optional<RecoveryEntry> entry = recovery::readEntry(path);
    QVERIFY(entry);
    QCOMPARE(entry->originalPath, originalPath);
    QCOMPARE(entry->displayName, QStringLiteral("k\u00f6nig"));
    const ImportResult result = recovery::readWorld(path);
    QVERIFY(result.world);
    QCOMPARE(written(*result.world), written(document.world()));
    // The process that wrote it lives.
    QVERIFY(Journal::abandoned().isEmpty());
    QVERIFY(!Journal::discard(*entry));
    QVERIFY(QFile::exists(path));
}

void TestJournal::laterEditsAreWritten()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeWorld("alice"), {}, {});
    edit(document, "bob");
    QTRY_VERIFY(journal.isIdle());
    edit(document, "carol");
    QVERIFY(!journal.isIdle());
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryFiles().size(), 2);
    const ImportResult result = recovery::readWorld(QDir(recovery::directory()).filePath(recoveryFiles().first()));
    QVERIFY(result.world && result.world->findByName(account, EntityKind::User, "carol"));
}

void TestJournal::contentIsAppended()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeLargeWorld(), {}, {});
    type(document, "first");
    QTRY_VERIFY(journal.isIdle());
    const QByteArray whole = recoveryContent();
    QCOMPARE(whole.count(recordSeparator), 0);
    QCOMPARE(restoredText(), written(document.world()));
    type(document, "second");
    QTRY_VERIFY(journal.isIdle());
    QVERIFY(recoveryContent().startsWith(whole + recordSeparator));
    QCOMPARE(restoredText(), written(document.world()));
    // Back to what the file said first, and all the way.
    document.undoStack()->undo();
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryContent().count(recordSeparator), 2);
    QCOMPARE(restoredText(), written(document.world()));
    document.undoStack()->undo();
    QTRY_VERIFY(recoveryFiles().isEmpty());
    // Nothing is appended to a file that is gone.
    document.undoStack()->redo();
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryContent(), whole);
}

void TestJournal::otherEditsWriteAnew()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeLargeWorld(), {}, {});
    type(document, "first");
    QTRY_VERIFY(journal.isIdle());
    type(document, "second");
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryContent().count(recordSeparator), 1);
    edit(document, "bob");
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryContent().count(recordSeparator), 0);
    QCOMPARE(restoredText(), written(document.world()));
    // An edit of what the new file holds.
    const EntityPtr bob = document.world().findByName(account, EntityKind::User, "bob");
    document.apply(QStringLiteral("tags"), *edits::setTags(document.world(), bob->id, {{"a", "b"}}).patch);
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryContent().count(recordSeparator), 1);
    QCOMPARE(restoredText(), written(document.world()));
}

void TestJournal::recordsStayFewerThanTheRest()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeLargeWorld(), {}, {});
    type(document, "first");
    QTRY_VERIFY(journal.isIdle());
    const qsizetype whole = recoveryContent().size();
    // A record is the text and less than a kilobyte more: three fit into a half of the rest, which is more than 20 KB.
    QVERIFY(whole > 20'000);
    for (int records = 1; records <= 4; ++records) {
        type(document, std::to_string(records) + std::string(static_cast<std::size_t>(whole) / 8, 'x'));
        QTRY_VERIFY(journal.isIdle());
        QCOMPARE(restoredText(), written(document.world()));
        QCOMPARE(recoveryContent().count(recordSeparator), records == 4 ? 0 : records);
    }
}

void TestJournal::everyStepIsKept()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeLargeWorld(), {}, {});
    type(document, "first");
    const std::vector<std::function<void()>> steps{
        [&] { type(document, "second"); },
        [&] { document.undoStack()->undo(); },
        [&] { edit(document, "bob"); },
        [&] { type(document, "{}"); },
        [&] { document.undoStack()->undo(); },
        [&] { document.undoStack()->undo(); },
        [&] { document.undoStack()->redo(); },
        [&] { document.undoStack()->redo(); },
    };
    for (const std::function<void()> &step : steps) {
        step();
        QTRY_VERIFY(journal.isIdle());
        QCOMPARE(restoredText(), written(document.world()));
    }
    document.undoStack()->setIndex(1);
    // One write for all of them.
    for (const std::function<void()> &step : steps)
        step();
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(restoredText(), written(document.world()));
}

void TestJournal::otherNameWritesAnew()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("w.rolewright"));
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeLargeWorld(), {}, {});
    type(document, "first");
    QTRY_VERIFY(journal.isIdle());
    QVERIFY(document.startSave(path));
    type(document, "second");
    QTRY_VERIFY(!document.isSaving());
    QVERIFY(document.isModified());
    QTRY_VERIFY(journal.isIdle());
    const std::optional<RecoveryEntry> entry = recovery::readEntry(recoveryFile());
    QVERIFY(entry);
    QCOMPARE(entry->originalPath, path);
    QVERIFY(entry->stamp == document.fileStamp());
    QCOMPARE(restoredText(), written(document.world()));
}

void TestJournal::missingFileIsWrittenAnew()
{
    WorkspaceDocument document;
    Journal journal(&document);
    QSignalSpy failed(&journal, &Journal::failed);
    document.setWorld(makeLargeWorld(), {}, {});
    type(document, "first");
    QTRY_VERIFY(journal.isIdle());
    QVERIFY(QFile::remove(recoveryFile()));
    type(document, "second");
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryContent().count(recordSeparator), 0);
    QCOMPARE(restoredText(), written(document.world()));
    QVERIFY(failed.isEmpty());
}

void TestJournal::failedRecordIsWrittenAnew()
{
    WorkspaceDocument document;
    Journal journal(&document);
    QSignalSpy failed(&journal, &Journal::failed);
    document.setWorld(makeLargeWorld(), {}, {});
    type(document, "first");
    QTRY_VERIFY(journal.isIdle());
    // Neither can anything be appended to a directory, nor does a file take its place.
    const QString path = recoveryFile();
    QVERIFY(QFile::remove(path));
    QVERIFY(QDir().mkpath(path));
    type(document, "second");
    QVERIFY(failed.wait());
    // The file that was there is back with its older text: nothing may be appended to it.
    QVERIFY(QDir().rmdir(path));
    QVERIFY(recovery::write(path, {}, makeWorld("zoe"), nullptr));
    QTRY_VERIFY_WITH_TIMEOUT(journal.isIdle(), 20000);
    QCOMPARE(recoveryContent().count(recordSeparator), 0);
    QCOMPARE(restoredText(), written(document.world()));
}

void TestJournal::savedRemoves()
{
    const QTemporaryDir directory;
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeWorld("alice"), {}, {});
    edit(document, "bob");
    QTRY_VERIFY(journal.isIdle());
    QVERIFY(!recoveryFiles().isEmpty());
    QVERIFY(document.save(directory.filePath(QStringLiteral("w.rolewright")), nullptr));
    QTRY_VERIFY(recoveryFiles().isEmpty());
    edit(document, "carol");
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryFiles().size(), 2);
}

void TestJournal::undoneRemoves()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeWorld("alice"), {}, {});
    edit(document, "bob");
    QTRY_VERIFY(journal.isIdle());
    QVERIFY(!recoveryFiles().isEmpty());
    document.undoStack()->undo();
    QTRY_VERIFY(recoveryFiles().isEmpty());
    QVERIFY(journal.isIdle());
}

void TestJournal::closedRemoves()
{
    WorkspaceDocument document;
    {
        Journal journal(&document);
        document.setWorld(makeWorld("alice"), {}, {});
        edit(document, "bob");
        QTRY_VERIFY(journal.isIdle());
        QVERIFY(!recoveryFiles().isEmpty());
    }
    QVERIFY(recoveryFiles().isEmpty());
}

void TestJournal::anotherWorkspaceRemoves()
{
    WorkspaceDocument document;
    Journal journal(&document);
    document.setWorld(makeWorld("alice"), {}, {});
    edit(document, "bob");
    QTRY_VERIFY(journal.isIdle());
    document.setWorld(makeWorld("zoe"), {}, {});
    QTRY_VERIFY(recoveryFiles().isEmpty());
}

void TestJournal::failureIsTold()
{
    WorkspaceDocument document;
    Journal journal(&document);
    QSignalSpy failed(&journal, &Journal::failed);
    document.setWorld(makeWorld("alice"), {}, {});
    // A file stands where the directory has to be.
    const QString directory = recovery::directory();
    QVERIFY(QDir(directory).removeRecursively());
    QFile obstacle(directory);
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    obstacle.close();
    edit(document, "bob");
    QVERIFY(failed.wait());
    QVERIFY(document.isModified());
    QVERIFY(obstacle.remove());
    // The next attempt comes without another edit.
    QTRY_VERIFY_WITH_TIMEOUT(journal.isIdle(), 20000);
    QCOMPARE(recoveryFiles().size(), 2);
}

void TestJournal::killed()
{
    leaveSomethingBehind();
    QCOMPARE(recoveryContent().count(recordSeparator), 1);
    const QList<RecoveryEntry> entries = Journal::abandoned();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].originalPath, originalPath);
    QCOMPARE(entries[0].displayName, QStringLiteral("k\u00f6nig"));
    QVERIFY(entries[0].written.isValid());

    WorkspaceDocument document;
    Journal journal(&document);
    QSignalSpy restored(&journal, &Journal::restored);
    journal.restore(entries[0]);
    QVERIFY(!journal.isIdle());
    QVERIFY(restored.wait());
    QVERIFY(document.isModified());
    QCOMPARE(document.filePath(), originalPath);
    QCOMPARE(document.displayName(), QStringLiteral("k\u00f6nig"));

    WorkspaceDocument expected;
    expected.setWorld(makeLargeWorld(), {}, {});
    edit(expected, "bob");
    type(expected, "typed");
    const auto withoutNew = [](const World &world) {
        // The new user's id and date are the child's own.
        return written(world.applied(*edits::remove(world, world.findByName(account, EntityKind::User, "bob")->id).patch));
    };
    QVERIFY(document.world().findByName(account, EntityKind::User, "bob"));
    QCOMPARE(withoutNew(document.world()), withoutNew(expected.world()));

    // It belongs to this process now, and goes when it is saved.
    QTRY_VERIFY(journal.isIdle());
    QVERIFY(Journal::abandoned().isEmpty());
    QCOMPARE(recoveryFiles().size(), 2);
    const QTemporaryDir directory;
    QVERIFY(document.save(directory.filePath(QStringLiteral("w.rolewright")), nullptr));
    QTRY_VERIFY(recoveryFiles().isEmpty());
}

void TestJournal::discarded()
{
    leaveSomethingBehind();
    const QList<RecoveryEntry> entries = Journal::abandoned();
    QCOMPARE(entries.size(), 1);
    QVERIFY(Journal::discard(entries[0]));
    QVERIFY(Journal::abandoned().isEmpty());
    QVERIFY(recoveryFiles().isEmpty());
}

void TestJournal::livingOwnerIsLeftAlone()
{
    leaveSomethingBehind();
    const QList<RecoveryEntry> entries = Journal::abandoned();
    WorkspaceDocument first;
    Journal firstJournal(&first);
    QSignalSpy firstRestored(&firstJournal, &Journal::restored);
    firstJournal.restore(entries[0]);
    QVERIFY(firstRestored.wait());

    // Somebody else asks for the same file.
    WorkspaceDocument second;
    second.setWorld(makeWorld("zoe"), {}, QStringLiteral("Second"));
    Journal secondJournal(&second);
    QSignalSpy secondRestored(&secondJournal, &Journal::restored);
    secondJournal.restore(entries[0]);
    QVERIFY(secondRestored.wait());
    const auto result = secondRestored.first().at(1).value<ImportResult>();
    QVERIFY(!result.world);
    QCOMPARE(result.report.remarks.at(0).code, std::string("recoveryTaken"));
    QCOMPARE(second.displayName(), QStringLiteral("Second"));
    QVERIFY(!second.isModified());
}

void TestJournal::foreignFiles()
{
    const QDir directory(recovery::directory());
    const auto write = [&](const char *name, const QByteArray &text) {
        QFile file(directory.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    };
    write("notes.txt", "mine");
    write("other.json", "{\"a\":1}\n");
    write("empty.json", {});
    // Left by a process that was killed while it wrote for the first time.
    write("0a1b.json.XyZabc", "{\"displayName\":");
    QVERIFY(Journal::abandoned().isEmpty());
    QStringList files = recoveryFiles();
    files.sort();
    QCOMPARE(files, (QStringList{QStringLiteral("empty.json"), QStringLiteral("notes.txt"), QStringLiteral("other.json")}));
}

void TestJournal::damagedFile()
{
    leaveSomethingBehind();
    const QList<RecoveryEntry> entries = Journal::abandoned();
    QFile file(entries[0].path);
    QVERIFY(file.resize(file.size() / 2));
    WorkspaceDocument document;
    document.setWorld(makeWorld("zoe"), {}, QStringLiteral("Open"));
    Journal journal(&document);
    QSignalSpy restored(&journal, &Journal::restored);
    journal.restore(entries[0]);
    QVERIFY(restored.wait());
    QVERIFY(restored.first().at(1).value<ImportResult>().report.hasErrors());
    QCOMPARE(document.displayName(), QStringLiteral("Open"));
    // What is left of it stays for somebody to look at.
    QVERIFY(QFile::exists(entries[0].path));
}

void TestJournal::fileWithMoreThanCouldBeRead()
{
    leaveSomethingBehind();
    const QList<RecoveryEntry> entries = Journal::abandoned();
    const QString expected = restoredText();
    // Nobody called zoe is in it.
    QVERIFY(recovery::append(entries[0].path, makeWorld("zoe"), 1 << 20));
    const QByteArray left = recoveryContent();
    QCOMPARE(left.count(recordSeparator), 2);

    WorkspaceDocument document;
    Journal journal(&document);
    QSignalSpy restored(&journal, &Journal::restored);
    journal.restore(entries[0]);
    QVERIFY(restored.wait());
    const auto report = restored.first().at(1).value<ImportResult>().report;
    QCOMPARE(report.remarks.back().code, std::string("lastEditsLeftOut"));
    QVERIFY(report.hasErrors());
    QVERIFY(document.isModified());
    QCOMPARE(document.filePath(), originalPath);
    QCOMPARE(written(document.world()), expected);

    // What was restored is kept elsewhere; the file stays, whatever becomes of that.
    const auto content = [&] {
        QFile file(entries[0].path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(recoveryFiles().filter(QRegularExpression(QStringLiteral("json$"))).size(), 2);
    type(document, "more");
    QTRY_VERIFY(journal.isIdle());
    QCOMPARE(content(), left);
    const QTemporaryDir directory;
    QVERIFY(document.save(directory.filePath(QStringLiteral("w.rolewright")), nullptr));
    QTRY_COMPARE(recoveryFiles().size(), 1);
    QCOMPARE(content(), left);
    const QList<RecoveryEntry> offered = Journal::abandoned();
    QCOMPARE(offered.size(), 1);
    QCOMPARE(offered[0].path, entries[0].path);
}

int main(int argc, char **argv)
{
    // The child inherits the directory.
    std::unique_ptr<QTemporaryDir> data;
    if (argc < 2 || QString::fromLocal8Bit(argv[1]) != childArgument) {
        data = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", QFile::encodeName(data->path()));
    }
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tst_journal"));
    if (!data)
        return runChild(application);
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
