// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/compiledworld.h"
#include "evaluate/evaluate.h"
#include "world/import.h"

#include <QTest>

using namespace rolewright;

/// What follows from a workspace about who asks and about what is asked, by both evaluators.
class TestWorkspaceFacts : public QObject
{
    Q_OBJECT
private slots:
    void keysOfARolesSession_data();
    void keysOfARolesSession();
    void policyOfTheHolder_data();
    void policyOfTheHolder();
    void organizationWithoutServiceControlPolicies_data();
    void organizationWithoutServiceControlPolicies();
    void sessionsNameTheirRoleExactly();
    void roleOfANamedSession();
};

namespace {

constexpr const char *role = "arn:aws:iam::111122223333:role/app";
constexpr const char *session = "arn:aws:sts::111122223333:assumed-role/app/s";

std::string policy(const std::string &statements)
{
    return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}

World workspace(const std::string &statements, const std::string &resources = {}, const std::string &more = {})
{
    const ImportResult result = importFiles({{"w.rolewright",
        R"({"rolewright": 1, "accounts": [{"id": "111122223333", "RoleDetailList": [{"RoleName": "app", "RoleId": "AROAEXAMPLEID", "Arn": ")" + std::string(role)
            + R"(", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}, "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )" + policy(statements)
            + R"(}]}], "Resources": [)" + resources + "]}]" + more + '}'}});
    if (!result.world)
        qFatal("can't be imported");
    return *result.world;
}

Request question(const char *principal, const char *action, const char *resource)
{
    Request request;
    request.principal = *parsePrincipal(principal);
    request.action = action;
    request.resource = resource;
    return request;
}

/// What both evaluators say.
Verdict verdictOf(const World &world, const Request &request)
{
    const Verdict verdict = evaluate(world, request).verdict;
    if (CompiledWorld(world).answer(request).verdict != verdict || CompiledWorld(world).decide(request) != verdict)
        qFatal("the compiled world says something else");
    return verdict;
}

} // namespace

// reference_policies_variables, "Principal key values": aws:userid of a role's session is role-id:caller-specified-role-name.
// reference_policies_condition-keys, aws:TokenIssueTime: in the request context only when temporary credentials are used.
void TestWorkspaceFacts::keysOfARolesSession_data()
{
    QTest::addColumn<QString>("condition"); // of a Deny beside an Allow of everything
    QTest::addColumn<Verdict>("ofRole");
    QTest::addColumn<Verdict>("ofSession");
    const auto row = [](const char *condition, Verdict ofRole, Verdict ofSession) { QTest::newRow(condition) << QString::fromLatin1(condition) << ofRole << ofSession; };
    row(R"({"StringLike": {"aws:userid": "AROAEXAMPLEID:*"}})", Verdict::Denied, Verdict::Denied);
    row(R"({"StringNotLike": {"aws:userid": ["AROAEXAMPLEID:*", "111122223333"]}})", Verdict::Allowed, Verdict::Allowed);
    row(R"({"StringNotLike": {"aws:userid": ["AROAANOTHERID:*", "111122223333"]}})", Verdict::Denied, Verdict::Denied);
    row(R"({"StringEquals": {"aws:userid": "AROAEXAMPLEID:s"}})", Verdict::Depends, Verdict::Denied);
    row(R"({"StringEquals": {"aws:userid": "AROAEXAMPLEID"}})", Verdict::Allowed, Verdict::Allowed);
    row(R"({"StringLike": {"aws:userid": "AROAEXAMPLEID:t*"}})", Verdict::Depends, Verdict::Allowed);
    row(R"({"StringLike": {"aws:userid": "*"}})", Verdict::Denied, Verdict::Denied);
    row(R"({"StringLike": {"aws:userid": "AROA?XAMPLEID:*"}})", Verdict::Denied, Verdict::Denied);
    row(R"({"StringEqualsIgnoreCase": {"aws:userid": "aroaexampleid:S"}})", Verdict::Depends, Verdict::Denied);
    row(R"({"Null": {"aws:userid": "true"}})", Verdict::Allowed, Verdict::Allowed);
    row(R"({"Null": {"aws:TokenIssueTime": "false"}})", Verdict::Denied, Verdict::Denied);
    row(R"({"Null": {"aws:TokenIssueTime": "true"}})", Verdict::Allowed, Verdict::Allowed);
    row(R"({"DateLessThan": {"aws:TokenIssueTime": "2026-01-01T00:00:00Z"}})", Verdict::Depends, Verdict::Depends);
}

void TestWorkspaceFacts::keysOfARolesSession()
{
    QFETCH(QString, condition);
    const World world = workspace(R"({"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "sqs:*", "Resource": "*", "Condition": )"
                                  + condition.toStdString() + '}');
    QTEST(verdictOf(world, question(role, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), "ofRole");
    QTEST(verdictOf(world, question(session, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), "ofSession");
}

// DynamoDB API Reference, PutResourcePolicy: index permissions are in the base table's policy; streams have their own.
// OpenSearch Service Developer Guide, ac "Resource-based policies": the domain's policy is about its subresources.
void TestWorkspaceFacts::policyOfTheHolder_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("resource");
    QTest::addColumn<Verdict>("verdict");
    const auto row = [](const char *name, const char *action, const char *resource, Verdict verdict) {
        QTest::newRow(name) << QString::fromLatin1(action) << QString::fromLatin1(resource) << verdict;
    };
    row("table", "dynamodb:Query", "arn:aws:dynamodb:eu-west-1:111122223333:table/T", Verdict::Denied);
    row("index", "dynamodb:Query", "arn:aws:dynamodb:eu-west-1:111122223333:table/T/index/I", Verdict::Denied);
    row("index of another table", "dynamodb:Query", "arn:aws:dynamodb:eu-west-1:111122223333:table/T2/index/I", Verdict::Allowed);
    row("stream", "dynamodb:GetRecords", "arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2026-01-01T00:00:00.000", Verdict::Allowed);
    row("in a domain", "es:ESHttpGet", "arn:aws:es:eu-west-1:111122223333:domain/d/logs/_search", Verdict::Denied);
    row("in another domain", "es:ESHttpGet", "arn:aws:es:eu-west-1:111122223333:domain/dd/logs/_search", Verdict::Allowed);
}

void TestWorkspaceFacts::policyOfTheHolder()
{
    QFETCH(QString, action);
    QFETCH(QString, resource);
    const auto denying = [](const char *arn, const char *actions) {
        return std::string(R"({"Arn": ")") + arn + R"(", "Policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": ")" + actions
            + R"(", "Resource": "*"}]}})";
    };
    const World world = workspace(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})", denying("arn:aws:dynamodb:eu-west-1:111122223333:table/T", "dynamodb:*") + ", "
                                      + denying("arn:aws:es:eu-west-1:111122223333:domain/d", "es:*"));
    QTEST(verdictOf(world, question(role, qPrintable(action), qPrintable(resource))), "verdict");
}

// AWS Organizations API Reference, DetachPolicy: "Every root, OU, and account must have at least one SCP attached"; with the policy type
// disabled none is attached. orgs_manage_policies_scps: with SCPs in force, every level has to allow.
void TestWorkspaceFacts::organizationWithoutServiceControlPolicies_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("other");
    QTest::addColumn<Verdict>("verdict");
    const QString full = QStringLiteral("p-FullAWSAccess");
    QTest::newRow("nowhere") << QString() << QString() << Verdict::Allowed;
    QTest::newRow("only at another account") << QString() << full << Verdict::Denied;
    QTest::newRow("at the root, but not at the account") << full << QString() << Verdict::Denied;
}

void TestWorkspaceFacts::organizationWithoutServiceControlPolicies()
{
    QFETCH(QString, root);
    QFETCH(QString, other);
    const auto attached = [](const QString &id) { return id.isEmpty() ? std::string() : R"(, "serviceControlPolicies": [")" + id.toStdString() + R"("])"; };
    const World world = workspace(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})", {},
        R"(, "organization": {"id": "o-abc1234567", "managementAccount": "999999999999", "root": {"kind": "root", "id": "r-1")" + attached(root)
            + R"(, "children": [{"kind": "account", "id": "111122223333"}, {"kind": "account", "id": "444455556666")" + attached(other) + R"(}]}},
            "organizationPolicies": [{"Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY",
            "Content": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}])");
    QTEST(verdictOf(world, question(role, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), "verdict");
}

// reference_identifiers, "IAM ARNs": an ARN that differs in case is nobody's here; what nobody's policies say isn't known.
void TestWorkspaceFacts::sessionsNameTheirRoleExactly()
{
    const World world = workspace(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})");
    QCOMPARE(verdictOf(world, question(session, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), Verdict::Allowed);
    QCOMPARE(verdictOf(world, question("arn:aws:sts::111122223333:assumed-role/App/s", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), Verdict::Depends);
}

// reference_policies_elements_principal, "Role session principals": a resource policy may allow one session of a role, which then needs no
// policy of its own in the same account. Whether a role asks in that session isn't said.
void TestWorkspaceFacts::roleOfANamedSession()
{
    const World world = workspace(R"({"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})",
        std::string(R"({"Arn": "arn:aws:sqs:eu-west-1:111122223333:q", "Policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ")")
            + session + R"("}, "Action": "sqs:*", "Resource": "*"}]}})");
    QCOMPARE(verdictOf(world, question(session, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), Verdict::Allowed);
    QCOMPARE(verdictOf(world, question("arn:aws:sts::111122223333:assumed-role/app/t", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), Verdict::Denied);
    QCOMPARE(verdictOf(world, question(role, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")), Verdict::Depends);
}

QTEST_GUILESS_MAIN(TestWorkspaceFacts)
#include "tst_workspacefacts.moc"
