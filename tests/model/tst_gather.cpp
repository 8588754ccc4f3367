// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/evaluate.h"
#include "world/import.h"
#include "world/workspaceio.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;

/// What a workspace contributes to an evaluation beside the caller's own policies.
class TestGather : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void endpointPolicyMustAllow();
    void endpointOfAnotherServiceDoesNotLimit();
    void endpointWithoutPolicyAllowsEverything();
    void unknownEndpointIsAnAssumption();
    void endpointPolicyGrantsNothingToItself();
    void endpointIsKept();
    void grantsAreTold_data();
    void grantsAreTold();

private:
    Answer ask(const char *action, const char *resource, const char *endpoint = nullptr) const;

    World m_world;
};

namespace {

constexpr const char *key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

bool takes(const Answer &answer, Assumption assumption)
{
    return std::find(answer.assumptions.begin(), answer.assumptions.end(), assumption) != answer.assumptions.end();
}

template <typename T>
void add(WorldBuilder &builder, T entity)
{
    builder.add({{}, "111122223333", std::move(entity)});
}

Resource resource(const char *arn, const char *policy, const char *serviceName = "")
{
    Resource resource;
    resource.arn = arn;
    resource.name = "r";
    resource.serviceName = serviceName;
    if (policy)
        resource.policy = PolicyDocument::parse(policy);
    return resource;
}

} // namespace

void TestGather::init()
{
    WorldBuilder builder;
    builder.account("111122223333");
    User user;
    user.name = "alice";
    user.arn = "arn:aws:iam::111122223333:user/alice";
    user.inlinePolicies.push_back({"all", PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})"), {}});
    add(builder, user);
    constexpr const char *oneBucket = R"({"Version": "2012-10-17", "Statement": [{"Sid": "OneBucket", "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/?"}]})";
    add(builder, resource("arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-s3", oneBucket, "com.amazonaws.eu-west-1.s3"));
    add(builder, resource("arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-any", oneBucket));
    add(builder, resource("arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-open", nullptr, "com.amazonaws.eu-west-1.s3"));
    add(builder, resource("arn:aws:s3:::reports", nullptr));
    add(builder, resource("arn:aws:s3:::other", nullptr));
    add(builder, resource(key, R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}, "Action": "kms:*", "Resource": "*"}]})"));
    m_world = builder.build();
}

Answer TestGather::ask(const char *action, const char *resource, const char *endpoint) const
{
    Request request;
    request.principal = *parsePrincipal("arn:aws:iam::111122223333:user/alice");
    request.action = action;
    request.resource = resource;
    if (endpoint)
        request.context.set("aws:SourceVpce", endpoint, Provenance::Given);
    return evaluate(m_world, request);
}

// VPC User Guide, vpc-endpoints-access: the endpoint's policy must allow the request as well; it grants nothing itself.
void TestGather::endpointPolicyMustAllow()
{
    QCOMPARE(ask("s3:GetObject", "arn:aws:s3:::reports/k", "vpce-s3").verdict, Verdict::Allowed);
    const Answer denied = ask("s3:GetObject", "arn:aws:s3:::other/k", "vpce-s3");
    QCOMPARE(denied.verdict, Verdict::Denied);
    QCOMPARE(denied.blockedBy, std::vector{Layer::VpcEndpoint});
    QCOMPARE(ask("s3:GetObject", "arn:aws:s3:::other/k").verdict, Verdict::Allowed);
    QCOMPARE(ask("s3:GetObject", "arn:aws:s3:::other/k", "vpce-any").verdict, Verdict::Denied);
}

void TestGather::endpointOfAnotherServiceDoesNotLimit()
{
    QCOMPARE(ask("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q", "vpce-s3").verdict, Verdict::Allowed);
    QCOMPARE(ask("sts:GetFederationToken", "arn:aws:sts::111122223333:federated-user/f", "vpce-any").verdict, Verdict::Allowed);
}

void TestGather::endpointWithoutPolicyAllowsEverything()
{
    const Answer answer = ask("s3:GetObject", "arn:aws:s3:::other/k", "vpce-open");
    QCOMPARE(answer.verdict, Verdict::Allowed);
    QVERIFY(!takes(answer, Assumption::EndpointAllows));
}

void TestGather::unknownEndpointIsAnAssumption()
{
    const Answer answer = ask("s3:GetObject", "arn:aws:s3:::other/k", "vpce-elsewhere");
    QCOMPARE(answer.verdict, Verdict::Allowed);
    QVERIFY(takes(answer, Assumption::EndpointAllows));
    QVERIFY(!takes(ask("s3:GetObject", "arn:aws:s3:::other/k"), Assumption::EndpointAllows));
}

void TestGather::endpointPolicyGrantsNothingToItself()
{
    Request request;
    request.principal = *parsePrincipal("*");
    request.action = "ec2:DescribeVpcEndpoints";
    request.resource = "arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-s3";
    QCOMPARE(evaluate(m_world, request).verdict, Verdict::Denied);
}

void TestGather::endpointIsKept()
{
    const ImportResult read = importFiles({{"w.rolewright", writeWorkspace(m_world)}});
    QVERIFY(read.world);
    const EntityPtr entity = read.world->findByArn("arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-s3");
    QVERIFY(entity);
    QCOMPARE(entity->as<Resource>()->serviceName, std::string("com.amazonaws.eu-west-1.s3"));
    QVERIFY(entity->as<Resource>()->isVpcEndpoint());
    QVERIFY(!read.world->findByArn(key)->as<Resource>()->isVpcEndpoint());
}

// KMS Developer Guide, grants: a grant allows on its own; grants are no policies and stand in no export.
void TestGather::grantsAreTold_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<bool>("told");
    QTest::newRow("a grant operation") << QByteArray("kms:Decrypt") << QByteArray(key) << true;
    QTest::newRow("no grant operation") << QByteArray("kms:ScheduleKeyDeletion") << QByteArray(key) << false;
    QTest::newRow("allowed anyway") << QByteArray("s3:GetObject") << QByteArray("arn:aws:s3:::reports/k") << false;
}

void TestGather::grantsAreTold()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, resource);
    const Answer answer = ask(action.constData(), resource.constData());
    QTEST(takes(answer, Assumption::NoGrant), "told");
}

QTEST_GUILESS_MAIN(TestGather)
#include "tst_gather.moc"
