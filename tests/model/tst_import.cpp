// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/json.h"
#include "world/import.h"
#include "world/workspaceio.h"

#include <QTest>

#include <random>

using namespace rolewright;

namespace {

const std::string account = "111122223333";

std::string fixture(const std::string &name)
{
    return readFile(std::string(FIXTURES) + "/" + name, nullptr).value_or("");
}

ImportResult import(const std::string &text)
{
    return importFiles({{"export.json", text}});
}

std::vector<ImportRemark> remarksOf(const ImportResult &result, const std::string &code)
{
    std::vector<ImportRemark> found;
    for (const ImportRemark &remark : result.report.remarks) {
        if (remark.code == code)
            found.push_back(remark);
    }
    return found;
}

std::string codes(const ImportResult &result)
{
    std::string all;
    for (const ImportRemark &remark : result.report.remarks) {
        if (remark.severity != Severity::Info)
            all += (all.empty() ? "" : " ") + remark.code;
    }
    return all;
}

/// An export with one user that has these fields more.
std::string userWith(const std::string &fields)
{
    return R"({"UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice", )" + fields
        + "}], \"GroupDetailList\": [], \"RoleDetailList\": [], \"Policies\": []}";
}

const User &alice(const ImportResult &result)
{
    return *result.world->findByArn("arn:aws:iam::111122223333:user/alice")->as<User>();
}

std::string minimal(const std::string &text)
{
    const json::Parsed parsed = json::parse(text);
    return parsed.value ? json::toText(*parsed.value) : "not JSON: " + text;
}

std::vector<std::string> documentsOf(const World &world)
{
    std::vector<std::string> texts;
    for (const AccountInfo &info : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(info.id, EntityKind::User)) {
            for (const InlinePolicy &policy : entity->as<User>()->inlinePolicies)
                texts.push_back(minimal(policy.document->text()));
        }
        for (const EntityPtr &entity : world.entities(info.id, EntityKind::Role)) {
            texts.push_back(minimal(entity->as<Role>()->trust->text()));
            for (const InlinePolicy &policy : entity->as<Role>()->inlinePolicies)
                texts.push_back(minimal(policy.document->text()));
        }
        for (const EntityPtr &entity : world.entities(info.id, EntityKind::Policy)) {
            for (const PolicyVersionEntry &version : entity->as<ManagedPolicy>()->versions)
                texts.push_back(minimal(version.document->text()));
        }
    }
    return texts;
}

const char *laidOut = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*"
    }
  ]
})";
const char *minified = R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]})";

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private slots:
    void fixtures_data();
    void fixtures();
    void urlEncodedEqualsPlain();
    void splitsSeveralAccounts();
    void oddArnsOfTheDemo();
    void documents_data();
    void documents();
    void formattingIsKept();
    void equalTextsAreShared();
    void unusableDocumentsAreKept_data();
    void unusableDocumentsAreKept();
    void singleObjects();
    void missingThings();
    void unknownFieldsAreKept();
    void shapesAroundTheExport_data();
    void shapesAroundTheExport();
    void pagesAsFiles();
    void truncationIsTold();
    void severalAccountsFromFiles();
    void namesWhatIsMissing();
    void awsPoliciesInTheDump();
    void wrongShapesStayVisible();
    void unusableEntities();
    void duplicates();
    void accountUnknown();
    void refused_data();
    void refused();
    void truncatedAnywhere();
    void mutatedAnywhere();
    void manyOfAKindAreCounted();
    void filesAreReportedInTheirOrder();
    void cancelledInBothThreads();
    void hugeEntity();
    void fiftyMegabytes();
    void progressAndCancel();
    void oneBrokenFileStopsAll();
};

// Counted in the files with a JSON reader of another language.
void TestImport::fixtures_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("users");
    QTest::addColumn<int>("groups");
    QTest::addColumn<int>("roles");
    QTest::addColumn<int>("policies");
    QTest::addColumn<QString>("remarks");
    const auto row = [](const char *name, int users, int groups, int roles, int policies, const char *remarks) {
        QTest::newRow(name) << QString::fromLatin1(name) << users << groups << roles << policies << QString::fromLatin1(remarks);
    };
    row("cloudsplaining-example.json", 44, 5, 78, 84, "severalAccounts");
    row("cloudsplaining-test-authz.json", 3, 2, 3, 32, "");
    row("cloudmapper-demo.json", 2, 1, 4, 2, "awsOwnedArn awsOwnedArn awsOwnedArn");
    row("derived-url-encoded.json", 2, 1, 4, 2, "awsOwnedArn awsOwnedArn awsOwnedArn");
    row("aws-cli-doc-example.json", 3, 3, 1, 3, "exportTruncated");
    row("generated-iam-vulnerable.json", 42, 3, 48, 48, "");
    row("iamspy-allow-with-conditions.json", 0, 0, 1, 0, "");
    row("iamspy-role-boundary-allow.json", 0, 0, 1, 1, "");
}

void TestImport::fixtures()
{
    QFETCH(QString, file);
    QFETCH(int, users);
    QFETCH(int, groups);
    QFETCH(int, roles);
    QFETCH(int, policies);
    QFETCH(QString, remarks);
    const ImportResult result = import(fixture(file.toStdString()));
    QVERIFY(result.world);
    QVERIFY(!result.report.hasErrors());
    QCOMPARE(static_cast<int>(result.report.users), users);
    QCOMPARE(static_cast<int>(result.report.groups), groups);
    QCOMPARE(static_cast<int>(result.report.roles), roles);
    QCOMPARE(static_cast<int>(result.report.policies), policies);
    QCOMPARE(static_cast<int>(result.world->entityCount()), users + groups + roles + policies);
    QCOMPARE(QString::fromStdString(codes(result)), remarks);
}

void TestImport::urlEncodedEqualsPlain()
{
    const ImportResult plain = import(fixture("cloudmapper-demo.json"));
    const ImportResult encoded = import(fixture("derived-url-encoded.json"));
    QVERIFY(plain.world && encoded.world);
    const std::vector<std::string> texts = documentsOf(*plain.world);
    QVERIFY(texts.size() >= 6);
    QCOMPARE(documentsOf(*encoded.world), texts);
}

void TestImport::splitsSeveralAccounts()
{
    const ImportResult result = import(fixture("cloudsplaining-example.json"));
    QCOMPARE(result.world->entities("200611803367", EntityKind::User).size(), std::size_t{41});
    QCOMPARE(result.world->entities("012345678901", EntityKind::User).size(), std::size_t{3});
    QCOMPARE(result.world->entities("200611803367", EntityKind::Policy).size(), std::size_t{44 + 38});
    QCOMPARE(result.world->entities("012345678901", EntityKind::Policy).size(), std::size_t{2});
    const ImportRemark remark = remarksOf(result, "severalAccounts").at(0);
    QCOMPARE(remark.arguments.at(0), std::string("200611803367, 012345678901"));
}

void TestImport::oddArnsOfTheDemo()
{
    const ImportResult result = import(fixture("cloudmapper-demo.json"));
    QVERIFY(result.world->findByName("123456789012", EntityKind::Group, "GROUP_WITH_BAD_INLINE_POLICY"));
    QCOMPARE(result.world->findByArn("arn:aws:iam::aws:user/USER")->account, std::string("123456789012"));
    const ImportRemark remark = remarksOf(result, "awsOwnedArn").at(0);
    QCOMPARE(remark.entity, std::string("arn:aws:iam::aws:group/GROUP_WITH_BAD_INLINE_POLICY"));
    QCOMPARE(remark.position, (LineColumn{3, 9}));
    QCOMPARE(remark.file, std::string("export.json"));
}

void TestImport::documents_data()
{
    QTest::addColumn<QByteArray>("written");
    const QByteArray text(minified);
    const auto encoded = [](QByteArray plain) { return plain.toPercentEncoding(); };
    QTest::newRow("object") << text;
    QTest::newRow("string") << QByteArray::fromStdString(json::quoted(text.toStdString()));
    QTest::newRow("string in a string") << QByteArray::fromStdString(json::quoted(json::quoted(text.toStdString())));
    QTest::newRow("RFC 3986") << '"' + encoded(text) + '"';
    QTest::newRow("lower-case hex") << '"' + encoded(text).replace("%7B", "%7b").replace("%3A", "%3a") + '"';
    QTest::newRow("plus for space") << '"' + encoded(QByteArray(laidOut).replace("\n", " ")).replace("%20", "+") + '"';
    QTest::newRow("encoded twice") << '"' + encoded(encoded(text)) + '"';
}

void TestImport::documents()
{
    QFETCH(QByteArray, written);
    const ImportResult result = import(userWith(R"("UserPolicyList": [{"PolicyName": "p", "PolicyDocument": )" + written.toStdString() + "}]"));
    QVERIFY(result.world);
    QCOMPARE(codes(result), std::string());
    const InlinePolicy &policy = alice(result).inlinePolicies.at(0);
    QVERIFY(policy.document->policy());
    // One line isn't for reading: it is laid out.
    const QString text = QString::fromStdString(policy.document->text());
    QCOMPARE(text, QString::fromUtf8(laidOut));
}

void TestImport::formattingIsKept()
{
    const std::string export_ = "{\n\t\"UserDetailList\": [{\n\t\t\"UserName\": \"alice\",\n\t\t\"Arn\": \"arn:aws:iam::111122223333:user/alice\",\n"
                                "\t\t\"UserPolicyList\": [\n\t\t\t{\"PolicyName\": \"p\",\n"
                                "\t\t\t\"PolicyDocument\": { \"Statement\" : [ ],\n\n\t\t\t     \"Version\":\"2012-10-17\" }},\n"
                                "\t\t\t{\"PolicyName\": \"q\", \"PolicyDocument\": {\n\"Version\": \"2012-10-17\"\n\t\t\t}}]}]}";
    const ImportResult result = import(export_);
    QVERIFY(result.world);
    QCOMPARE(alice(result).inlinePolicies.at(0).document->text(), std::string("{ \"Statement\" : [ ],\n\n     \"Version\":\"2012-10-17\" }"));
    // A line without the indentation: nothing is taken away.
    QCOMPARE(alice(result).inlinePolicies.at(1).document->text(), std::string("{\n\"Version\": \"2012-10-17\"\n\t\t\t}"));
}

void TestImport::equalTextsAreShared()
{
    const ImportResult result = import(userWith(R"("UserPolicyList": [{"PolicyName": "a", "PolicyDocument": {"Version":"2012-10-17"}},
        {"PolicyName": "b", "PolicyDocument": "{\"Version\":\"2012-10-17\"}"}])"));
    QVERIFY(alice(result).inlinePolicies.at(0).document == alice(result).inlinePolicies.at(1).document);
}

void TestImport::unusableDocumentsAreKept_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("broken") << QByteArray(R"("{\"Version\": ")") << QByteArray("{\"Version\": ");
    QTest::newRow("words") << QByteArray(R"("see wiki, 100%")") << QByteArray("see wiki, 100%");
    QTest::newRow("encoded nonsense") << QByteArray(R"("%FF%FE")") << QByteArray("%FF%FE");
    QTest::newRow("number") << QByteArray("5") << QByteArray("5");
    QTest::newRow("list") << QByteArray("[1, 2]") << QByteArray("[1, 2]");
    QTest::newRow("duplicate keys") << QByteArray(R"({"Version": "2012-10-17", "Version": "2008-10-17"})")
                                    << QByteArray(R"({"Version": "2012-10-17", "Version": "2008-10-17"})");
    QTest::newRow("empty string") << QByteArray("\"\"") << QByteArray();
}

void TestImport::unusableDocumentsAreKept()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, text);
    const ImportResult result = import(userWith(R"("UserPolicyList": [{"PolicyName": "p", "PolicyDocument": )" + written.toStdString() + "}]"));
    QVERIFY(result.world);
    const InlinePolicy &policy = alice(result).inlinePolicies.at(0);
    QCOMPARE(QByteArray::fromStdString(policy.document->text()), text);
    QVERIFY(!policy.document->policy());
    const ImportRemark remark = remarksOf(result, "brokenDocument").at(0);
    QCOMPARE(remark.arguments.at(0), std::string("p"));
    QCOMPARE(remark.entity, std::string("arn:aws:iam::111122223333:user/alice"));
}

void TestImport::singleObjects()
{
    const ImportResult result = import(R"({"UserDetailList": {"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice",
        "GroupList": "admins",
        "AttachedManagedPolicies": {"PolicyName": "ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
        "UserPolicyList": {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17"}},
        "Tags": {"Key": "team", "Value": "core"}},
        "GroupDetailList": [{"GroupName": "admins", "Arn": "arn:aws:iam::111122223333:group/admins"}]})");
    QVERIFY(result.world);
    const User &user = alice(result);
    QCOMPARE(user.groups, std::vector<std::string>{"admins"});
    QCOMPARE(user.attachedPolicies.at(0).arn, std::string("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    QCOMPARE(user.inlinePolicies.at(0).name, std::string("p"));
    QCOMPARE(user.tags.at(0).key, std::string("team"));
    QCOMPARE(remarksOf(result, "singleAsList").size(), std::size_t{5});
}

void TestImport::missingThings()
{
    const ImportResult result = import(R"({"RoleDetailList": [{"RoleName": "r", "Path": "/svc/"}, {"Arn": "arn:aws:iam::111122223333:role/x/named"}],
        "Policies": [{"PolicyName": "p", "Arn": "arn:aws:iam::111122223333:policy/p", "DefaultVersionId": "v2",
                      "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": false}]}]})");
    QVERIFY(result.world);
    QVERIFY(result.world->findByArn("arn:aws:iam::111122223333:role/svc/r"));
    QCOMPARE(remarksOf(result, "missingArn").at(0).arguments.at(0), std::string("arn:aws:iam::111122223333:role/svc/r"));
    QCOMPARE(result.world->findByArn("arn:aws:iam::111122223333:role/x/named")->name(), std::string("named"));
    QCOMPARE(remarksOf(result, "missingName").size(), std::size_t{1});
    QCOMPARE(remarksOf(result, "missingTrust").size(), std::size_t{2});
    QCOMPARE(remarksOf(result, "missingDocument").at(0).arguments.at(0), std::string("v1"));
    QCOMPARE(remarksOf(result, "noDefaultVersion").at(0).arguments.at(0), std::string("v2"));
    const std::vector<ImportRemark> lists = remarksOf(result, "missingList");
    QCOMPARE(lists.size(), std::size_t{2});
    QCOMPARE(lists[0].arguments.at(0), std::string("UserDetailList"));
    QCOMPARE(lists[1].arguments.at(0), std::string("GroupDetailList"));
}

void TestImport::unknownFieldsAreKept()
{
    const ImportResult result = import(userWith(R"("PasswordLastUsed": "2026-01-01", "CreateDate": 1767225600, "X": {"a": [1.50, null]})"));
    const User &user = alice(result);
    QCOMPARE(user.extra.size(), std::size_t{3});
    QCOMPARE(user.extra[0], (ExtraField{"PasswordLastUsed", "\"2026-01-01\""}));
    QCOMPARE(user.extra[1], (ExtraField{"CreateDate", "1767225600"}));
    QCOMPARE(user.extra[2], (ExtraField{"X", R"({"a":[1.50,null]})"}));

    // Fields of the export itself, also when they are called like ours.
    const ImportResult named = import(R"({"name": "prod", "Generated": {"by": "tool"}, "UserDetailList": [{"UserName": "a", "Arn": "arn:aws:iam::111122223333:user/a"}]})");
    const ExtraFields &fields = named.world->account(account)->extra;
    QCOMPARE(fields.size(), std::size_t{2});
    QCOMPARE(fields[0], (ExtraField{"name_", "\"prod\""}));
    QCOMPARE(fields[1], (ExtraField{"Generated", R"({"by":"tool"})"}));
    QVERIFY(import(writeWorkspace(*named.world)).world);
}

void TestImport::shapesAroundTheExport_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF") << QByteArray();
    QTest::newRow("object") << QByteArray("{\"Account\": ") << QByteArray("}");
    QTest::newRow("object with more") << QByteArray("{\"when\": 5, \"authorization_details\": ") << QByteArray(", \"x\": [1]}");
    QTest::newRow("list") << QByteArray("[") << QByteArray("]");
    QTest::newRow("list in an object") << QByteArray("{\"Pages\": [") << QByteArray("]}");
    QTest::newRow("by account id") << QByteArray("{\"111122223333\": ") << QByteArray("}");
}

void TestImport::shapesAroundTheExport()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const ImportResult result = import(before.toStdString() + userWith("\"Tags\": []") + after.toStdString());
    QVERIFY(result.world);
    QVERIFY(!result.report.hasErrors());
    QCOMPARE(result.world->entityCount(), std::size_t{1});
    QCOMPARE(alice(result).name, std::string("alice"));
    QVERIFY(import(writeWorkspace(*result.world)).world);
}

void TestImport::pagesAsFiles()
{
    const std::string first = R"({"UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice", "GroupList": ["g"]}],
        "IsTruncated": true, "Marker": "m"})";
    const std::string second = R"({"GroupDetailList": [{"GroupName": "g", "Arn": "arn:aws:iam::111122223333:group/g"}], "IsTruncated": false})";
    const ImportResult files = importFiles({{"1.json", first}, {"2.json", second}});
    QVERIFY(files.world);
    QCOMPARE(files.world->header().accounts.size(), std::size_t{1});
    QCOMPARE(files.world->entityCount(), std::size_t{2});
    QCOMPARE(codes(files), std::string());
    const ImportResult list = import("[" + first + "," + second + "]");
    QCOMPARE(writeWorkspace(*list.world), writeWorkspace(*files.world));
    QCOMPARE(codes(list), std::string());
}

void TestImport::truncationIsTold()
{
    const ImportResult result = import(R"({"UserDetailList": [{"UserName": "a", "Arn": "arn:aws:iam::111122223333:user/a"}], "IsTruncated": true})");
    QCOMPARE(remarksOf(result, "exportTruncated").at(0).arguments.at(0), account);
}

void TestImport::severalAccountsFromFiles()
{
    const ImportResult result = importFiles({{"a.json", fixture("generated-iam-vulnerable.json")}, {"b.json", fixture("cloudsplaining-test-authz.json")}});
    QVERIFY(result.world);
    QCOMPARE(result.world->header().accounts.size(), std::size_t{2});
    QCOMPARE(result.report.users, std::size_t{42 + 3});
    QCOMPARE(result.report.policies, std::size_t{48 + 32});
    QVERIFY(remarksOf(result, "duplicateEntity").empty()); // AWS's own policies may stand in both
}

void TestImport::namesWhatIsMissing()
{
    const std::string text = "{\"UserDetailList\": [{\"UserName\": \"alice\", \"Arn\": \"arn:aws:iam::111122223333:user/alice\",\n"
                             "  \"GroupList\": [\"nobody\"],\n"
                             "  \"AttachedManagedPolicies\": [{\"PolicyName\": \"AdministratorAccess\", \"PolicyArn\": \"arn:aws:iam::aws:policy/AdministratorAccess\"},\n"
                             "    {\"PolicyName\": \"gone\", \"PolicyArn\": \"arn:aws:iam::111122223333:policy/gone\"}],\n"
                             "  \"PermissionsBoundary\": {\"PermissionsBoundaryType\": \"Policy\", \"PermissionsBoundaryArn\": \"arn:aws:iam::111122223333:policy/limit\"}}]}";
    const ImportResult result = import(text);
    QVERIFY(result.world);
    QCOMPARE(codes(result), std::string("policyNotInExport boundaryNotInExport groupNotInExport"));
    const ImportRemark policy = remarksOf(result, "policyNotInExport").at(0);
    QCOMPARE(policy.arguments.at(0), std::string("arn:aws:iam::111122223333:policy/gone"));
    QCOMPARE(policy.entity, std::string("arn:aws:iam::111122223333:user/alice"));
    QCOMPARE(policy.position.line, std::size_t{4});
    QCOMPARE(remarksOf(result, "boundaryNotInExport").at(0).position.line, std::size_t{5});
    QCOMPARE(remarksOf(result, "groupNotInExport").at(0).position, (LineColumn{2, 17}));
}

void TestImport::awsPoliciesInTheDump()
{
    const ImportResult result = import(fixture("iamspy-role-boundary-allow.json"));
    const std::string boundary = "arn:aws:iam::aws:policy/InvokingAllowed";
    QVERIFY(remarksOf(result, "boundaryNotInExport").empty());
    QCOMPARE(result.world->findByArn(boundary)->account, std::string("123456789012"));
    QCOMPARE(result.world->policyText(boundary)->where.slot, DocumentSlot::Version);
}

// Leaving out what can't be read could lose a Deny: it stays as something that no answer can rest on.
void TestImport::wrongShapesStayVisible()
{
    const ImportResult result = import(userWith(R"("UserPolicyList": 5, "AttachedManagedPolicies": [7, {"PolicyName": "n"}], "GroupList": [{"a": 1}],
        "PermissionsBoundary": {"x": 1})"));
    QVERIFY(result.world);
    const User &user = alice(result);
    QCOMPARE(user.inlinePolicies.size(), std::size_t{1});
    QVERIFY(!user.inlinePolicies[0].document->policy());
    QCOMPARE(user.attachedPolicies.size(), std::size_t{2});
    QVERIFY(!result.world->policyText(user.attachedPolicies[0].arn));
    QVERIFY(!result.world->policyText(user.attachedPolicies[1].arn));
    QCOMPARE(user.groups.size(), std::size_t{1});
    QVERIFY(user.boundary && !result.world->policyText(*user.boundary));
    QCOMPARE(remarksOf(result, "wrongShape").size(), std::size_t{3});
    QCOMPARE(remarksOf(result, "lacksMember").at(0).arguments, (std::vector<std::string>{"PermissionsBoundary", "PermissionsBoundaryArn"}));
    QCOMPARE(remarksOf(result, "policyNotInExport").size(), std::size_t{2});
    QVERIFY(import(writeWorkspace(*result.world)).world);
}

void TestImport::unusableEntities()
{
    const ImportResult result = import(R"({"UserDetailList": [5, "x", null, [], {"Path": "/"}, {"UserName": "good", "Arn": "arn:aws:iam::111122223333:user/good"}],
        "RoleDetailList": "none"})");
    QVERIFY(result.world);
    QCOMPARE(result.world->entityCount(), std::size_t{1});
    const std::vector<ImportRemark> shapes = remarksOf(result, "wrongShape");
    QCOMPARE(shapes.size(), std::size_t{5});
    QCOMPARE(shapes[0].entity, std::string("UserDetailList/0"));
    QCOMPARE(shapes[0].arguments, (std::vector<std::string>{"UserDetailList", "object", "number"}));
    QCOMPARE(shapes[3].arguments.at(2), std::string("list"));
    QCOMPARE(shapes[4].arguments, (std::vector<std::string>{"RoleDetailList", "list", "string"}));
    QCOMPARE(remarksOf(result, "unnamedEntity").at(0).entity, std::string("UserDetailList/4"));
    QVERIFY(result.report.hasErrors());
}

void TestImport::duplicates()
{
    const ImportResult result = import("{\"UserDetailList\": [\n"
                                       "{\"UserName\": \"a\", \"Arn\": \"arn:aws:iam::111122223333:user/a\"},\n"
                                       "{\"UserName\": \"a\", \"Arn\": \"arn:aws:iam::111122223333:user/a\", \"Path\": \"/x/\"},\n"
                                       "{\"UserName\": \"A\", \"Arn\": \"arn:aws:iam::111122223333:user/y/A\"},\n"
                                       "{\"UserName\": \"b\", \"UserName\": \"c\", \"Arn\": \"arn:aws:iam::111122223333:user/b\"},\n"
                                       "{\"UserName\": \"d\", \"Arn\": \"arn:aws:iam::111122223333:user/d\", \"X\": {\"k\": 1, \"k\": 2}}]}");
    QVERIFY(result.world);
    QCOMPARE(result.world->entityCount(), std::size_t{3});
    QCOMPARE(result.world->findByArn("arn:aws:iam::111122223333:user/a")->as<User>()->path, std::string("/"));
    QCOMPARE(remarksOf(result, "contradictingEntities").at(0).position, (LineColumn{3, 1}));
    QCOMPARE(remarksOf(result, "duplicateName").at(0).position, (LineColumn{4, 1}));
    const std::vector<ImportRemark> keys = remarksOf(result, "duplicateKey");
    QCOMPARE(keys.size(), std::size_t{1});
    QCOMPARE(keys[0].position, (LineColumn{5, 19}));
    QCOMPARE(keys[0].severity, Severity::Error);
    QVERIFY(!result.world->findByArn("arn:aws:iam::111122223333:user/b"));
}

void TestImport::accountUnknown()
{
    const ImportResult result = import(R"({"UserDetailList": [{"UserName": "a"}]})");
    QVERIFY(result.world);
    QCOMPARE(remarksOf(result, "accountUnknown").size(), std::size_t{1});
    QVERIFY(result.world->findByArn("arn:aws:iam::000000000000:user/a"));

    // The key that it stands under names it.
    const ImportResult named = import(R"({"444455556666": {"UserDetailList": [{"UserName": "a"}]}})");
    QVERIFY(named.world->findByArn("arn:aws:iam::444455556666:user/a"));
}

void TestImport::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const QByteArray &text, const char *code, int line, int column) {
        QTest::newRow(name) << text << QByteArray(code) << line << column;
    };
    row("empty", "", "emptyText", 1, 1);
    row("white space", " \n\n", "emptyText", 1, 1);
    row("html", "<!DOCTYPE html>\n<html></html>", "jsonSyntax", 1, 1);
    row("binary", QByteArray("\x7F\x45\x4C\x46\x02\x01\x01\x00\xFF", 9), "invalidUtf8", 1, 9);
    row("gzip", QByteArray("\x1F\x8B\x08\x00", 4), "invalidUtf8", 1, 2);
    row("zeros", QByteArray(100, '\0'), "jsonSyntax", 1, 1);
    row("utf-16", QByteArray("\xFF\xFE{\0", 4), "invalidUtf8", 1, 1);
    row("latin-1", "{\"UserDetailList\": [\n{\"UserName\": \"M\xFCller\"}]}", "invalidUtf8", 2, 16);
    row("numbers", "[1, 2, 3]", "notAnExport", 1, 1);
    row("string", "\"hello\"", "notAnExport", 1, 1);
    row("number", "42", "notAnExport", 1, 1);
    row("null", "null", "notAnExport", 1, 1);
    row("other object", R"({"Statement": [], "Version": "2012-10-17"})", "notAnExport", 1, 1);
    row("empty list", "[]", "notAnExport", 1, 1);
    row("nothing usable", "{\"UserDetailList\": [\n1]}", "wrongShape", 2, 1);
    row("comma", "{\"UserDetailList\": [\n],\n}", "jsonSyntax", 3, 1);
    row("two files in one", "{\"UserDetailList\": []}\n{\"UserDetailList\": []}", "jsonSyntax", 2, 1);
    row("brackets", QByteArray(100000, '['), "tooDeep", 1, 129);
    row("braces", QByteArray("{\"a\":").repeated(100000), "tooDeep", 1, 641);
    row("deep entity", "{\"UserDetailList\": [{\"x\":" + QByteArray(100000, '['), "tooDeep", 1, 151);
}

void TestImport::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QFETCH(int, line);
    QFETCH(int, column);
    const ImportResult result = import(text.toStdString());
    QVERIFY(!result.world);
    QVERIFY(result.report.hasErrors());
    QVERIFY(!result.cancelled);
    const std::vector<ImportRemark> remarks = remarksOf(result, code.toStdString());
    QCOMPARE(remarks.size(), std::size_t{1});
    QCOMPARE(remarks[0].file, std::string("export.json"));
    QCOMPARE(static_cast<int>(remarks[0].position.line), line);
    QCOMPARE(static_cast<int>(remarks[0].position.column), column);
}

void TestImport::truncatedAnywhere()
{
    for (const char *name : {"generated-iam-vulnerable.json", "cloudmapper-demo.json", "derived-url-encoded.json"}) {
        const std::string whole = fixture(name);
        const std::size_t end = whole.find_last_of('}');
        for (std::size_t length = 0; length < end; length += 100) {
            const ImportResult result = import(whole.substr(0, length));
            QVERIFY(!result.world);
            QVERIFY(result.report.hasErrors());
            QVERIFY(result.report.remarks.back().position.line >= 1);
        }
    }
}

void TestImport::mutatedAnywhere()
{
    std::mt19937 random(99); // fixed: a failure can be repeated
    const std::string whole = fixture("aws-cli-doc-example.json");
    const std::string alphabet = "{}[]:,\"\\ \n01-etfn\xFF\x80";
    for (int round = 0; round < 1500; ++round) {
        std::string text = whole;
        for (unsigned edits = 1 + random() % 5; edits > 0; --edits) {
            const std::size_t offset = random() % text.size();
            if (random() % 2)
                text[offset] = alphabet[random() % alphabet.size()];
            else
                text.erase(offset, random() % 300);
        }
        const ImportResult result = import(text);
        QVERIFY(result.world || result.report.hasErrors());
        if (result.world) {
            const ImportResult again = import(writeWorkspace(*result.world));
            QVERIFY2(again.world, codes(again).c_str());
            QCOMPARE(writeWorkspace(*again.world), writeWorkspace(*result.world));
        }
    }
}

void TestImport::manyOfAKindAreCounted()
{
    std::string text = R"({"UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice"}, 0)";
    for (int i = 1; i < 5000; ++i)
        text += ",1";
    const ImportResult result = import(text + "]}");
    QCOMPARE(remarksOf(result, "wrongShape").size(), std::size_t{1000});
    const std::vector<ImportRemark> more = remarksOf(result, "moreLikeThis");
    QCOMPARE(more.size(), std::size_t{1});
    QCOMPARE(more[0].arguments, (std::vector<std::string>{"wrongShape", "4000"}));
}

/// Two threads read the files; what is told of them is in the files' order, and counted over all of them.
void TestImport::filesAreReportedInTheirOrder()
{
    std::vector<InputFile> files;
    for (int file = 0; file < 8; ++file) {
        const std::string account = std::string("11112222333") + std::to_string(file);
        std::string text = R"({"UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::)" + account + R"(:user/alice"})";
        for (int i = 0; i < 200; ++i)
            text += ",1";
        files.push_back({std::to_string(file) + ".json", text + "]}"});
    }
    const ImportResult result = importFiles(files);
    QVERIFY(result.world);
    QCOMPARE(result.world->entityCount(EntityKind::User), std::size_t{8});
    const std::vector<ImportRemark> shapes = remarksOf(result, "wrongShape");
    QCOMPARE(shapes.size(), std::size_t{1000});
    for (std::size_t i = 0; i < shapes.size(); ++i)
        QCOMPARE(shapes[i].file, std::to_string(i / 200) + ".json");
    QCOMPARE(remarksOf(result, "moreLikeThis").at(0).arguments, (std::vector<std::string>{"wrongShape", "600"}));
}

void TestImport::cancelledInBothThreads()
{
    std::string text = R"({"UserDetailList": [)";
    for (int i = 0; i < 4000; ++i)
        text += (i ? "," : "") + std::string(R"({"UserName": "u)") + std::to_string(i) + R"(", "Arn": "arn:aws:iam::111122223333:user/u)" + std::to_string(i) + "\"}";
    const std::vector<InputFile> files(4, {"a.json", text + "]}"});
    double least = 1, most = 0;
    QVERIFY(importFiles(files, [&](double part) {
        least = std::min(least, part);
        most = std::max(most, part);
        return true;
    }).world);
    QVERIFY(least >= 0 && most <= 1 && most > 0.5);
    const ImportResult cancelled = importFiles(files, [](double part) { return part < 0.3; });
    QVERIFY(cancelled.cancelled);
    QVERIFY(!cancelled.world);
}

void TestImport::hugeEntity()
{
    std::string text = R"({"UserDetailList": [{"UserName": "a", "x": [1)";
    while (text.size() < 20'000'000)
        text += ",1";
    text += R"(]}, {"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice"}]})";
    const ImportResult result = import(text);
    QVERIFY(result.world);
    QCOMPARE(remarksOf(result, "entityTooLarge").size(), std::size_t{1});
    QCOMPARE(result.world->entityCount(), std::size_t{1});
    QCOMPARE(alice(result).name, std::string("alice"));
}

void TestImport::fiftyMegabytes()
{
    std::string text = "{\"UserDetailList\": [], \"RoleDetailList\": [";
    std::size_t roles = 0;
    while (text.size() < 50'000'000) {
        const std::string name = "role" + std::to_string(roles);
        text += roles++ ? ",\n" : "\n";
        text += R"({"RoleName": ")" + name + R"(", "Arn": "arn:aws:iam::111122223333:role/)" + name + R"(", "AssumeRolePolicyDocument": )" + minified
            + R"(, "Padding": ")" + std::string(2000, 'x') + "\"}";
    }
    text += "]}";
    const ImportResult result = import(text);
    QVERIFY(result.world);
    QCOMPARE(result.report.roles, roles);
    const auto &list = result.world->entities(account, EntityKind::Role);
    QVERIFY(list.front()->as<Role>()->trust == list.back()->as<Role>()->trust);
}

void TestImport::progressAndCancel()
{
    const std::string text = fixture("cloudsplaining-example.json");
    double last = 0;
    bool rising = true;
    const ImportResult whole = importFiles({{"a", text}, {"b", text}}, [&](double done) {
        rising = rising && done >= last && done <= 1;
        last = done;
        return true;
    });
    QVERIFY(whole.world);
    QVERIFY(rising);
    QVERIFY(last > 0.9);
    const ImportResult cancelled = importFiles({{"a", text}, {"b", text}}, [](double done) { return done < 0.3; });
    QVERIFY(cancelled.cancelled);
    QVERIFY(!cancelled.world);
}

void TestImport::oneBrokenFileStopsAll()
{
    const ImportResult result = importFiles({{"good.json", fixture("cloudmapper-demo.json")}, {"bad.json", "{"}});
    QVERIFY(!result.world);
    QCOMPARE(remarksOf(result, "jsonSyntax").at(0).file, std::string("bad.json"));
    QVERIFY(!importFiles({}).world);
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
