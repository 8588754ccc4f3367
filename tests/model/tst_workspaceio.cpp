// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/json.h"
#include "world/workspaceio.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace rolewright;

namespace {

const std::string account = "111122223333";

ImportResult read(const std::string &text)
{
    return importFiles({{"w.rolewright", text}});
}

bool hasCode(const ImportReport &report, const std::string &code)
{
    return std::any_of(report.remarks.begin(), report.remarks.end(), [&](const ImportRemark &remark) { return remark.code == code; });
}

/// A world whose one role has that trust policy text.
World worldWith(const std::string &text)
{
    WorldBuilder builder;
    builder.account(account);
    Role role;
    role.name = "r";
    role.arn = "arn:aws:iam::111122223333:role/r";
    role.trust = PolicyDocument::parse(text);
    role.inlinePolicies.push_back({"again", role.trust, {}});
    builder.add({{}, account, role});
    return builder.build();
}

/// Has every field that the format knows, unknown ones at every level, and is written as the program writes.
std::string wholeFile()
{
    return readFile(std::string(FIXTURES) + "/everything.rolewright", nullptr).value_or("");
}

} // namespace

class TestWorkspaceIo : public QObject
{
    Q_OBJECT

private slots:
    void wholeFileComesBack();
    void valuesOfTheWholeFile();
    void textsComeBackExactly_data();
    void textsComeBackExactly();
    void randomTextsComeBackExactly();
    void fixturesAreStable_data();
    void fixturesAreStable();
    void keysInAnyOrder();
    void smallDiff();
    void versions_data();
    void versions();
    void unreadableFilesAreNotOpened_data();
    void unreadableFilesAreNotOpened();
    void textOfOneLineIsKept();
    void deepDocumentStandsAsString();
    void saves();
    void savesThroughLinks();
    void keepsPermissions();
    void tellsWhyItCannotSave();
    void readsFiles();
};

void TestWorkspaceIo::wholeFileComesBack()
{
    const ImportResult result = read(wholeFile());
    QVERIFY(result.world);
    QVERIFY(!result.report.hasErrors());
    const std::string written = writeWorkspace(*result.world);
    QCOMPARE(QString::fromStdString(written), QString::fromStdString(wholeFile()));
}

void TestWorkspaceIo::valuesOfTheWholeFile()
{
    const World world = *read(wholeFile()).world;
    QCOMPARE(world.header().name, std::string("Everything"));
    QCOMPARE(world.header().notes, std::string("two\nlines"));
    QCOMPARE(world.account(account)->name, std::string("production"));
    const EntityPtr alice = world.findByArn("arn:aws:iam::111122223333:user/staff/alice");
    QVERIFY(alice);
    const User &user = *alice->as<User>();
    QCOMPARE(user.path, std::string("/staff/"));
    QCOMPARE(user.uniqueId, std::string("AIDAEXAMPLE"));
    QCOMPARE(user.groups, std::vector<std::string>{"admins"});
    QCOMPARE(user.boundary, std::optional<std::string>("arn:aws:iam::aws:policy/PowerUserAccess"));
    QCOMPARE(user.tags.at(0).value, std::string("core"));
    QCOMPARE(user.inlinePolicies.at(0).document->text(), std::string("{\n    \"Version\": \"2012-10-17\",\n\n  \"Statement\": []\n}"));
    QCOMPARE(user.inlinePolicies.at(1).document->text(), std::string("{\n  \"Version\": "));
    QVERIFY(!user.inlinePolicies.at(1).document->policy());
    const Role &role = *world.findByArn("arn:aws:iam::111122223333:role/r")->as<Role>();
    QCOMPARE(role.maximumSessionSeconds, std::optional<std::int64_t>(7200));
    QCOMPARE(role.lastUsedRegion, std::string("eu-west-1"));
    QCOMPARE(role.instanceProfiles.at(0).name, std::string("p"));
    const ManagedPolicy &policy = *world.findByName(account, EntityKind::Policy, "p")->as<ManagedPolicy>();
    QCOMPARE(policy.versions.size(), std::size_t{2});
    QCOMPARE(policy.defaultVersion()->versionId, std::string("v2"));
    const auto &providers = world.entities(account, EntityKind::Provider);
    QCOMPARE(providers.at(0)->name(), std::string("token.actions.githubusercontent.com"));
    QCOMPARE(providers.at(0)->as<IdentityProvider>()->clientIds, std::vector<std::string>{"sts.amazonaws.com"});
    QVERIFY(providers.at(1)->as<IdentityProvider>()->providerKind == ProviderKind::Saml);
    QCOMPARE(providers.at(1)->name(), std::string("Corporate"));
    const Resource &bucket = *world.findByArn("arn:aws:s3:::bucket")->as<Resource>();
    QVERIFY(bucket.blockPublicAccess);
    QCOMPARE(bucket.name, std::string("bucket"));
    const Organization &organization = *world.header().organization;
    QCOMPARE(organization.managementAccount, account);
    QCOMPARE(organization.pathTo(account).size(), std::size_t{3});
    QCOMPARE(organization.pathTo(account)[1]->resourceControlPolicies, std::vector<std::string>{"p-rcp"});
    QVERIFY(world.organizationPolicy("p-rcp")->as<OrganizationPolicy>()->type == OrganizationPolicy::Type::ResourceControl);
    const Scenario &scenario = world.header().scenarios.at(0);
    QCOMPARE(scenario.context.at("aws:TagKeys"), (std::vector<std::string>{"a", "b"}));
    QCOMPARE(scenario.unknown, std::vector<std::string>{"aws:SourceIp"});
    QCOMPARE(scenario.expectDirect, std::string("denied"));
    QCOMPARE(scenario.expectVerdict, std::string("allowed"));
    QCOMPARE(scenario.expectVia, std::vector<std::string>{"arn:aws:iam::111122223333:role/r"});
    QCOMPARE(world.header().graphPositions.at("arn:aws:iam::111122223333:role/r").y, -40.5);
}

void TestWorkspaceIo::textsComeBackExactly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("asObject");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("one line") << QByteArray(R"({"Version":"2012-10-17"})") << true;
    QTest::newRow("indented") << QByteArray("{\n  \"Version\": \"2012-10-17\"\n}") << true;
    QTest::newRow("tabs") << QByteArray("{\n\t\"Version\": \"2012-10-17\"\n}") << true;
    QTest::newRow("empty lines") << QByteArray("{\n\n  \"a\": 1\n\n\n}") << true;
    QTest::newRow("lines of spaces") << QByteArray("{\n   \n \"a\": 1 \n \n}") << true;
    QTest::newRow("carriage returns") << QByteArray("{\r\n  \"a\": 1\r\n\r\n}") << true;
    QTest::newRow("no indentation") << QByteArray("{\n\"a\":\n1\n}") << true;
    QTest::newRow("escapes") << QByteArray(R"({"a\u00e9\/": "\ud83d\ude00"})") << true;
    QTest::newRow("umlauts") << QByteArray("{\"\xC3\xA4\": \"\xE2\x82\xAC\"}") << true;
    QTest::newRow("newline at the end") << QByteArray("{}\n") << false;
    QTest::newRow("space in front") << QByteArray(" {}") << false;
    QTest::newRow("duplicate keys") << QByteArray(R"({"a":1,"a":2})") << false;
    QTest::newRow("broken") << QByteArray("{\n  \"Statement\": [\n    {\"Effect\": \"Deny\",") << false;
    QTest::newRow("not an object") << QByteArray("[]") << false;
    QTest::newRow("a string") << QByteArray("\"{}\"") << false;
    QTest::newRow("url-encoded looking") << QByteArray("%7B%22a%22%3A1%7D") << false;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}") << false;
    QTest::newRow("control characters") << QByteArray("\x01\x02\x7F", 3) << false;
}

void TestWorkspaceIo::textsComeBackExactly()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, asObject);
    const std::string written = writeWorkspace(worldWith(text.toStdString()));
    QCOMPARE(written.find("\"AssumeRolePolicyDocument\": {") != std::string::npos, asObject);
    const ImportResult result = read(written);
    QVERIFY(result.world);
    const Role &role = *result.world->findByName(account, EntityKind::Role, "r")->as<Role>();
    QCOMPARE(QByteArray::fromStdString(role.trust->text()), text);
    QCOMPARE(QByteArray::fromStdString(role.inlinePolicies.at(0).document->text()), text);
    QVERIFY(role.trust == role.inlinePolicies.at(0).document); // equal texts are one document
    QCOMPARE(writeWorkspace(*result.world), written);
}

void TestWorkspaceIo::randomTextsComeBackExactly()
{
    std::mt19937 random(42); // fixed: a failure can be repeated
    const std::string bodies[] = {"{\n  \"a\": [1,\n    2],\r\n  \"b\": {}\n}", "{\"Statement\": [{\"Effect\":\n\n\"Allow\"}]}", "{ }"};
    const std::string pieces[] = {" ", "\n", "\t", "\"", "{", "}", ",", "\\", "x", "\r\n", "\n        ", "\xC3\xA9"};
    for (int round = 0; round < 2000; ++round) {
        std::string text = bodies[random() % std::size(bodies)];
        for (unsigned edits = random() % 4; edits > 0; --edits)
            text.insert(random() % 2 ? text.size() : std::min<std::size_t>(1, text.size()), pieces[random() % std::size(pieces)]);
        const std::string written = writeWorkspace(worldWith(text));
        const ImportResult result = read(written);
        QVERIFY2(result.world, text.c_str());
        QCOMPARE(result.world->findByName(account, EntityKind::Role, "r")->as<Role>()->trust->text(), text);
        QCOMPARE(writeWorkspace(*result.world), written);
    }
}

void TestWorkspaceIo::fixturesAreStable_data()
{
    QTest::addColumn<QString>("path");
    for (const QFileInfo &file : QDir(QStringLiteral(FIXTURES)).entryInfoList({QStringLiteral("*.json")}, QDir::Files))
        QTest::newRow(qPrintable(file.fileName())) << file.filePath();
}

void TestWorkspaceIo::fixturesAreStable()
{
    QFETCH(QString, path);
    const std::optional<std::string> text = readFile(path.toStdString(), nullptr);
    QVERIFY(text);
    const ImportResult imported = importFiles({{"export.json", *text}});
    QVERIFY(imported.world);
    const std::string written = writeWorkspace(*imported.world);
    const ImportResult again = read(written);
    QVERIFY(again.world);
    QVERIFY(!again.report.hasErrors());
    QCOMPARE(writeWorkspace(*again.world), written);
    QCOMPARE(again.world->entityCount(), imported.world->entityCount());
    for (const AccountInfo &info : imported.world->header().accounts) {
        const auto &before = imported.world->entities(info.id, EntityKind::Role);
        const auto &after = again.world->entities(info.id, EntityKind::Role);
        QCOMPARE(after.size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            QVERIFY(sameText(before[i]->as<Role>()->trust, after[i]->as<Role>()->trust));
    }
}

void TestWorkspaceIo::keysInAnyOrder()
{
    const ImportResult result = read(R"({"accounts": [{"UserDetailList": [{"UserName": "bob"}], "id": "111122223333"}],
        "scenarios": [], "rolewright": 1})");
    QVERIFY(result.world);
    QVERIFY(result.world->findByArn("arn:aws:iam::111122223333:user/bob"));
    QVERIFY(hasCode(result.report, "missingArn"));
}

void TestWorkspaceIo::smallDiff()
{
    const World before = *read(wholeFile()).world;
    const EntityPtr alice = before.findByArn("arn:aws:iam::111122223333:user/staff/alice");
    auto changed = std::make_shared<Entity>(*alice);
    std::get<User>(changed->data).tags[0].value = "data";
    Patch patch;
    patch.entities.push_back({alice, changed, {}});
    const QStringList old = QString::fromStdString(writeWorkspace(before)).split(u'\n');
    const QStringList now = QString::fromStdString(writeWorkspace(before.applied(patch))).split(u'\n');
    QCOMPARE(old.size(), now.size());
    int different = 0;
    for (qsizetype i = 0; i < old.size(); ++i)
        different += old[i] != now[i];
    QCOMPARE(different, 1);
}

void TestWorkspaceIo::versions_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("ours") << QByteArray("1") << QByteArray();
    QTest::newRow("newer") << QByteArray("2") << QByteArray("newerFormat");
    QTest::newRow("much newer") << QByteArray("999") << QByteArray("newerFormat");
    QTest::newRow("zero") << QByteArray("0") << QByteArray("wrongVersion");
    QTest::newRow("string") << QByteArray("\"1\"") << QByteArray("wrongVersion");
    QTest::newRow("null") << QByteArray("null") << QByteArray("wrongVersion");
    QTest::newRow("object") << QByteArray("{}") << QByteArray("wrongVersion");
}

void TestWorkspaceIo::versions()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, code);
    const ImportResult result = read("{\"rolewright\": " + version.toStdString() + ", \"accounts\": []}");
    QCOMPARE(result.world.has_value(), code.isEmpty());
    if (!code.isEmpty())
        QVERIFY(hasCode(result.report, code.toStdString()));
}

void TestWorkspaceIo::unreadableFilesAreNotOpened_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const char *body, const char *code) { QTest::newRow(name) << QByteArray(body) << QByteArray(code); };
    row("account without id", R"("accounts": [{"UserDetailList": []}])", "accountWithoutId");
    row("account with a wrong id", R"("accounts": [{"id": "1234"}])", "accountWithoutId");
    row("two users of one ARN", R"("accounts": [{"id": "111122223333", "UserDetailList": [{"UserName": "a"}, {"UserName": "a"}]}])", "duplicateEntity");
    row("two keys", R"("name": "a", "name": "b")", "duplicateKey");
    row("two keys of an entity", R"("accounts": [{"id": "111122223333", "UserDetailList": [{"UserName": "a", "Tags": [], "Tags": []}]}])", "duplicateKey");
    row("two keys of a scenario", R"("scenarios": [{"name": "a", "name": "b"}])", "duplicateKey");
    row("tags as number", R"("accounts": [{"id": "111122223333", "UserDetailList": [{"UserName": "a", "Tags": 5}]}])", "wrongShape");
    row("organization as list", R"("organization": [])", "wrongShape");
    row("position", R"("graphPositions": {"a": [1]})", "wrongShape");
    row("user as number", R"("accounts": [{"id": "111122223333", "UserDetailList": [5]}])", "wrongShape");
}

void TestWorkspaceIo::unreadableFilesAreNotOpened()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, code);
    const ImportResult result = read("{\n\"rolewright\": 1,\n" + body.toStdString() + "}");
    QVERIFY(!result.world);
    QVERIFY(hasCode(result.report, code.toStdString()));
    for (const ImportRemark &remark : result.report.remarks) {
        if (remark.severity == Severity::Error)
            QCOMPARE(remark.position.line, std::size_t{3});
    }
}

void TestWorkspaceIo::textOfOneLineIsKept()
{
    const std::string text = R"({"Version":"2012-10-17","Statement":[]})";
    const ImportResult result = read(writeWorkspace(worldWith(text)));
    QCOMPARE(result.world->findByName(account, EntityKind::Role, "r")->as<Role>()->trust->text(), text);
}

void TestWorkspaceIo::deepDocumentStandsAsString()
{
    std::string text = "{\"a\":" + std::string(120, '[') + std::string(120, ']') + "}";
    const ImportResult result = read(writeWorkspace(worldWith(text)));
    QVERIFY(result.world);
    QCOMPARE(result.world->findByName(account, EntityKind::Role, "r")->as<Role>()->trust->text(), text);

    // What an export may just hold, kept as unknown field, can be read from our own file again.
    const std::string unknown = "{\"UserDetailList\": [], \"x\": " + std::string(127, '[') + std::string(127, ']') + "}";
    const ImportResult imported = importFiles({{"e.json", unknown}});
    QVERIFY(imported.world);
    QVERIFY(read(writeWorkspace(*imported.world)).world);
}

void TestWorkspaceIo::saves()
{
    QTemporaryDir directory;
    const std::string path = directory.filePath(QStringLiteral("w.rolewright")).toStdString();
    const World world = *read(wholeFile()).world;
    std::string error;
    QVERIFY(saveWorkspace(world, path, &error));
    QCOMPARE(readFile(path, &error), std::optional<std::string>(wholeFile()));
    QVERIFY(saveWorkspace(World(), path, &error));
    QCOMPARE(readFile(path, &error), std::optional<std::string>(writeWorkspace(World())));
    QCOMPARE(QDir(directory.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestWorkspaceIo::savesThroughLinks()
{
    QTemporaryDir directory;
    QDir(directory.path()).mkdir(QStringLiteral("inner"));
    const QString target = directory.filePath(QStringLiteral("inner/real.rolewright"));
    const QString link = directory.filePath(QStringLiteral("link.rolewright"));
    QVERIFY(QFile::link(QStringLiteral("inner/real.rolewright"), link));
    for (int round = 0; round < 2; ++round) { // the target isn't there at first
        QVERIFY(saveWorkspace(World(), link.toStdString(), nullptr));
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(QFileInfo(target).isFile() && !QFileInfo(target).isSymLink());
    }
}

void TestWorkspaceIo::keepsPermissions()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("w.rolewright"));
    QVERIFY(saveWorkspace(World(), path.toStdString(), nullptr));
    const auto permissions = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
    QVERIFY(QFile::setPermissions(path, permissions));
    QVERIFY(saveWorkspace(World(), path.toStdString(), nullptr));
    const auto now = QFile::permissions(path);
    QVERIFY(now & QFile::ReadGroup);
    QVERIFY(!(now & (QFile::ReadOther | QFile::WriteGroup | QFile::ExeOwner)));
}

void TestWorkspaceIo::tellsWhyItCannotSave()
{
    QTemporaryDir directory;
    std::string error;
    QVERIFY(!saveWorkspace(World(), directory.filePath(QStringLiteral("none/w.rolewright")).toStdString(), &error));
    QVERIFY(!error.empty());
    error.clear();
    QVERIFY(!saveWorkspace(World(), directory.path().toStdString(), &error));
    QVERIFY(!error.empty());
    error.clear();
    QVERIFY(!saveWorkspace(World(), "/dev/null", &error));
    QVERIFY(!error.empty());
}

void TestWorkspaceIo::readsFiles()
{
    QTemporaryDir directory;
    std::string error;
    QVERIFY(!readFile(directory.filePath(QStringLiteral("none")).toStdString(), &error));
    QVERIFY(!error.empty());
    error.clear();
    QVERIFY(!readFile(directory.path().toStdString(), &error));
    QVERIFY(!error.empty());
    const QString path = directory.filePath(QStringLiteral("bytes"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray bytes = QByteArray("\0\xFF{", 3).repeated(50000);
    file.write(bytes);
    file.close();
    QCOMPARE(QByteArray::fromStdString(readFile(path.toStdString(), &error).value_or("")), bytes);
}

QTEST_GUILESS_MAIN(TestWorkspaceIo)
#include "tst_workspaceio.moc"
