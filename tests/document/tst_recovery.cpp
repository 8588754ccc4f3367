// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/recovery.h"

#include "edits/edits.h"
#include "world/contentchanges.h"
#include "world/workspaceio.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rolewright;

namespace {

constexpr qint64 noLimit = 1 << 20;
const std::string account = "111122223333";
const RecoveryEntry entry{{}, QStringLiteral("/w.rolewright"), QStringLiteral("w"), {}, {7, 8}};

World makeWorld()
{
    WorldBuilder builder;
    builder.account(account);
    for (const std::string name : {"alice", "bob"}) {
        User user;
        user.name = name;
        user.arn = "arn:aws:iam::111122223333:user/" + name;
        user.inlinePolicies = {{"own", PolicyDocument::parse("{}"), {}}};
        builder.add({{}, account, user});
    }
    return builder.build();
}

World edited(const World &world, const std::string &user, const std::string &text)
{
    const EntityPtr entity = world.findByName(account, EntityKind::User, user);
    return world.applied(*edits::setDocument(world, {entity->id, DocumentSlot::Inline, "own"}, text).patch);
}

QString written(const World &world)
{
    return QString::fromStdString(writeWorkspace(world));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A record that fits its checksum, whatever stands in it.
QByteArray record(const QByteArray &text)
{
    return '\x1e' + QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex() + '\n' + text;
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("can't write");
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void wholeFile();
    void lastRecordCounts();
    void tornRecord();
    void damagedRecord();
    void recordThatDoesntFit_data();
    void recordThatDoesntFit();
    void tooLarge();
    void noFile();
    void firstVersion();
    void laterVersion();

private:
    QString restored() const
    {
        const ImportResult result = recovery::readWorld(m_path);
        return result.world ? written(*result.world) : QStringLiteral("nothing");
    }

    QTemporaryDir m_directory;
    QString m_path = m_directory.filePath(QStringLiteral("r.json"));
    World m_before;
};

void TestRecovery::init()
{
    QFile::remove(m_path);
    m_before = makeWorld();
    QVERIFY(recovery::write(m_path, entry, m_before, nullptr));
}

void TestRecovery::wholeFile()
{
    QCOMPARE(restored(), written(m_before));
    const std::optional<RecoveryEntry> read = recovery::readEntry(m_path);
    QVERIFY(read);
    QCOMPARE(read->path, m_path);
    QVERIFY(read->written.isValid());
    QCOMPARE(read->originalPath, entry.originalPath);
    QCOMPARE(read->displayName, entry.displayName);
    QVERIFY(read->stamp == entry.stamp);
}

void TestRecovery::lastRecordCounts()
{
    const QByteArray whole = contentOf(m_path);
    const World first = edited(m_before, "alice", "{ \"Version\": \"2012-10-17\" }");
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, first), noLimit));
    QVERIFY(contentOf(m_path).startsWith(whole));
    QCOMPARE(restored(), written(first));

    // A text that holds what separates the records, and braces.
    const World second = edited(first, "bob", "}\x1e{\n}\n");
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, second), noLimit));
    QCOMPARE(restored(), written(second));

    // Undone: nothing is other than in the whole copy.
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, m_before), noLimit));
    QCOMPARE(restored(), written(m_before));
    QCOMPARE(contentOf(m_path).count('\x1e'), 3);
    const std::optional<RecoveryEntry> read = recovery::readEntry(m_path);
    QVERIFY(read);
    QCOMPARE(read->displayName, entry.displayName);
}

void TestRecovery::tornRecord()
{
    const World first = edited(m_before, "alice", "{ }");
    const World second = edited(first, "alice", "{\n}");
    const qint64 whole = contentOf(m_path).size();
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, first), noLimit));
    const qint64 withFirst = contentOf(m_path).size();
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, second), noLimit));
    const QByteArray content = contentOf(m_path);
    QVERIFY(whole < withFirst && withFirst < content.size());
    for (qint64 size = content.size(); size >= whole; --size) {
        put(m_path, content.first(size));
        QCOMPARE(restored(), written(size == content.size() ? second : size >= withFirst ? first : m_before));
    }
}

void TestRecovery::damagedRecord()
{
    const World first = edited(m_before, "alice", "{ }");
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, first), noLimit));
    const qint64 withFirst = contentOf(m_path).size();
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, edited(first, "bob", "{ }")), noLimit));
    const QByteArray content = contentOf(m_path);
    // What separates the two is written before the second.
    for (qint64 place = withFirst + 1; place < content.size(); ++place) {
        QByteArray damaged = content;
        damaged[place] = damaged[place] == 'x' ? 'y' : 'x';
        put(m_path, damaged);
        QCOMPARE(restored(), written(first));
    }
}

void TestRecovery::recordThatDoesntFit_data()
{
    QTest::addColumn<QByteArray>("text");
    WorldBuilder builder;
    builder.account(account);
    User carol;
    carol.name = "carol";
    carol.arn = "arn:aws:iam::111122223333:user/carol";
    builder.add({{}, account, carol});
    QTest::newRow("user who isn't there") << QByteArray::fromStdString(writeWorkspace(builder.build()));
    // What fits isn't taken either: nobody edited just that.
    User alice;
    alice.name = "alice";
    alice.arn = "arn:aws:iam::111122223333:user/alice";
    builder.add({{}, account, alice});
    QTest::newRow("one who is, and one who isn't") << QByteArray::fromStdString(writeWorkspace(builder.build()));
    QTest::newRow("not JSON") << QByteArray("{ \"Version\": }}");
    QTest::newRow("not a workspace") << QByteArray("[1, 2]");
    QTest::newRow("nothing") << QByteArray();
}

void TestRecovery::recordThatDoesntFit()
{
    QFETCH(QByteArray, text);
    const auto errors = [this] {
        QStringList codes;
        for (const ImportRemark &remark : recovery::readWorld(m_path).report.remarks) {
            if (remark.severity == Severity::Error && remark.file == m_path.toStdString())
                codes += QString::fromStdString(remark.code);
        }
        return codes;
    };
    const QStringList leftOut{QStringLiteral("lastEditsLeftOut")};
    const QByteArray whole = contentOf(m_path);
    put(m_path, whole + record(text));
    QCOMPARE(restored(), written(m_before));
    QCOMPARE(errors(), leftOut);

    const World first = edited(m_before, "alice", "{ }");
    put(m_path, whole);
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, first), noLimit));
    const QByteArray withFirst = contentOf(m_path);
    QCOMPARE(errors(), QStringList());
    put(m_path, withFirst + record(text) + record(text) + "\x1e" "cut off");
    QCOMPARE(restored(), written(first));
    QCOMPARE(errors(), leftOut);

    // One that fits tells all that came before it.
    put(m_path, withFirst + record(text));
    const World second = edited(first, "bob", "{ }");
    QVERIFY(recovery::append(m_path, *contentChanges(m_before, second), noLimit));
    QCOMPARE(restored(), written(second));
    QCOMPARE(errors(), QStringList());
}

void TestRecovery::tooLarge()
{
    const QByteArray whole = contentOf(m_path);
    const World changes = *contentChanges(m_before, edited(m_before, "alice", "{ }"));
    // The separator, the checksum's line and the workspace.
    const qint64 fits = whole.size() + 1 + 65 + static_cast<qint64>(writeWorkspace(changes).size());
    QVERIFY(!recovery::append(m_path, changes, fits - 1));
    QCOMPARE(contentOf(m_path), whole);
    QVERIFY(recovery::append(m_path, changes, fits));
    QCOMPARE(contentOf(m_path).size(), fits);
}

void TestRecovery::noFile()
{
    QVERIFY(QFile::remove(m_path));
    QVERIFY(!recovery::append(m_path, World(), noLimit));
    QVERIFY(!QFile::exists(m_path));
}

void TestRecovery::firstVersion()
{
    const QByteArray head = "{\"displayName\":\"old\",\"fileModified\":5,\"fileSize\":6,\"originalPath\":\"/o\",\"rolewrightRecovery\":1,\"workspace\":\n";
    put(m_path, head + QByteArray::fromStdString(writeWorkspace(m_before)) + "}\n");
    const std::optional<RecoveryEntry> read = recovery::readEntry(m_path);
    QVERIFY(read);
    QCOMPARE(read->displayName, QStringLiteral("old"));
    QCOMPARE(read->originalPath, QStringLiteral("/o"));
    QCOMPARE(read->stamp.modified, 5);
    QCOMPARE(restored(), written(m_before));
}

void TestRecovery::laterVersion()
{
    QByteArray content = contentOf(m_path);
    QVERIFY(content.contains("\"rolewrightRecovery\":2"));
    put(m_path, content.replace("\"rolewrightRecovery\":2", "\"rolewrightRecovery\":3"));
    QVERIFY(!recovery::readEntry(m_path));
    QCOMPARE(restored(), QStringLiteral("nothing"));
}

QTEST_GUILESS_MAIN(TestRecovery)

#include "tst_recovery.moc"
