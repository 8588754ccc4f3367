// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "world/workspaceio.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace rolewright;

namespace {

const std::string account = "111122223333";

QString written(const World &world)
{
    return QString::fromStdString(writeWorkspace(world));
}

} // namespace

class TestWorkspaceDocument : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_document.reset(); }
    void startsEmpty();
    void changeSaysWhat();
    void undoEverything();
    void emptyPatchIsNoEdit();
    void typingMerges();
    void typingElsewhereDoesNotMerge();
    void editsWithoutKeyDoNotMerge();
    void pauseEndsMerging();
    void undoEndsMerging();
    void typedBackIsNoEdit();
    void mergesAcrossEntitiesAndHeader();
    void saveAndModified();
    void startSave();
    void editWhileSaving();
    void saveFails();
    void setWorldClears();
    void setUnsaved();

private:
    void apply(edits::Result result, const QString &mergeKey = {})
    {
        if (!result.patch)
            qFatal("refused: %s", result.refused.code.c_str());
        m_document->apply(QStringLiteral("edit"), *result.patch, mergeKey);
    }
    void type(const std::string &text, const QString &key = QStringLiteral("key"))
    {
        apply(edits::setDocument(m_document->world(), m_own, text), key);
    }
    std::string typed() const
    {
        return documentAt(*m_document->world().find(m_own.owner), m_own.slot, m_own.name)->text();
    }

    std::unique_ptr<WorkspaceDocument> m_document;
    EntityId m_alice;
    DocumentRef m_own;
};

void TestWorkspaceDocument::init()
{
    WorldBuilder builder;
    builder.account(account);
    User alice;
    alice.name = "alice";
    alice.arn = "arn:aws:iam::111122223333:user/alice";
    alice.inlinePolicies = {{"own", PolicyDocument::parse("{}"), {}}};
    m_alice = builder.add({{}, account, alice});
    m_own = {m_alice, DocumentSlot::Inline, "own"};
    m_document = std::make_unique<WorkspaceDocument>();
    m_document->setWorld(builder.build(), {}, QStringLiteral("Sample"));
}

void TestWorkspaceDocument::startsEmpty()
{
    const WorkspaceDocument document;
    QVERIFY(!document.isModified());
    QVERIFY(document.filePath().isEmpty());
    QCOMPARE(document.displayName(), QStringLiteral("Untitled"));
    QCOMPARE(document.world().entityCount(), std::size_t{0});
}

void TestWorkspaceDocument::changeSaysWhat()
{
    std::vector<DocumentChange> changes;
    connect(m_document.get(), &WorkspaceDocument::changed, this, [&](const DocumentChange &change) { changes.push_back(change); });

    type("{ }");
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes.back().entities, std::vector<EntityId>{m_alice});
    QVERIFY(!changes.back().names && !changes.back().header && !changes.back().everything);

    const edits::Result bob = edits::createUser(m_document->world(), account, "bob");
    apply(bob);
    QCOMPARE(changes.back().entities, std::vector<EntityId>{bob.created});
    QVERIFY(changes.back().names);

    m_document->undoStack()->undo();
    QCOMPARE(changes.back().entities, std::vector<EntityId>{bob.created});
    QVERIFY(changes.back().names);

    apply(edits::rename(m_document->world(), m_alice, "alicia"));
    QVERIFY(changes.back().names);

    WorldHeader header = m_document->world().header();
    header.notes = "seen";
    apply(edits::setHeader(m_document->world(), header));
    QVERIFY(changes.back().header && !changes.back().names && changes.back().entities.empty());

    apply(edits::createAccount(m_document->world(), "444455556666", "Other"));
    QVERIFY(changes.back().header && changes.back().names);

    m_document->setWorld(World(), {}, {});
    QVERIFY(changes.back().everything);
}

void TestWorkspaceDocument::undoEverything()
{
    const QString before = written(m_document->world());
    const auto world = [this]() -> const World & { return m_document->world(); };
    const edits::Result role = edits::createRole(world(), account, "Deploy");
    apply(role);
    const edits::Result policy = edits::createPolicy(world(), account, "Read");
    apply(policy);
    const edits::Result group = edits::createGroup(world(), account, "Developers");
    apply(group);
    const std::string arn = world().find(policy.created)->arn();
    apply(edits::attach(world(), role.created, arn));
    apply(edits::attach(world(), group.created, arn));
    apply(edits::addToGroup(world(), m_alice, group.created));
    apply(edits::setBoundary(world(), m_alice, arn));
    apply(edits::rename(world(), policy.created, "Reading"));
    apply(edits::rename(world(), group.created, "Engineers"));
    apply(edits::setDocument(world(), {role.created, DocumentSlot::Trust, {}}, "{ broken"));
    apply(edits::setBoundary(world(), m_alice, std::nullopt));
    apply(edits::remove(world(), policy.created));
    apply(edits::remove(world(), m_alice));
    const QString after = written(world());
    QVERIFY(after != before);

    QUndoStack *stack = m_document->undoStack();
    QCOMPARE(stack->count(), 13);
    while (stack->canUndo())
        stack->undo();
    QCOMPARE(written(world()), before);
    QVERIFY(!m_document->isModified());
    while (stack->canRedo())
        stack->redo();
    QCOMPARE(written(world()), after);
}

void TestWorkspaceDocument::emptyPatchIsNoEdit()
{
    const QSignalSpy changed(m_document.get(), &WorkspaceDocument::changed);
    apply(edits::rename(m_document->world(), m_alice, "alice"));
    QCOMPARE(m_document->undoStack()->count(), 0);
    QCOMPARE(changed.count(), 0);
}

void TestWorkspaceDocument::typingMerges()
{
    type("{ a");
    type("{ ab");
    type("{ abc");
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(typed(), std::string("{ abc"));
    m_document->undoStack()->undo();
    QCOMPARE(typed(), std::string("{}"));
    m_document->undoStack()->redo();
    QCOMPARE(typed(), std::string("{ abc"));
}

void TestWorkspaceDocument::typingElsewhereDoesNotMerge()
{
    type("{ a", QStringLiteral("one"));
    type("{ ab", QStringLiteral("two"));
    QCOMPARE(m_document->undoStack()->count(), 2);
}

void TestWorkspaceDocument::editsWithoutKeyDoNotMerge()
{
    type("{ a", {});
    type("{ ab", {});
    QCOMPARE(m_document->undoStack()->count(), 2);
}

void TestWorkspaceDocument::pauseEndsMerging()
{
    type("{ a");
    QTest::qWait(1100);
    type("{ ab");
    QCOMPARE(m_document->undoStack()->count(), 2);
    m_document->undoStack()->undo();
    QCOMPARE(typed(), std::string("{ a"));
}

void TestWorkspaceDocument::undoEndsMerging()
{
    type("{ a");
    m_document->undoStack()->undo();
    m_document->undoStack()->redo();
    type("{ ab");
    QCOMPARE(m_document->undoStack()->count(), 2);
}

void TestWorkspaceDocument::typedBackIsNoEdit()
{
    type("{ a");
    type("{}");
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(!m_document->isModified());
    QCOMPARE(typed(), std::string("{}"));
}

void TestWorkspaceDocument::mergesAcrossEntitiesAndHeader()
{
    const QString before = written(m_document->world());
    const QString key = QStringLiteral("key");
    const edits::Result bob = edits::createUser(m_document->world(), account, "bob");
    apply(bob, key);
    apply(edits::rename(m_document->world(), bob.created, "bert"), key);
    apply(edits::createAccount(m_document->world(), "444455556666", "Other"), key);
    apply(edits::createAccount(m_document->world(), "777788889999", "Third"), key);
    apply(edits::setTags(m_document->world(), m_alice, {{"a", "b"}}), key);
    QCOMPARE(m_document->undoStack()->count(), 1);
    const QString after = written(m_document->world());
    m_document->undoStack()->undo();
    QCOMPARE(written(m_document->world()), before);
    m_document->undoStack()->redo();
    QCOMPARE(written(m_document->world()), after);
    QCOMPARE(m_document->world().find(bob.created)->name(), std::string("bert"));
}

void TestWorkspaceDocument::saveAndModified()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("k\u00f6nig.rolewright"));
    QSignalSpy fileChanged(m_document.get(), &WorkspaceDocument::fileChanged);
    QCOMPARE(m_document->displayName(), QStringLiteral("Sample"));
    type("{ a", {});
    QVERIFY(m_document->isModified());
    QCOMPARE(fileChanged.count(), 1);
    QString error;
    QVERIFY2(m_document->save(path, &error), qPrintable(error));
    QVERIFY(!m_document->isModified());
    QCOMPARE(m_document->filePath(), path);
    QCOMPARE(m_document->displayName(), QStringLiteral("k\u00f6nig.rolewright"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), written(m_document->world()));
    m_document->undoStack()->undo();
    QVERIFY(m_document->isModified());
    m_document->undoStack()->redo();
    QVERIFY(!m_document->isModified());
}

void TestWorkspaceDocument::startSave()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("w.rolewright"));
    QSignalSpy finished(m_document.get(), &WorkspaceDocument::saveFinished);
    type("{ a", {});
    QVERIFY(m_document->startSave(path));
    QVERIFY(m_document->isSaving());
    QVERIFY(!m_document->startSave(path));
    QVERIFY(finished.wait());
    QVERIFY(finished.first().first().toBool());
    QVERIFY(!m_document->isSaving());
    QVERIFY(!m_document->isModified());
    QCOMPARE(m_document->filePath(), path);
    QVERIFY(QFile::exists(path));
}

void TestWorkspaceDocument::editWhileSaving()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("w.rolewright"));
    QSignalSpy finished(m_document.get(), &WorkspaceDocument::saveFinished);
    type("{ a", {});
    const QString then = written(m_document->world());
    QVERIFY(m_document->startSave(path));
    type("{ ab", {});
    QVERIFY(finished.wait());
    QVERIFY(finished.first().first().toBool());
    QVERIFY(m_document->isModified());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), then);
}

void TestWorkspaceDocument::saveFails()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("none/w.rolewright"));
    type("{ a", {});
    QString error;
    QVERIFY(!m_document->save(path, &error));
    QVERIFY(!error.isEmpty());
    QVERIFY(m_document->isModified());
    QVERIFY(m_document->filePath().isEmpty());

    QSignalSpy finished(m_document.get(), &WorkspaceDocument::saveFinished);
    QVERIFY(m_document->startSave(path));
    QVERIFY(finished.wait());
    QVERIFY(!finished.first().at(0).toBool());
    QVERIFY(!finished.first().at(1).toString().isEmpty());
    QVERIFY(m_document->isModified());
}

void TestWorkspaceDocument::setWorldClears()
{
    type("{ a", {});
    m_document->setWorld(World(), QStringLiteral("/somewhere/w.rolewright"), {});
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(!m_document->isModified());
    QCOMPARE(m_document->displayName(), QStringLiteral("w.rolewright"));
    QCOMPARE(m_document->world().entityCount(), std::size_t{0});
}

void TestWorkspaceDocument::setUnsaved()
{
    QSignalSpy fileChanged(m_document.get(), &WorkspaceDocument::fileChanged);
    m_document->setUnsaved();
    QVERIFY(m_document->isModified());
    QCOMPARE(fileChanged.count(), 1);
    type("{ a", {});
    m_document->undoStack()->undo();
    QVERIFY(m_document->isModified());
}

QTEST_GUILESS_MAIN(TestWorkspaceDocument)
#include "tst_workspacedocument.moc"
