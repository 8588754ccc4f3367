// SPDX-License-Identifier: GPL-3.0-or-later
#include "editsfixture.h"

#include <QTest>

using namespace rolewright;
using namespace rolewright::editsfixture;

class TestRenaming : public QObject
{
    Q_OBJECT
private slots:
    void init() { m = makeFixture(); }
    void names_data();
    void names();
    void nameTakenIgnoresCase();
    void renameUser();
    void renameGroup();
    void renameRole();
    void renamePolicy();
    void renameCase();
    void removeUser();
    void removeGroup();
    void removePolicy();
    void removeRoleKeepsScenarios();
    void removeOrganizationPolicy();

private:
    World applied(const edits::Result &result) const { return editsfixture::applied(m.world, result); }

    Fixture m;
};

void TestRenaming::names_data()
{
    // reference_iam-quotas "IAM name requirements" and "IAM and STS character limits".
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code"); // empty: accepted
    const auto row = [](const char *title, const char *kind, const QString &name, const char *code) {
        QTest::newRow(title) << QString::fromLatin1(kind) << name << QString::fromLatin1(code);
    };
    row("all letters", "user", QStringLiteral("a_B9+=,.@-"), "");
    row("empty", "user", {}, "nameEmpty");
    row("space", "user", QStringLiteral("a b"), "nameInvalid");
    row("slash", "role", QStringLiteral("a/b"), "nameInvalid");
    row("umlaut", "group", QString::fromUtf8("Gr\xc3\xb6\xc3\x9f"), "nameInvalid");
    row("colon", "policy", QStringLiteral("a:b"), "nameInvalid");
    row("newline", "policy", QStringLiteral("a\n"), "nameInvalid");
    row("user 64", "user", QString(64, u'x'), "");
    row("user 65", "user", QString(65, u'x'), "nameTooLong");
    row("role 64", "role", QString(64, u'x'), "");
    row("role 65", "role", QString(65, u'x'), "nameTooLong");
    row("group 128", "group", QString(128, u'x'), "");
    row("group 129", "group", QString(129, u'x'), "nameTooLong");
    row("policy 128", "policy", QString(128, u'x'), "");
    row("policy 129", "policy", QString(129, u'x'), "nameTooLong");
}

void TestRenaming::names()
{
    QFETCH(QString, kind);
    QFETCH(QString, name);
    QFETCH(QString, code);
    const std::string text = name.toStdString();
    edits::Result created;
    edits::Result renamed;
    if (kind == u"user") {
        created = edits::createUser(m.world, account, text);
        renamed = edits::rename(m.world, m.bob, text);
    } else if (kind == u"group") {
        created = edits::createGroup(m.world, account, text);
        renamed = edits::rename(m.world, m.testers, text);
    } else if (kind == u"role") {
        created = edits::createRole(m.world, account, text);
        renamed = edits::rename(m.world, m.deploy, text);
    } else {
        created = edits::createPolicy(m.world, account, text);
        renamed = edits::rename(m.world, m.read, text);
    }
    QCOMPARE(QString::fromStdString(created.refused.code), code);
    QCOMPARE(QString::fromStdString(renamed.refused.code), code);
    QCOMPARE(created.patch.has_value(), code.isEmpty());
    QCOMPARE(renamed.patch.has_value(), code.isEmpty());
}

void TestRenaming::nameTakenIgnoresCase()
{
    QCOMPARE(edits::createUser(m.world, account, "ALICE").refused.code, std::string("nameTaken"));
    QCOMPARE(edits::createPolicy(m.world, account, "read").refused.code, std::string("nameTaken"));
    QCOMPARE(edits::rename(m.world, m.bob, "Alice").refused.code, std::string("nameTaken"));
    // Names are per account and per kind.
    QVERIFY(edits::createUser(m.world, otherAccount, "alice").patch);
    QVERIFY(edits::createGroup(m.world, account, "alice").patch);
}

void TestRenaming::renameUser()
{
    const World world = applied(edits::rename(m.world, m.alice, "alicia"));
    const std::string arn = "arn:aws:iam::111122223333:user/division/alicia";
    QCOMPARE(world.find(m.alice)->name(), std::string("alicia"));
    QCOMPARE(world.find(m.alice)->arn(), arn);
    QCOMPARE(world.findByArn(arn), world.find(m.alice));
    QVERIFY(!world.findByArn("arn:aws:iam::111122223333:user/division/alice"));
    QCOMPARE(world.entities(account, EntityKind::User).front()->id, m.alice);
    QCOMPARE(dataOf<User>(world, m.alice).groups, (std::vector<std::string>{"Testers", "Developers"}));
    QCOMPARE(dataOf<User>(world, m.alice).uniqueId, std::string("IDuseralice"));
    QCOMPARE(world.header().scenarios[1].principal, arn);
    QCOMPARE(world.header().scenarios[1].context.at("aws:PrincipalArn"), std::vector<std::string>{arn});
    QCOMPARE(world.header().scenarios[0].principal, m.world.header().scenarios[0].principal);
    QCOMPARE(world.header().graphPositions.count("arn:aws:iam::111122223333:user/division/alice"), std::size_t{0});
    QCOMPARE(world.header().graphPositions.at(arn).y, 2.0);
}

void TestRenaming::renameGroup()
{
    const World world = applied(edits::rename(m.world, m.developers, "Engineers"));
    QCOMPARE(dataOf<User>(world, m.alice).groups, (std::vector<std::string>{"Testers", "Engineers"}));
    QCOMPARE(world.find(m.developers)->arn(), std::string("arn:aws:iam::111122223333:group/Engineers"));
    QCOMPARE(world.find(m.bob), m.world.find(m.bob));
    QCOMPARE(world.headerPtr(), m.world.headerPtr());
}

void TestRenaming::renameRole()
{
    const World world = applied(edits::rename(m.world, m.deploy, "Release"));
    const std::string arn = "arn:aws:iam::111122223333:role/ci/Release";
    QCOMPARE(world.find(m.deploy)->arn(), arn);
    QCOMPARE(world.header().scenarios[0].principal, std::string("arn:aws:sts::111122223333:assumed-role/Release/run-7"));
    QCOMPARE(world.header().scenarios[0].expectVia, std::vector<std::string>{arn});
    QCOMPARE(world.header().scenarios[1].resource, arn);
    QCOMPARE(world.header().graphPositions.at(arn).x, 3.0);
    // The instance profile keeps its own name and names the role by its new one.
    const InstanceProfile &profile = dataOf<Role>(world, m.deploy).instanceProfiles.at(0);
    QCOMPARE(profile.name, std::string("Deploy"));
    QCOMPARE(profile.json,
        std::string(R"({"InstanceProfileName":"Deploy","Arn":"arn:aws:iam::111122223333:instance-profile/Deploy","Roles":[{"RoleName":"Release","Arn":"arn:aws:iam::111122223333:role/ci/Release"}]})"));
}

void TestRenaming::renamePolicy()
{
    const World world = applied(edits::rename(m.world, m.read, "Reading"));
    const std::string arn = "arn:aws:iam::111122223333:policy/team/Reading";
    QCOMPARE(world.find(m.read)->arn(), arn);
    for (const std::vector<AttachedPolicy> *attached : {&dataOf<User>(world, m.alice).attachedPolicies,
             &dataOf<Group>(world, m.developers).attachedPolicies, &dataOf<Role>(world, m.deploy).attachedPolicies}) {
        QCOMPARE(attached->at(0).arn, arn);
        QCOMPARE(attached->at(0).name, std::string("Reading"));
    }
    QCOMPARE(dataOf<Role>(world, m.deploy).attachedPolicies.at(1).arn, readOnlyAccess);
    QVERIFY(world.policyText(arn));

    const World bounded = applied(edits::rename(m.world, m.limit, "Ceiling"));
    QCOMPARE(*dataOf<User>(bounded, m.alice).boundary, std::string("arn:aws:iam::111122223333:policy/Ceiling"));
}

void TestRenaming::renameCase()
{
    const World world = applied(edits::rename(m.world, m.developers, "developers"));
    QCOMPARE(world.find(m.developers)->name(), std::string("developers"));
    QCOMPARE(dataOf<User>(world, m.alice).groups.at(1), std::string("developers"));
    const edits::Result same = edits::rename(m.world, m.developers, "Developers");
    QVERIFY(same.patch && same.patch->empty());
}

void TestRenaming::removeUser()
{
    const World world = applied(edits::remove(m.world, m.alice));
    QVERIFY(!world.find(m.alice));
    QCOMPARE(world.entities(account, EntityKind::User).size(), std::size_t{1});
    QCOMPARE(world.header().graphPositions.size(), std::size_t{2});
    QCOMPARE(extra(dataOf<ManagedPolicy>(world, m.read), "AttachmentCount"), std::string("2"));
    QCOMPARE(extra(dataOf<ManagedPolicy>(world, m.limit), "PermissionsBoundaryUsageCount"), std::string("0"));
}

void TestRenaming::removeGroup()
{
    const World world = applied(edits::remove(m.world, m.developers));
    QCOMPARE(dataOf<User>(world, m.alice).groups, std::vector<std::string>{"Testers"});
}

void TestRenaming::removePolicy()
{
    const World world = applied(edits::remove(m.world, m.read));
    QVERIFY(dataOf<User>(world, m.alice).attachedPolicies.empty());
    QVERIFY(dataOf<Group>(world, m.developers).attachedPolicies.empty());
    QCOMPARE(dataOf<Role>(world, m.deploy).attachedPolicies.size(), std::size_t{1});

    // Whoever it bounds could do more afterwards.
    const edits::Result refused = edits::remove(m.world, m.limit);
    QVERIFY(!refused.patch);
    QCOMPARE(refused.refused.code, std::string("usedAsBoundary"));
    QCOMPARE(refused.refused.arguments, (std::vector<std::string>{"Limit", "alice"}));
}

void TestRenaming::removeRoleKeepsScenarios()
{
    const World world = applied(edits::remove(m.world, m.deploy));
    QCOMPARE(world.header().scenarios.size(), std::size_t{2});
    QCOMPARE(world.header().scenarios[1].resource, std::string("arn:aws:iam::111122223333:role/ci/Deploy"));
}

void TestRenaming::removeOrganizationPolicy()
{
    const World world = applied(edits::remove(m.world, m.scp));
    QVERIFY(!world.organizationPolicy("p-guard"));
    const OrganizationNode &root = world.header().organization->root;
    QVERIFY(root.serviceControlPolicies.empty());
    QCOMPARE(root.children.at(0).serviceControlPolicies, std::vector<std::string>{"p-FullAWSAccess"});
}

QTEST_GUILESS_MAIN(TestRenaming)
#include "tst_renaming.moc"
