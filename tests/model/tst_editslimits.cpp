// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/organizationedits.h"
#include "editsfixture.h"
#include "world/workspaceio.h"

#include <QTest>

#include <functional>

using namespace rolewright;
using namespace rolewright::editsfixture;

/// What an edit refuses, and that its undo leaves nothing behind.
class TestEditsLimits : public QObject
{
    Q_OBJECT
private slots:
    void init() { m = makeFixture(); }
    void refused_data();
    void refused();
    void undoRestoresTheFile_data();
    void undoRestoresTheFile();

private:
    Fixture m;
};

void TestEditsLimits::refused_data()
{
    using Edit = std::function<edits::Result(const Fixture &)>;
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *title, Edit edit, const char *code) {
        QTest::newRow(title) << std::move(edit) << QString::fromLatin1(code);
    };
    row("user in no account", [](const Fixture &f) { return edits::createUser(f.world, "999999999999", "x"); }, "noSuchAccount");
    row("resource in no account", [](const Fixture &f) { return edits::createResource(f.world, "", "arn:aws:s3:::x"); }, "noSuchAccount");
    row("no ARN", [](const Fixture &f) { return edits::createResource(f.world, account, "bucket"); }, "arnInvalid");
    row("ARN with wildcard", [](const Fixture &f) { return edits::createResource(f.world, account, "arn:aws:s3:::x*"); }, "arnInvalid");
    row("ARN without resource", [](const Fixture &f) { return edits::createResource(f.world, account, "arn:aws:s3:::"); }, "arnInvalid");
    row("ARN there already", [](const Fixture &f) { return edits::createResource(f.world, account, "arn:aws:s3:::reports"); }, "arnTaken");
    row("ARN of another account", [](const Fixture &f) { return edits::createResource(f.world, account, "arn:aws:sqs:eu-west-1:444455556666:q"); }, "otherAccount");
    row("short account id", [](const Fixture &f) { return edits::createAccount(f.world, "12345", "x"); }, "accountInvalid");
    row("account there already", [](const Fixture &f) { return edits::createAccount(f.world, account, "x"); }, "accountTaken");
    row("rename nothing", [](const Fixture &f) { return edits::rename(f.world, {}, "x"); }, "noSuchEntity");
    row("bucket without ARN", [](const Fixture &f) { return edits::rename(f.world, f.bucket, "x"); }, "arnInvalid");
    row("resource of another account", [](const Fixture &f) { return edits::rename(f.world, f.bucket, "arn:aws:sqs:eu-west-1:444455556666:q"); }, "otherAccount");
    row("issuer with scheme", [](const Fixture &f) { return edits::createProvider(f.world, account, ProviderKind::Oidc, "https://x.com"); }, "issuerInvalid");
    row("SAML name with slash", [](const Fixture &f) { return edits::createProvider(f.world, account, ProviderKind::Saml, "a/b"); }, "samlNameInvalid");
    row("provider nowhere", [](const Fixture &f) { return edits::createProvider(f.world, "999999999999", ProviderKind::Saml, "a"); }, "noSuchAccount");
    row("second organization", [](const Fixture &f) { return edits::createOrganization(f.world); }, "organizationExists");
    row("SCP without a name", [](const Fixture &f) { return edits::createOrganizationPolicy(f.world, OrganizationPolicy::Type::ServiceControl, ""); }, "nameEmpty");
    row("SCP to nowhere", [](const Fixture &f) { return edits::attachToNode(f.world, "ou-none", f.scp); }, "noSuchNode");
    row("SCP twice", [](const Fixture &f) { return edits::attachToNode(f.world, account, f.scp); }, "alreadyAttached");
    row("user as SCP", [](const Fixture &f) { return edits::attachToNode(f.world, account, f.alice); }, "noSuchPolicy");
    row("detach what isn't there", [](const Fixture &f) { return edits::detachFromNode(f.world.applied(*edits::detachFromNode(f.world, "r-1", f.scp).patch), "r-1", f.scp); }, "notAttached");
    row("delete an account that isn't there", [](const Fixture &f) { return edits::removeAccount(f.world, "999999999999"); }, "noSuchAccount");
    row("remove nothing", [](const Fixture &f) { return edits::remove(f.world, {}); }, "noSuchEntity");
    row("attach twice", [](const Fixture &f) { return edits::attach(f.world, f.alice, readPolicy); }, "alreadyAttached");
    row("attach an unknown policy", [](const Fixture &f) { return edits::attach(f.world, f.bob, "arn:aws:iam::aws:policy/NoSuch"); }, "noSuchPolicy");
    row("attach a user", [](const Fixture &f) { return edits::attach(f.world, f.bob, "arn:aws:iam::111122223333:user/division/alice"); }, "noSuchPolicy");
    row("attach another account's", [](const Fixture &f) { return edits::attach(f.world, f.bob, "arn:aws:iam::444455556666:policy/Foreign"); }, "otherAccount");
    row("attach to a bucket", [](const Fixture &f) { return edits::attach(f.world, f.bucket, readPolicy); }, "cannotAttach");
    row("detach what isn't there", [](const Fixture &f) { return edits::detach(f.world, f.bob, readPolicy); }, "notAttached");
    row("member already", [](const Fixture &f) { return edits::addToGroup(f.world, f.alice, f.developers); }, "alreadyMember");
    row("role into a group", [](const Fixture &f) { return edits::addToGroup(f.world, f.deploy, f.developers); }, "noSuchEntity");
    row("not a member", [](const Fixture &f) { return edits::removeFromGroup(f.world, f.bob, f.developers); }, "notMember");
    row("boundary of a group", [](const Fixture &f) { return edits::setBoundary(f.world, f.developers, limitPolicy); }, "cannotBound");
    row("unknown boundary", [](const Fixture &f) { return edits::setBoundary(f.world, f.bob, "arn:aws:iam::111122223333:policy/None"); }, "noSuchPolicy");
    row("inline name taken", [](const Fixture &f) { return edits::addInlinePolicy(f.world, f.alice, "own"); }, "nameTaken");
    row("inline name invalid", [](const Fixture &f) { return edits::addInlinePolicy(f.world, f.alice, "a/b"); }, "nameInvalid");
    row("inline on a policy", [](const Fixture &f) { return edits::addInlinePolicy(f.world, f.read, "x"); }, "cannotAttach");
    row("remove unknown inline", [](const Fixture &f) { return edits::removeInlinePolicy(f.world, f.alice, "none"); }, "noSuchDocument");
    row("unknown version", [](const Fixture &f) { return edits::setDocument(f.world, {f.read, DocumentSlot::Version, "v9"}, "{}"); }, "noSuchDocument");
    row("built-in policy", [](const Fixture &f) { return edits::setDocument(f.world, {{}, DocumentSlot::Library, readOnlyAccess}, "{}"); }, "awsManaged");
}

void TestEditsLimits::refused()
{
    QFETCH(std::function<edits::Result(const Fixture &)>, edit);
    QFETCH(QString, code);
    const edits::Result result = edit(m);
    QVERIFY(!result.patch);
    QCOMPARE(QString::fromStdString(result.refused.code), code);
}

void TestEditsLimits::undoRestoresTheFile_data()
{
    using Edit = std::function<edits::Result(const Fixture &)>;
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char *title, Edit edit) { QTest::newRow(title) << std::move(edit); };
    row("create user", [](const Fixture &f) { return edits::createUser(f.world, account, "x"); });
    row("create group", [](const Fixture &f) { return edits::createGroup(f.world, account, "x"); });
    row("create role", [](const Fixture &f) { return edits::createRole(f.world, account, "x"); });
    row("create policy", [](const Fixture &f) { return edits::createPolicy(f.world, account, "x"); });
    row("create resource", [](const Fixture &f) { return edits::createResource(f.world, account, "arn:aws:s3:::x"); });
    row("create account", [](const Fixture &f) { return edits::createAccount(f.world, "777788889999", "x"); });
    row("rename user", [](const Fixture &f) { return edits::rename(f.world, f.alice, "x"); });
    row("rename group", [](const Fixture &f) { return edits::rename(f.world, f.developers, "x"); });
    row("rename role", [](const Fixture &f) { return edits::rename(f.world, f.deploy, "x"); });
    row("rename policy", [](const Fixture &f) { return edits::rename(f.world, f.read, "x"); });
    // Each the first of several, so that its place matters.
    row("remove user", [](const Fixture &f) { return edits::remove(f.world, f.alice); });
    row("remove group", [](const Fixture &f) { return edits::remove(f.world, f.developers); });
    row("remove role", [](const Fixture &f) { return edits::remove(f.world, f.deploy); });
    row("remove policy", [](const Fixture &f) { return edits::remove(f.world, f.read); });
    row("remove resource", [](const Fixture &f) { return edits::remove(f.world, f.bucket); });
    row("remove SCP", [](const Fixture &f) { return edits::remove(f.world, f.scp); });
    row("attach", [](const Fixture &f) { return edits::attach(f.world, f.bob, readPolicy); });
    row("detach", [](const Fixture &f) { return edits::detach(f.world, f.deploy, readPolicy); });
    row("add to group", [](const Fixture &f) { return edits::addToGroup(f.world, f.bob, f.developers); });
    row("remove from group", [](const Fixture &f) { return edits::removeFromGroup(f.world, f.alice, f.testers); });
    row("boundary", [](const Fixture &f) { return edits::setBoundary(f.world, f.alice, std::nullopt); });
    row("add inline", [](const Fixture &f) { return edits::addInlinePolicy(f.world, f.bob, "x"); });
    row("remove inline", [](const Fixture &f) { return edits::removeInlinePolicy(f.world, f.alice, "own"); });
    row("tags", [](const Fixture &f) { return edits::setTags(f.world, f.alice, {}); });
    row("document", [](const Fixture &f) { return edits::setDocument(f.world, {f.read, DocumentSlot::Version, "v2"}, "{"); });
    row("resource policy", [](const Fixture &f) { return edits::setDocument(f.world, {f.bucket, DocumentSlot::ResourcePolicy, {}}, "{}"); });
    row("header", [](const Fixture &f) { return edits::setHeader(f.world, WorldHeader(f.world.header())); });
}

void TestEditsLimits::undoRestoresTheFile()
{
    QFETCH(std::function<edits::Result(const Fixture &)>, edit);
    const std::string before = writeWorkspace(m.world);
    const edits::Result result = edit(m);
    QVERIFY(result.patch && !result.patch->empty());
    const World after = m.world.applied(*result.patch);
    if (qstrcmp(QTest::currentDataTag(), "header") != 0)
        QVERIFY(writeWorkspace(after) != before);
    const World undone = after.applied(result.patch->inverted());
    QCOMPARE(QString::fromStdString(writeWorkspace(undone)), QString::fromStdString(before));
    const World redone = undone.applied(*result.patch);
    QCOMPARE(QString::fromStdString(writeWorkspace(redone)), QString::fromStdString(writeWorkspace(after)));
}

QTEST_GUILESS_MAIN(TestEditsLimits)
#include "tst_editslimits.moc"
