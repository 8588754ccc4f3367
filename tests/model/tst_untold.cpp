// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/compiledworld.h"
#include "evaluate/answerjson.h"
#include "evaluate/evaluate.h"
#include "evaluate/facts.h"
#include "routes/routes.h"
#include "world/import.h"
#include "world/workspaceio.h"

#include <QTest>

using namespace rolewright;

/// What a workspace doesn't tell: said with the answer, and never a reason for "allowed" where a Deny looks at it.
/// reference_policies_condition-keys: aws:ResourceTag/tag-key, aws:PrincipalTag/tag-key, aws:PrincipalOrgID.
class TestUntold : public QObject
{
    Q_OBJECT
private slots:
    void answers_data();
    void answers();
    void absentIsAbsent();
    void factsNameTheKey();
    void sessionWithoutMfaDependsOnTheKey();
    void tagsStayUnknownInTheFile();
    void contradictionIsInconclusive_data();
    void contradictionIsInconclusive();
    void truncationIsTold();
};

namespace {

constexpr const char *aliceArn = "arn:aws:iam::111122223333:user/alice";
constexpr const char *instance = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1";

std::string statement(const char *effect, const char *action, const char *condition = nullptr)
{
    std::string text = std::string(R"({"Effect": ")") + effect + R"(", "Action": ")" + action + R"(", "Resource": "*")";
    if (condition)
        text += std::string(R"(, "Condition": )") + condition;
    return text + '}';
}

std::string policy(const std::string &statements)
{
    return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}

std::string user(const std::string &statements, const std::string &tags)
{
    return std::string(R"({"UserName": "alice", "Arn": ")") + aliceArn + R"(", "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": )"
        + policy(statements) + "}]" + (tags.empty() ? std::string() : ", \"Tags\": " + tags) + '}';
}

World workspace(const std::string &users, const std::string &resources = {}, const std::string &roles = {})
{
    const ImportResult result = importFiles({{"w.rolewright",
        R"({"rolewright": 1, "accounts": [{"id": "111122223333", "UserDetailList": [)" + users + R"(], "RoleDetailList": [)" + roles
            + R"(], "Resources": [)" + resources + "]}]}"}});
    return result.world.value_or(World());
}

Request question(const std::string &action, const std::string &resource)
{
    Request request;
    request.principal = *parsePrincipal(aliceArn);
    request.action = action;
    request.resource = resource;
    return request;
}

QStringList assumptionsOf(const Answer &answer)
{
    QStringList names;
    for (const Assumption assumption : answer.assumptions) {
        const std::string_view text = name(assumption);
        names += QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    return names;
}

} // namespace

void TestUntold::answers_data()
{
    QTest::addColumn<std::string>("statements");
    QTest::addColumn<QString>("tags"); // of the user; empty: not in the file
    QTest::addColumn<std::string>("resources");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("resource");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("dependsOn");
    QTest::addColumn<QStringList>("assumptions");

    const std::string all = statement("Allow", "*");
    const std::string denyTag = all + ", " + statement("Deny", "ec2:*", R"({"StringEquals": {"aws:ResourceTag/Env": "prod"}})");
    const std::string allowTag = statement("Allow", "ec2:*", R"({"StringEquals": {"ec2:ResourceTag/Env": "dev"}})");
    const std::string listed = std::string(R"({"Arn": ")") + instance + '"';
    const char *stop = "ec2:StopInstances";
    const QString env = QStringLiteral("aws:ResourceTag/Env");
    const QStringList none;
    const QStringList noResourceTags{QStringLiteral("noResourceTags")};

    QTest::newRow("Deny by a tag, resource not in the workspace") << denyTag << "[]" << std::string() << stop << instance << Verdict::Depends << env << none;
    QTest::newRow("… in it, tags not in the file") << denyTag << "[]" << listed + "}" << stop << instance << Verdict::Depends << env << none;
    QTest::newRow("… in it, without tags") << denyTag << "[]" << listed + R"(, "Tags": []})" << stop << instance << Verdict::Allowed << QString() << none;
    QTest::newRow("… in it, with the tag") << denyTag << "[]" << listed + R"(, "Tags": [{"Key": "Env", "Value": "prod"}]})" << stop << instance
                                           << Verdict::Denied << QString() << none;
    QTest::newRow("an action that the Deny isn't about") << denyTag << "[]" << std::string() << "rds:StopDBInstance"
                                                         << "arn:aws:rds:eu-west-1:111122223333:db:d" << Verdict::Allowed << QString()
                                                         << QStringList{QStringLiteral("noResourcePolicy")};
    QTest::newRow("Allow by a tag") << allowTag << "[]" << std::string() << stop << instance << Verdict::Denied << QString() << noResourceTags;
    QTest::newRow("Allow by a tag, told that there are none") << allowTag << "[]" << listed + R"(, "Tags": []})" << stop << instance << Verdict::Denied
                                                               << QString() << none;
    QTest::newRow("Deny without a tag fires: said what it rests on")
        << all + ", " + statement("Deny", "ec2:*", R"({"StringNotEquals": {"aws:ResourceTag/Env": "dev"}})") << "[]" << std::string() << stop << instance
        << Verdict::Denied << QString() << noResourceTags;
    QTest::newRow("Deny that no value fires")
        << all + ", " + statement("Deny", "ec2:*", R"({"StringEquals": {"aws:ResourceTag/Env": "a"}, "StringNotEqualsIfExists": {"aws:ResourceTag/Env": "a"}})")
        << "[]" << std::string() << stop << instance << Verdict::Allowed << QString() << noResourceTags;
    const std::string denyObject = all + ", " + statement("Deny", "s3:*", R"({"StringEquals": {"s3:ExistingObjectTag/secret": "yes"}})");
    const std::string bucket = R"({"Arn": "arn:aws:s3:::b", "Tags": []})";
    QTest::newRow("an object's tags aren't its bucket's") << denyObject << "[]" << bucket << "s3:GetObject" << "arn:aws:s3:::b/k" << Verdict::Depends
                                                          << QStringLiteral("s3:ExistingObjectTag/secret") << none;
    QTest::newRow("a bucket has no object tags") << denyObject << "[]" << bucket << "s3:ListBucket" << "arn:aws:s3:::b" << Verdict::Allowed << QString() << none;
    QTest::newRow("Deny by the service's own tag key")
        << all + ", " + statement("Deny", "rds:*", R"({"StringEquals": {"rds:db-tag/env": "prod"}})") << "[]" << std::string(R"({"Arn": "arn:aws:rds:eu-west-1:111122223333:db:d"})")
        << "rds:StopDBInstance" << "arn:aws:rds:eu-west-1:111122223333:db:d" << Verdict::Depends << QStringLiteral("rds:db-tag/env") << none;
    const std::string denyPrincipal = all + ", " + statement("Deny", "ec2:*", R"({"StringEquals": {"aws:PrincipalTag/team": "x"}})");
    const std::string listedPlain = listed + R"(, "Tags": []})";
    QTest::newRow("Deny by the caller's tag, not in the file") << denyPrincipal << "" << listedPlain << stop << instance
                                                                << Verdict::Depends << QStringLiteral("aws:PrincipalTag/team") << none;
    QTest::newRow("… told that it has none") << denyPrincipal << "[]" << listedPlain << stop << instance << Verdict::Allowed << QString() << none;
    QTest::newRow("Allow by the caller's tag in a Resource element")
        << std::string(R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/team}/*"})")
        << "" << bucket << "s3:GetObject" << "arn:aws:s3:::b/x/k" << Verdict::Denied << QString()
        << QStringList{QStringLiteral("noPrincipalTags")};
    QTest::newRow("… of another place") << std::string(R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other/${aws:PrincipalTag/team}/*"})")
                                        << "" << bucket << "s3:GetObject" << "arn:aws:s3:::b/x/k" << Verdict::Denied
                                        << QString() << none;
    const auto bucketPolicy = [](const char *effect, const char *op) {
        return std::string(R"({"Arn": "arn:aws:s3:::b", "Tags": [], "Policy": {"Version": "2012-10-17", "Statement": [{"Effect": ")") + effect
            + R"(", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {")" + op + R"(": {"aws:PrincipalOrgID": "o-abc1234567"}}}]}})";
    };
    QTest::newRow("Deny for members of an organization, none in the workspace") << all << "[]" << bucketPolicy("Deny", "StringEquals") << "s3:GetObject"
                                                                              << "arn:aws:s3:::b/k" << Verdict::Depends
                                                                              << QStringLiteral("aws:PrincipalOrgID") << none;
    const QStringList noOrganization{QStringLiteral("noOrganization")};
    QTest::newRow("Deny for all others") << all << "[]" << bucketPolicy("Deny", "StringNotEquals") << "s3:GetObject" << "arn:aws:s3:::b/k"
                                         << Verdict::Denied << QString() << noOrganization;
    QTest::newRow("Allow for members") << statement("Allow", "ec2:*") << "[]" << bucketPolicy("Allow", "StringEquals") << "s3:GetObject"
                                       << "arn:aws:s3:::b/k" << Verdict::Denied << QString() << noOrganization;

    // Service Authorization Reference, list_amazons3 and list_awskeymanagementservice: "Resource types".
    QTest::newRow("no resource named") << all << "[]" << bucket << "s3:GetObject" << "*" << Verdict::Allowed << QString()
                                       << QStringList{QStringLiteral("resourceNotNamed")};
    QTest::newRow("an action without resources") << all << "[]" << bucket << "s3:ListAllMyBuckets" << "*" << Verdict::Allowed << QString() << none;
    QTest::newRow("a resource of another type") << all << "[]" << bucket << "s3:GetObject" << "arn:aws:s3:::b" << Verdict::Allowed << QString()
                                                << QStringList{QStringLiteral("resourceOfOtherType")};
    QTest::newRow("AssumeRole on nothing") << all << "[]" << bucket << "sts:AssumeRole" << "*" << Verdict::Depends << QString() << none;
    QTest::newRow("AssumeRole on a bucket") << all << "[]" << bucket << "sts:AssumeRole" << "arn:aws:s3:::b" << Verdict::Depends << QString() << none;
    QTest::newRow("Decrypt with nothing") << all << "[]" << bucket << "kms:Decrypt" << "*" << Verdict::Depends << QString() << none;
    QTest::newRow("kms:ListKeys has no resource") << all << "[]" << bucket << "kms:ListKeys" << "*" << Verdict::Allowed << QString() << none;
    // KMS Developer Guide, alias-authorization: a request through an alias is one for the key.
    QTest::newRow("Decrypt through an alias") << all << "[]" << bucket << "kms:Decrypt" << "arn:aws:kms:eu-west-1:111122223333:alias/a"
                                              << Verdict::Depends << QString() << none;
    QTest::newRow("… that the workspace lists without a policy")
        << all << "[]" << std::string(R"({"Arn": "arn:aws:kms:eu-west-1:111122223333:alias/a"})") << "kms:Decrypt" << "arn:aws:kms:eu-west-1:111122223333:alias/a"
        << Verdict::Depends << QString() << none;
    QTest::newRow("… deleting the alias itself") << all << "[]" << std::string(R"({"Arn": "arn:aws:kms:eu-west-1:111122223333:alias/a"})") << "kms:DeleteAlias"
                                                 << "arn:aws:kms:eu-west-1:111122223333:alias/a" << Verdict::Allowed << QString()
                                                 << QStringList{QStringLiteral("otherResources")};
    // id_roles_use_passrole: permissions to pass a role can't be limited by its tags.
    const std::string passing = statement("Allow", "iam:PassRole", R"({"StringEquals": {"iam:ResourceTag/t": "x"}})");
    QTest::newRow("passing a role that isn't known, by its tags") << passing << "[]" << std::string() << "iam:PassRole"
                                                                  << "arn:aws:iam::111122223333:role/r" << Verdict::Denied << QString() << none;
}

void TestUntold::answers()
{
    QFETCH(std::string, statements);
    QFETCH(QString, tags);
    QFETCH(std::string, resources);
    QFETCH(QString, action);
    QFETCH(QString, resource);
    QFETCH(QString, dependsOn);
    const World world = workspace(user(statements, tags.toStdString()), resources);
    QVERIFY(world.findByArn(aliceArn));
    QFETCH(QStringList, assumptions);
    const Request asked = question(action.toStdString(), resource.toStdString());
    const CompiledWorld compiled(world);
    for (const Answer &answer : {evaluate(world, asked), compiled.answer(asked)}) {
        QTEST(answer.verdict, "verdict");
        QCOMPARE(answer.dependsOn.empty() ? QString() : QString::fromStdString(answer.dependsOn.front()), dependsOn);
        QCOMPARE(assumptionsOf(answer), assumptions);
    }
    // What depends on the key is for evaluate() to say, which tries its values.
    const std::optional<Verdict> surely = compiled.decideSurely(asked);
    if (surely)
        QTEST(*surely, "verdict");
    QVERIFY(!surely || dependsOn.isEmpty());
}

void TestUntold::absentIsAbsent()
{
    const World world = workspace(user(statement("Allow", "*") + ", " + statement("Deny", "ec2:*", R"({"StringEquals": {"aws:ResourceTag/Env": "prod"}})"), "[]"));
    Request request = question("ec2:StopInstances", instance);
    request.context.set("aws:ResourceTag/Env", std::vector<std::string>(), Provenance::Given, true);
    const Answer answer = evaluate(world, request);
    QCOMPARE(answer.verdict, Verdict::Allowed);
    QVERIFY(answer.assumptions.empty());
    request.context.set("aws:ResourceTag/Env", "prod", Provenance::Given);
    QCOMPARE(evaluate(world, request).verdict, Verdict::Denied);
}

void TestUntold::factsNameTheKey()
{
    const World world = workspace(user(statement("Allow", "*") + ", " + statement("Deny", "ec2:*", R"({"StringEquals": {"aws:ResourceTag/Env": "prod"}})"), "[]"));
    const DecidingFacts facts = decidingFacts(world, question("ec2:StopInstances", instance));
    QCOMPARE(facts.allowedIf.size(), std::size_t{2});
    QCOMPARE(facts.allowedIf[0].front().kind, Fact::Kind::Absent);
    QCOMPARE(facts.deniedIf.size(), std::size_t{1});
    QCOMPARE(facts.deniedIf[0].front().key, std::string("aws:ResourceTag/Env"));
    QCOMPARE(facts.deniedIf[0].front().kind, Fact::Kind::Holds);
}

// reference_policies_condition-keys, aws:MultiFactorAuthPresent: the key is there with temporary credentials, and
// id_credentials_mfa_configure-api-require: those of AssumeRole hold no MFA information. Which of the two a Deny for "false" meets isn't said.
void TestUntold::sessionWithoutMfaDependsOnTheKey()
{
    const std::string role = R"({"RoleName": "r", "Arn": "arn:aws:iam::111122223333:role/r", "Tags": [], "AssumeRolePolicyDocument": )"
        + policy(R"({"Effect": "Allow", "Principal": {"AWS": ")" + std::string(aliceArn) + R"("}, "Action": "sts:AssumeRole"})")
        + R"(, "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )"
        + policy(statement("Allow", "ec2:*") + ", " + statement("Deny", "ec2:*", R"({"Bool": {"aws:MultiFactorAuthPresent": "false"}})")) + "}]}";
    const World world = workspace(user(statement("Allow", "sts:AssumeRole"), "[]"), std::string(R"({"Arn": ")") + instance + R"(", "Tags": []})", role);
    Request request = question("ec2:StopInstances", instance);
    const Simulation simulation = simulate(world, request);
    QCOMPARE(simulation.verdict, Verdict::Depends);
    request.principal = *parsePrincipal("arn:aws:iam::111122223333:role/r");
    const Answer answer = evaluate(world, request);
    QCOMPARE(answer.verdict, Verdict::Depends);
    QCOMPARE(answer.dependsOn, std::vector<std::string>{"aws:MultiFactorAuthPresent"});
}

void TestUntold::tagsStayUnknownInTheFile()
{
    const World world = workspace(user(statement("Allow", "*"), {}), R"({"Arn": "arn:aws:s3:::a"}, {"Arn": "arn:aws:s3:::b", "Tags": []})");
    const ImportResult read = importFiles({{"w.rolewright", writeWorkspace(world)}});
    QVERIFY(read.world);
    QVERIFY(!read.world->findByArn(aliceArn)->as<User>()->tagsKnown);
    QVERIFY(!read.world->findByArn("arn:aws:s3:::a")->as<Resource>()->tagsKnown);
    QVERIFY(read.world->findByArn("arn:aws:s3:::b")->as<Resource>()->tagsKnown);
}

void TestUntold::contradictionIsInconclusive_data()
{
    QTest::addColumn<std::string>("second");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("another Deny") << user(statement("Allow", "s3:*") + ", " + statement("Deny", "s3:*"), "[]") << Verdict::Depends;
    QTest::newRow("nothing allowed") << user(statement("Allow", "sqs:*"), "[]") << Verdict::Depends;
    QTest::newRow("the same again") << user(statement("Allow", "s3:*"), "[]") << Verdict::Allowed;
}

void TestUntold::contradictionIsInconclusive()
{
    QFETCH(std::string, second);
    const auto exported = [](const std::string &users) { return "{\"UserDetailList\": [" + users + "], \"GroupDetailList\": [], \"RoleDetailList\": [], \"Policies\": []}"; };
    const ImportResult result = importFiles({{"1.json", exported(user(statement("Allow", "s3:*"), "[]"))}, {"2.json", exported(second)}});
    QVERIFY(result.world);
    QTEST(evaluate(*result.world, question("s3:ListAllMyBuckets", "*")).verdict, "verdict");
    QFETCH(Verdict, verdict);
    if (verdict == Verdict::Allowed)
        return;
    // Both texts stay, and the doubt with them.
    const std::string saved = writeWorkspace(*result.world);
    const ImportResult read = importFiles({{"w.rolewright", saved}});
    QVERIFY(read.world);
    const Answer answer = evaluate(*read.world, question("s3:ListAllMyBuckets", "*"));
    QCOMPARE(answer.verdict, Verdict::Depends);
    QCOMPARE(answer.inconclusive.size(), std::size_t{1});
    QCOMPARE(answer.inconclusive.front().reason, Inconclusive::Reason::ContradictingEntries);
    QCOMPARE(answer.inconclusive.front().subject, std::string(aliceArn));
    QVERIFY(saved.find("OtherEntries") != std::string::npos);
    QVERIFY(std::any_of(result.report.remarks.begin(), result.report.remarks.end(), [](const ImportRemark &remark) { return remark.code == "contradictingEntities"; }));
}

void TestUntold::truncationIsTold()
{
    const std::string users = "\"UserDetailList\": [" + user(statement("Allow", "s3:*"), "[]") + "], \"GroupDetailList\": [], \"RoleDetailList\": [], \"Policies\": []";
    const ImportResult first = importFiles({{"1.json", "{" + users + ", \"IsTruncated\": true, \"Marker\": \"m\"}"}});
    QVERIFY(first.world);
    const ImportResult saved = importFiles({{"w.rolewright", writeWorkspace(*first.world)}});
    QVERIFY(saved.world);
    QCOMPARE(assumptionsOf(evaluate(*saved.world, question("s3:ListAllMyBuckets", "*"))), QStringList{QStringLiteral("completeExport")});
    const ImportResult whole = importFiles({{"w.rolewright", writeWorkspace(*first.world)},
        {"2.json", R"({"UserDetailList": [{"UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob"}], "GroupDetailList": [], "RoleDetailList": [], "Policies": [], "IsTruncated": false})"}});
    QVERIFY(whole.world);
    QVERIFY(assumptionsOf(evaluate(*whole.world, question("s3:ListAllMyBuckets", "*"))).isEmpty());
}

QTEST_GUILESS_MAIN(TestUntold)
#include "tst_untold.moc"
