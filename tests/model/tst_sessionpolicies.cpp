// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/compiledworld.h"
#include "evaluate/sessionpolicies.h"
#include "town.h"

#include <QTest>

using namespace rolewright;

/// Policies passed with a request for credentials: IAM User Guide, access_policies, "Session policies"; STS API Reference, AssumeRole.
class SessionPoliciesTest : public QObject
{
    Q_OBJECT

private slots:
    void limitsTheRole_data();
    void limitsTheRole();
    void endsWithItsSession();
    void resourcePolicies_data();
    void resourcePolicies();
    void federationToken();
    void federationTokenCallsNoIam();
    void ofTheSessionItself();
    void managedPolicies();
    void whoPassesThem();
    void limits();
};

#ifndef Q_MOC_RUN // moc 6.4 stumbles over raw strings
namespace {

using Policies = std::shared_ptr<const SessionPolicies>;

Policies passed(const std::string &statements, const std::vector<std::string> &managed = {})
{
    return std::make_shared<const SessionPolicies>(SessionPolicies{statements.empty() ? nullptr : document(statements), managed});
}

Simulation askWith(const World &world, const std::string &principal, const Policies &policies)
{
    Request request = question(principal);
    RouteOptions options;
    if (!setSessionPolicies(policies, request, options))
        return {};
    return simulate(world, request, options);
}

const std::string everything = allow("*", "*");
const std::string readsNothing = allow("s3:PutObject", "*");
const std::string session = "arn:aws:sts::111122223333:assumed-role/reader/x";

World readers()
{
    return Town().user("alice", allow("sts:AssumeRole", "*")).role("reader", trust(rootArn()), allow("s3:*", "*")).build();
}

ManagedPolicy managedPolicy(const std::string &name, const std::string &statements)
{
    ManagedPolicy policy;
    policy.name = name;
    policy.arn = "arn:aws:iam::" + std::string(here) + ":policy/" + name;
    policy.defaultVersionId = "v1";
    policy.versions.push_back({"v1", true, {}, document(statements), {}});
    return policy;
}

World bucketNaming(const std::string &principal, const std::string &rolePolicies)
{
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":")" + principal + R"("},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"})");
    return Town().user("alice", allow("sts:AssumeRole", "*")).role("reader", trust(rootArn()), rolePolicies).add(here, bucket).build();
}

} // namespace

void SessionPoliciesTest::limitsTheRole_data()
{
    QTest::addColumn<std::string>("statements");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<std::string>("missing");
    const std::string deny = R"({"Effect":"Deny","Action":"s3:GetObject","Resource":"*"})";
    // access_policies: "The resulting session's permissions are the intersection of the role's identity-based policies and the session policies."
    QTest::newRow("allowed by both") << bucketRead << Verdict::Allowed << std::string();
    QTest::newRow("the session policy is silent") << readsNothing << Verdict::Denied << std::string("notInSessionPolicy");
    QTest::newRow("the session policy denies") << everything + ',' + deny << Verdict::Denied << std::string("explicitDeny");
    QTest::newRow("it can't be used") << std::string(R"({"Effect":"Perhaps"})") << Verdict::Depends << std::string("documentUnusable");
}

void SessionPoliciesTest::limitsTheRole()
{
    QFETCH(std::string, statements);
    QFETCH(Verdict, verdict);
    QFETCH(std::string, missing);
    const Policies policies = passed(statements);
    const Simulation found = askWith(readers(), userArn("alice"), policies);
    QCOMPARE(found.verdict, verdict);
    if (missing.empty()) {
        QCOMPARE(found.routes.at(0).hops.at(0).needs.sessionPolicies, policies);
        QCOMPARE(found.routes[0].hops[0].session.policies, policies);
        return;
    }
    QVERIFY(found.routes.empty());
    const NearMiss &miss = found.nearMisses.at(0);
    QVERIFY(miss.failsAtTarget);
    QCOMPARE(miss.missing.at(0).code, missing);
    QCOMPARE(int(miss.missing[0].side), int(Missing::Side::Session));
}

/// It is the first session's alone; the role that comes next has the permissions of its own policies.
void SessionPoliciesTest::endsWithItsSession()
{
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("first")))
                            .role("first", trust(userArn("alice")), everything)
                            .role("last", trust(roleArn("first")), bucketRead)
                            .build();
    const Simulation through = askWith(world, userArn("alice"), passed(allow("sts:AssumeRole", roleArn("last"))));
    QCOMPARE(through.routes.size(), std::size_t(1)); // the first role itself may not read any more
    QCOMPARE(path(through.routes[0].hops), (std::vector<std::string>{roleArn("first"), roleArn("last")}));
    QVERIFY(through.routes[0].hops[1].needs.sessionPolicies == nullptr);

    // A principal that is named in a trust policy of the same account is let in by it alone, but a session policy limits the role
    // that is named: reference_policies_evaluation-logic, "IAM role ARN".
    const Simulation stuck = askWith(world, userArn("alice"), passed(readsNothing));
    QCOMPARE(stuck.verdict, Verdict::Denied);

    // A role that is limited when it comes first isn't when it comes second.
    const World both = Town()
                           .user("alice", allow("sts:AssumeRole", "*"))
                           .role("first", trust(rootArn()), allow("sts:AssumeRole", "*"))
                           .role("last", trust(rootArn()), bucketRead)
                           .build();
    const Simulation around = askWith(both, userArn("alice"), passed(allow("sts:AssumeRole", "*")));
    QCOMPARE(around.routes.size(), std::size_t(1));
    QCOMPARE(path(around.routes[0].hops), (std::vector<std::string>{roleArn("first"), roleArn("last")}));
}

void SessionPoliciesTest::resourcePolicies_data()
{
    QTest::addColumn<std::string>("named");
    QTest::addColumn<std::string>("rolePolicies");
    QTest::addColumn<Verdict>("verdict");
    // access_policies, "Session policies": a resource-based policy that names the session adds to what the session policy allows; one that
    // names the role (or user) is limited by it.
    QTest::newRow("the session is named") << std::string("arn:aws:sts::111122223333:assumed-role/reader/alice") << std::string() << Verdict::Allowed;
    QTest::newRow("the role is named") << roleArn("reader") << std::string() << Verdict::Denied;
    QTest::newRow("the role is named and may") << roleArn("reader") << everything << Verdict::Denied;
}

void SessionPoliciesTest::resourcePolicies()
{
    QFETCH(std::string, named);
    QFETCH(std::string, rolePolicies);
    QFETCH(Verdict, verdict);
    QCOMPARE(askWith(bucketNaming(named, rolePolicies), userArn("alice"), passed(readsNothing)).verdict, verdict);
}

/// id_credentials_temp_control-access_getfederationtoken: the session may do what both the user and the session policy may.
void SessionPoliciesTest::federationToken()
{
    const World world = Town().user("alice", allow("sts:GetFederationToken", "*") + ',' + allow("s3:*", "*")).build();
    const Simulation limited = askWith(world, userArn("alice"), passed(bucketRead));
    QCOMPARE(limited.routes.size(), std::size_t(1));
    const Hop &hop = limited.routes[0].hops.at(0);
    QCOMPARE(hop.kind, HopKind::FederationToken);
    QCOMPARE(hop.to, std::string("arn:aws:sts::111122223333:federated-user/alice"));
    QCOMPARE(hop.command, std::string("aws sts get-federation-token --name alice --policy file://session-policy.json"));

    QVERIFY(askWith(world, userArn("alice"), passed(readsNothing)).routes.empty());
    const World mayNot = Town().user("alice", allow("s3:*", "*")).build();
    QVERIFY(askWith(mayNot, userArn("alice"), passed(bucketRead)).routes.empty());
    const World poor = Town().user("alice", allow("sts:GetFederationToken", "*")).build();
    QCOMPARE(askWith(poor, userArn("alice"), passed(everything)).verdict, Verdict::Denied);
}

/// id_credentials_sts-comparison: credentials of GetFederationToken can't call IAM, nor STS but for GetCallerIdentity.
void SessionPoliciesTest::federationTokenCallsNoIam()
{
    const World world = Town().user("alice", everything).build();
    Request request = question(userArn("alice"));
    RouteOptions options;
    QVERIFY(setSessionPolicies(passed(everything), request, options));
    for (const char *action : {"iam:ListUsers", "sts:GetSessionToken"}) {
        request.action = action;
        request.resource = "*";
        QVERIFY2(simulate(world, request, options).routes.empty(), action);
    }
}

/// Of a role's session that asks: it is limited in what it does and in the roles that it assumes next.
void SessionPoliciesTest::ofTheSessionItself()
{
    QCOMPARE(askWith(readers(), session, passed(bucketRead)).direct.verdict, Verdict::Allowed);
    const Simulation silent = askWith(readers(), session, passed(readsNothing));
    QCOMPARE(silent.direct.verdict, Verdict::Denied);
    QCOMPARE(silent.direct.blockedBy, std::vector<Layer>{Layer::Session});

    const World world = Town()
                            .role("reader", trust(rootArn()), allow("sts:AssumeRole", "*"))
                            .role("last", trust(rootArn()), bucketRead)
                            .build();
    QCOMPARE(askWith(world, session, passed(allow("sts:AssumeRole", "*"))).verdict, Verdict::Allowed);
    QCOMPARE(askWith(world, session, passed(readsNothing)).verdict, Verdict::Denied);

    // Whose policies a federated user has isn't known; what its session policy doesn't allow it can't do.
    const std::string federated = "arn:aws:sts::111122223333:federated-user/bob";
    QCOMPARE(askWith(readers(), federated, passed(bucketRead)).direct.verdict, Verdict::Depends);
    QCOMPARE(askWith(readers(), federated, passed(readsNothing)).direct.verdict, Verdict::Denied);

    Request request = question(session);
    RouteOptions options;
    QVERIFY(setSessionPolicies(passed(readsNothing), request, options));
    QCOMPARE(CompiledWorld(readers()).answer(request).verdict, Verdict::Denied);
    QCOMPARE(CompiledWorld(readers()).decide(request), Verdict::Denied);
}

void SessionPoliciesTest::managedPolicies()
{
    const std::string policy = "arn:aws:iam::111122223333:policy/reads";
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", "*"))
                            .role("reader", trust(rootArn()), allow("s3:*", "*"))
                            .add(here, managedPolicy("reads", bucketRead))
                            .build();
    QCOMPARE(askWith(world, userArn("alice"), passed({}, {policy})).verdict, Verdict::Allowed);
    // Those of AWS are known without the workspace; they are used together with the inline one.
    QCOMPARE(askWith(world, userArn("alice"), passed({}, {"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"})).verdict, Verdict::Allowed);
    QCOMPARE(askWith(world, userArn("alice"), passed({}, {"arn:aws:iam::aws:policy/IAMReadOnlyAccess"})).verdict, Verdict::Denied);
    QCOMPARE(askWith(world, userArn("alice"), passed(readsNothing, {policy})).verdict, Verdict::Allowed);
    const Simulation unknown = askWith(world, userArn("alice"), passed({}, {"arn:aws:iam::111122223333:policy/elsewhere"}));
    QCOMPARE(unknown.verdict, Verdict::Depends);

    const std::string other = "arn:aws:iam::444455556666:policy/reads";
    const Simulation refused = askWith(world, userArn("alice"), passed({}, {other}));
    QCOMPARE(refused.verdict, Verdict::Denied);
    QCOMPARE(refused.nearMisses.at(0).missing.at(0).code, std::string("sessionPolicyElsewhere"));
    QCOMPARE(refused.nearMisses[0].missing[0].arguments, (std::vector<std::string>{other, here}));
}

void SessionPoliciesTest::whoPassesThem()
{
    RouteOptions options;
    for (const char *none : {"arn:aws:iam::111122223333:root", "lambda.amazonaws.com", "*"}) {
        Request request = question(none);
        QVERIFY2(!setSessionPolicies(passed(everything), request, options), none);
        QVERIFY(!request.sessionPolicies && !options.sessionPolicies);
    }
}

/// STS API Reference, AssumeRole: Policy of at most 2,048 characters, PolicyArns of at most 10.
void SessionPoliciesTest::limits()
{
    using Code = SessionPolicyError::Code;
    const auto codeOf = [](const SessionPolicies &policies) { return errorOf(policies).value().code; };
    const std::string start = R"({"Version":"2012-10-17","Statement":[],"Id":"äö)"; // two characters of two bytes each
    const std::string longest = start + std::string(2048 - (start.size() - 2) - 2, 'x') + "\"}";
    QVERIFY(!errorOf({PolicyDocument::parse(longest), {}}));
    QCOMPARE(codeOf({PolicyDocument::parse(longest + ' '), {}}), Code::InlineTooLong);

    std::vector<std::string> arns;
    for (int i = 0; i < 10; ++i)
        arns.push_back("arn:aws:iam::111122223333:policy/p" + std::to_string(i));
    QVERIFY(!errorOf({nullptr, arns}));
    arns.push_back("arn:aws:iam::111122223333:policy/p10");
    QCOMPARE(codeOf({nullptr, arns}), Code::TooManyManaged);
    QCOMPARE(codeOf({nullptr, {arns[0], arns[1], arns[0]}}), Code::PassedTwice);
    QCOMPARE(codeOf({nullptr, {roleArn("reader")}}), Code::NotAManagedPolicy);
}
#endif

QTEST_GUILESS_MAIN(SessionPoliciesTest)
#include "tst_sessionpolicies.moc"
