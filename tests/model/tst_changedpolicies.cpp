// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/worlddata.h"
#include "routes/changedpolicies.h"
#include "world/import.h"

#include <QTest>

#include <string>

using namespace rolewright;

/// Which edits of a user's policies make its hops be asked again: those of statements about STS, iam:PassRole, or what starts a service with
/// a role (id_roles_use_passrole), unless nothing of these statements but other actions or the Sid differs; and of the resources and
/// conditions of any statement.
class TestChangedPolicies : public QObject
{
    Q_OBJECT
private slots:
    void edits_data();
    void edits();
    void changedResource();
};

namespace {

/// A user with these statements, and a boundary when one is given.
CompiledWorld world(const QString &statements, const QString &boundary, const QString &bucketPolicy = {})
{
    const auto document = [](const QString &text) { return R"({"Version": "2012-10-17", "Statement": [)" + text.toStdString() + "]}"; };
    const std::string limit = "arn:aws:iam::111122223333:policy/limit";
    const std::string text = R"({"rolewright": 1, "accounts": [{"id": "111122223333", "UserDetailList": [{"UserName": "alice",
        "Arn": "arn:aws:iam::111122223333:user/alice", "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": )" + document(statements) + "}]"
        + (boundary.isEmpty() ? std::string() : R"(, "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": ")" + limit + "\"}") + R"(}],
        "Policies": [{"PolicyName": "limit", "Arn": ")" + limit + R"(", "DefaultVersionId": "v1", "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": )"
        + document(boundary) + R"(}]}], "Resources": [{"Arn": "arn:aws:s3:::b", "Policy": )" + document(bucketPolicy) + "}]}]}";
    const ImportResult result = importFiles({{"w.rolewright", text}});
    return CompiledWorld(result.world.value_or(World()));
}

constexpr const char *alice = "arn:aws:iam::111122223333:user/alice";

bool changesHops(const CompiledWorld &before, const CompiledWorld &after)
{
    return ChangedPolicies(before.data(), after.data(), {*before.data().byArn->find(alice)}).ofHops.contains(alice);
}

QString statement(const char *actions, const char *rest = R"("Resource": "*")", const char *effect = "Allow")
{
    return QStringLiteral(R"({"Effect": "%1", "Action": %2, %3})").arg(QLatin1String(effect), QLatin1String(actions), QLatin1String(rest));
}

} // namespace

void TestChangedPolicies::edits_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("boundaryBefore");
    QTest::addColumn<QString>("boundaryAfter");
    QTest::addColumn<bool>("hops");
    const auto row = [](const char *name, const QString &before, const QString &after, bool hops, const QString &boundaryBefore = {}, const QString &boundaryAfter = {}) {
        QTest::newRow(name) << before << after << boundaryBefore << boundaryAfter << hops;
    };
    const QString read = statement(R"("s3:GetObject")"), assume = statement(R"("sts:AssumeRole")");

    row("an action of another service", read, statement(R"("s3:PutObject")"), false);
    row("one more statement about another service", assume + QStringLiteral(", ") + read, assume + QStringLiteral(", ") + read + QStringLiteral(", ") + statement(R"("sqs:*")"), false);
    row("the first statement about another service", assume, assume + QStringLiteral(", ") + read, true);
    row("its resource", assume + QStringLiteral(", ") + read, assume + QStringLiteral(", ") + statement(R"("s3:GetObject")", R"("Resource": "arn:aws:s3:::b/*")"), true);
    row("its condition", assume + QStringLiteral(", ") + read,
        assume + QStringLiteral(", ") + statement(R"("s3:GetObject")", R"("Resource": "*", "Condition": {"StringEquals": {"aws:userid": "AROA:bob"}})"), true);
    row("another action beside sts:AssumeRole", statement(R"(["s3:Get*", "sts:AssumeRole"])"), statement(R"(["s3:Get*x", "sts:AssumeRole"])"), false);
    row("the same said otherwise", statement(R"(["sts:AssumeRole", "s3:*"])"), statement(R"(["STS:assumerole", "s3:Get*"])"), false);
    row("the statement's Sid", assume, statement(R"("sts:AssumeRole")", R"("Sid": "Assume", "Resource": "*")"), false);
    row("no sts:AssumeRole any more", statement(R"(["s3:Get*", "sts:AssumeRole"])"), statement(R"("s3:Get*")"), true);
    row("a letter more in sts:AssumeRole", assume, statement(R"("sts:AssumeRolex")"), true);
    row("every action", read, statement(R"("*")"), true);
    row("iam:PassRole", read, statement(R"(["s3:GetObject", "iam:PassRole"])"), true);
    row("another action of IAM", read, statement(R"(["s3:GetObject", "iam:GetRole"])"), false);
    row("what starts a function", read, statement(R"(["s3:GetObject", "lambda:CreateFunction"])"), true);
    row("session tags", assume, statement(R"(["sts:AssumeRole", "sts:TagSession"])"), true);
    row("NotAction", statement(R"("s3:*")"), QStringLiteral(R"({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"})"), true);
    row("the resource", assume, statement(R"("sts:AssumeRole")", R"("Resource": "arn:aws:iam::111122223333:role/r")"), true);
    row("NotResource", assume, statement(R"("sts:AssumeRole")", R"("NotResource": "*")"), true);
    row("a condition", assume, statement(R"("sts:AssumeRole")", R"("Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}})"), true);
    row("its operator", statement(R"("sts:AssumeRole")", R"("Resource": "*", "Condition": {"StringEquals": {"aws:SourceIp": "1"}})"),
        statement(R"("sts:AssumeRole")", R"("Resource": "*", "Condition": {"StringLike": {"aws:SourceIp": "1"}})"), true);
    row("the effect", assume, statement(R"("sts:AssumeRole")", R"("Resource": "*")", "Deny"), true);
    row("MFA looked at elsewhere", read, statement(R"("s3:GetObject")", R"("Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}})"), true);
    row("text that can't be used", read, QStringLiteral(R"({"Effect": "Allow"})"), true);
    row("a boundary that wasn't there", read, read, true, {}, read);
    row("the boundary's other action", read, read, false, read, statement(R"("s3:PutObject")"));
    row("the boundary's sts:AssumeRole", read, read, true, read, statement(R"(["s3:GetObject", "sts:AssumeRole"])"));
}

void TestChangedPolicies::edits()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, boundaryBefore);
    QFETCH(QString, boundaryAfter);
    QFETCH(bool, hops);
    const CompiledWorld first = world(before, boundaryBefore), second = world(after, boundaryAfter);
    QVERIFY(first.data().byArn->find(alice) && first.data().byArn->find(alice) == second.data().byArn->find(alice));
    QCOMPARE(changesHops(first, second), hops);
    QCOMPARE(changesHops(second, first), hops);
}

void TestChangedPolicies::changedResource()
{
    const QString read = statement(R"("s3:GetObject")");
    const CompiledWorld first = world(read, {}), same = first.updated(first.world()), second = world(read, {}, statement(R"("s3:*")", R"("Principal": "*", "Resource": "*")"));
    QVERIFY(!ChangedPolicies(first.data(), same.data(), {}).ofResources);
    QVERIFY(ChangedPolicies(first.data(), second.data(), {}).ofResources);
}

QTEST_APPLESS_MAIN(TestChangedPolicies)
#include "tst_changedpolicies.moc"
