// SPDX-License-Identifier: GPL-3.0-or-later
#include "town.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;

class RoutesTest : public QObject
{
    Q_OBJECT

private slots:
    void roleOfTheSameAccount();
    void roleOfAnotherAccount();
    void directAnswerAndRoutes();
    void externalId();
    void externalIdThatCannotBe();
    void givenExternalId();
    void wrongExternalIdIsNearMiss();
    void mfa();
    void mfaAge_data();
    void mfaAge();
    void mfaAgeMostPermissive();
    void mfaGiven();
    void mfaDeniedWhenAbsent();
    void mfaEndsWithTheFirstHop();
    void mfaNeverForRoles();
    void sessionName();
    void sessionNameByLuckIsTold();
    void sourceIdentityNeedsItsOwnPermission();
    void twoHops();
    void hopLimit();
    void cycle();
    void shortestThenLeastDemanding();
    void everySimpleRoute();
    void principalTagsEndWithTheFirstHop();
    void networkKeysReachEveryStep();
    void unknownKeyIsNoRoute();
    void brokenTrustIsNoRoute();
    void unknownCallerIsNoRoute();
    void boundaryOfTheCaller();
    void organizationIdStaysWithinTheAccount();
    void rootAssumesNothing();
    void nearMissTrust();
    void nearMissIdentity();
    void nearMissExplicitDeny();
    void nearMissTarget();
    void nearMissNeedsATarget();
    void twoThingsMissingIsNoNearMiss();
    void serviceAssumesItsRole();
    void edges();
    void whoCan();
    void manyRoles();
    void cancelling();
};

namespace {

std::vector<std::string> codes(const NearMiss &nearMiss)
{
    std::vector<std::string> result;
    for (const Missing &missing : nearMiss.missing)
        result.push_back(missing.code);
    return result;
}

using Texts = std::vector<std::string>;

/// A user who may assume the role `reader`, which trusts the account under a condition.
World conditional(const std::string &condition, const std::string &userCondition = {})
{
    return Town()
        .user("alice", allow("sts:AssumeRole", roleArn("reader"), userCondition))
        .role("reader", trust(rootArn(), condition), bucketRead)
        .build();
}

} // namespace

// IAM User Guide, reference_policies_evaluation-logic: a trust in the account needs the caller's own permission.
void RoutesTest::roleOfTheSameAccount()
{
    const World world = conditional({});
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.direct.verdict, Verdict::Denied);
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    QCOMPARE(simulation.routes.size(), 1u);
    const Route &route = simulation.routes.front();
    QCOMPARE(path(route.hops), Texts{roleArn("reader")});
    QVERIFY(route.hops[0].needs.empty());
    QCOMPARE(route.hops[0].from, userArn("alice"));
    QCOMPARE(route.hops[0].answer.verdict, Verdict::Allowed);
    QCOMPARE(route.answer.verdict, Verdict::Allowed);
    QCOMPARE(route.answer.request.principal.arn, "arn:aws:sts::111122223333:assumed-role/reader/alice");
    QCOMPARE(route.hops[0].command, "aws sts assume-role --role-arn " + roleArn("reader") + " --role-session-name alice");
    QVERIFY(simulation.nearMisses.empty());
}

// …evaluation-logic-cross-account: both accounts must allow.
void RoutesTest::roleOfAnotherAccount()
{
    const World both = Town()
                           .user("alice", allow("sts:AssumeRole", roleArn("reader", there)))
                           .role("reader", trust(userArn("alice")), bucketRead, there)
                           .build();
    // The bucket's account isn't in its ARN: it is taken as the asking session's own.
    QCOMPARE(ask(both, userArn("alice")).routes.size(), 1u);
    const World trustOnly = Town().user("alice", {}).role("reader", trust(userArn("alice")), bucketRead, there).build();
    QVERIFY(ask(trustOnly, userArn("alice")).routes.empty());
    const World sameAccount = Town().user("alice", {}).role("reader", trust(userArn("alice")), bucketRead).build();
    QCOMPARE(ask(sameAccount, userArn("alice")).routes.size(), 1u);
}

void RoutesTest::directAnswerAndRoutes()
{
    const World world = Town()
                            .user("alice", bucketRead + ',' + allow("sts:AssumeRole", "*"))
                            .role("reader", trust(rootArn()), bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.direct.verdict, Verdict::Allowed);
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    QCOMPARE(simulation.routes.size(), 1u);
}

void RoutesTest::externalId()
{
    const World world = conditional(R"({"StringEquals":{"sts:ExternalId":"cust-7f21"}})");
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    const Hop &hop = simulation.routes[0].hops[0];
    QCOMPARE(hop.needs.externalId, std::optional<std::string>("cust-7f21"));
    QVERIFY(!hop.needs.mfa);
    QVERIFY(hop.command.ends_with(" --external-id cust-7f21"));
}

// AWS STS API Reference, AssumeRole, ExternalId: [\w+=,.@:/-]*, at least two of them.
void RoutesTest::externalIdThatCannotBe()
{
    const auto wanting = [](const std::string &op, const std::string &id) {
        return ask(conditional("{\"" + op + "\":{\"sts:ExternalId\":\"" + id + "\"}}"), userArn("alice"));
    };
    QVERIFY(wanting("StringEquals", "its 1").routes.empty());
    QVERIFY(wanting("StringEquals", "x").routes.empty());
    const Simulation simulation = wanting("StringLike", "a:/?*");
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(simulation.routes[0].hops[0].needs.externalId, std::optional<std::string>("a:/x"));
}

void RoutesTest::givenExternalId()
{
    const World world = conditional(R"({"StringEquals":{"sts:ExternalId":["first","second"]}})");
    Request request = question(userArn("alice"));
    request.context.set("sts:ExternalId", "second", Provenance::Given);
    const Simulation simulation = simulate(world, request);
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(simulation.routes[0].hops[0].needs.externalId, std::optional<std::string>("second"));
}

void RoutesTest::wrongExternalIdIsNearMiss()
{
    const World world = conditional(R"({"StringEquals":{"sts:ExternalId":"cust-7f21"}})");
    Request request = question(userArn("alice"));
    request.context.set("sts:ExternalId", "cust-0000", Provenance::Given);
    const Simulation simulation = simulate(world, request);
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.nearMisses.size(), 1u);
    const NearMiss &nearMiss = simulation.nearMisses[0];
    QCOMPARE(nearMiss.missing.size(), 1u);
    QCOMPARE(nearMiss.missing[0].code, std::string("keyMismatch"));
    QCOMPARE(nearMiss.missing[0].side, Missing::Side::Trust);
    QCOMPARE(nearMiss.missing[0].arguments, (Texts{"sts:ExternalId", "cust-7f21", "cust-0000", "StringEquals"}));
    QCOMPARE(nearMiss.missing[0].fixCode, std::string("giveKey"));
    QVERIFY(nearMiss.missing[0].where.has_value());
    QCOMPARE(nearMiss.missing[0].where->slot, DocumentSlot::Trust);
}

void RoutesTest::mfa()
{
    const World world = conditional(R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})");
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    const Hop &hop = simulation.routes[0].hops[0];
    QVERIFY(hop.needs.mfa);
    QVERIFY(!hop.needs.mfaMaxAgeSeconds);
    QVERIFY(hop.command.ends_with(" --serial-number arn:aws:iam::111122223333:mfa/alice --token-code CODE"));
}

void RoutesTest::mfaAge_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<qint64>("expected"); // -1: not bounded, -2: no route
    QTest::newRow("less than") << R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}})" << qint64(59);
    QTest::newRow("less than or equal") << R"({"NumericLessThanEquals":{"aws:MultiFactorAuthAge":60}})" << qint64(60);
    QTest::newRow("with presence")
        << R"({"Bool":{"aws:MultiFactorAuthPresent":true},"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}})" << qint64(3599);
    QTest::newRow("fraction") << R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"60.5"}})" << qint64(60);
    QTest::newRow("present") << R"({"Null":{"aws:MultiFactorAuthAge":"false"}})" << qint64(-1);
    QTest::newRow("never") << R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"0"}})" << qint64(-2);
    QTest::newRow("at least that old") << R"({"NumericGreaterThan":{"aws:MultiFactorAuthAge":"60"}})" << qint64(-2);
}

void RoutesTest::mfaAge()
{
    QFETCH(QString, condition);
    QFETCH(qint64, expected);
    const Simulation simulation = ask(conditional(condition.toStdString()), userArn("alice"));
    if (expected == -2) {
        QVERIFY(simulation.routes.empty());
        QCOMPARE(simulation.verdict, Verdict::Denied);
        return;
    }
    QCOMPARE(simulation.routes.size(), 1u);
    const HopNeeds &needs = simulation.routes[0].hops[0].needs;
    QVERIFY(needs.mfa);
    QCOMPARE(needs.mfaMaxAgeSeconds.value_or(-1), expected);
}

void RoutesTest::mfaAgeMostPermissive()
{
    const std::string short_ = R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}})";
    const std::string long_ = R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"900"}})";
    const World either = Town()
                             .user("alice", allow("sts:AssumeRole", roleArn("reader")))
                             .role("reader", trust(rootArn(), short_) + ',' + trust(rootArn(), long_), bucketRead)
                             .build();
    QCOMPARE(ask(either, userArn("alice")).routes.at(0).hops[0].needs.mfaMaxAgeSeconds, std::optional<std::int64_t>(899));
    // Both sides must allow: the stricter bound decides.
    QCOMPARE(ask(conditional(long_, short_), userArn("alice")).routes.at(0).hops[0].needs.mfaMaxAgeSeconds,
        std::optional<std::int64_t>(59));
}

void RoutesTest::mfaGiven()
{
    const World world = conditional(R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}})");
    Request request = question(userArn("alice"));
    request.context.set("aws:MultiFactorAuthPresent", "true", Provenance::Given);
    request.context.set("aws:MultiFactorAuthAge", "30", Provenance::Given);
    const Simulation fresh = simulate(world, request);
    QCOMPARE(fresh.routes.size(), 1u);
    QCOMPARE(fresh.routes[0].hops[0].needs.mfaMaxAgeSeconds, std::optional<std::int64_t>(59));
    request.context.set("aws:MultiFactorAuthAge", "300", Provenance::Given);
    const Simulation stale = simulate(world, request);
    QVERIFY(stale.routes.empty());
    QCOMPARE(stale.nearMisses.size(), 1u);
    QCOMPARE(stale.nearMisses[0].missing[0].arguments, (Texts{"aws:MultiFactorAuthAge", "60", "300", "NumericLessThan"}));
}

// …condition-keys, aws:MultiFactorAuthPresent: the Deny with BoolIfExists that AWS recommends catches long-term keys.
void RoutesTest::mfaDeniedWhenAbsent()
{
    const std::string deny =
        R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}})";
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("reader")) + ',' + deny)
                            .role("reader", trust(rootArn()), bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    QVERIFY(simulation.routes[0].hops[0].needs.mfa);
}

// …condition-keys: AssumeRole's credentials carry no MFA context.
void RoutesTest::mfaEndsWithTheFirstHop()
{
    const std::string withMfa = R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})";
    Town town;
    town.user("alice", allow("sts:AssumeRole", roleArn("middle")))
        .role("middle", trust(rootArn(), withMfa), allow("sts:AssumeRole", roleArn("reader")))
        .role("reader", trust(roleArn("middle"), withMfa), bucketRead);
    const World world = town.build();
    const Simulation simulation = ask(world, userArn("alice"));
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.nearMisses.size(), 2u);
    QCOMPARE(path(simulation.nearMisses[0].hops), (Texts{roleArn("middle"), roleArn("reader")}));
    QCOMPARE(codes(simulation.nearMisses[0]), Texts{"keyMissing"});
    QCOMPARE(path(simulation.nearMisses[1].hops), Texts{roleArn("middle")});
    QVERIFY(simulation.nearMisses[1].failsAtTarget);

    Request request = question(userArn("alice"));
    request.context.set("aws:MultiFactorAuthPresent", "true", Provenance::Given);
    QVERIFY(simulate(world, request).routes.empty());

    const World target = conditional(withMfa);
    Request direct = question(userArn("alice"));
    direct.context.set("aws:MultiFactorAuthPresent", "true", Provenance::Given);
    const Simulation reached = simulate(target, direct);
    QCOMPARE(reached.routes.size(), 1u);
    QVERIFY(!reached.routes[0].answer.request.context.find("aws:MultiFactorAuthPresent")
        || reached.routes[0].answer.request.context.find("aws:MultiFactorAuthPresent")->values != Texts{"true"});
}

void RoutesTest::mfaNeverForRoles()
{
    const World world =
        Town()
            .role("start", trust(rootArn()), allow("sts:AssumeRole", roleArn("reader")))
            .role("reader", trust(roleArn("start"), R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})"), bucketRead)
            .build();
    QVERIFY(ask(world, roleArn("start")).routes.empty());
}

void RoutesTest::sessionName()
{
    const World world = conditional(R"({"StringLike":{"sts:RoleSessionName":"build-*"}})");
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(simulation.routes[0].hops[0].needs.roleSessionName, std::optional<std::string>("build-"));
    QVERIFY(simulation.routes[0].hops[0].command.ends_with("--role-session-name build-"));
    QVERIFY(simulation.routes[0].answer.request.principal.arn.ends_with("assumed-role/reader/build-"));
}

void RoutesTest::sessionNameByLuckIsTold()
{
    const World own = conditional(R"({"StringLike":{"sts:RoleSessionName":"${aws:username}"}})");
    const Simulation simulation = ask(own, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(simulation.routes[0].hops[0].needs.roleSessionName, std::optional<std::string>("alice"));
    const World any = conditional(R"({"StringLike":{"sts:RoleSessionName":"*"}})");
    QVERIFY(ask(any, userArn("alice")).routes.at(0).hops[0].needs.empty());
}

// id_credentials_temp_control-access_monitor: sts:SetSourceIdentity is needed to pass one.
void RoutesTest::sourceIdentityNeedsItsOwnPermission()
{
    const std::string wanted = R"({"StringEquals":{"sts:SourceIdentity":"${aws:username}"}})";
    QVERIFY(ask(conditional(wanted), userArn("alice")).routes.empty());

    const std::string both = R"({"Effect":"Allow","Principal":{"AWS":")" + userArn("alice")
        + R"("},"Action":["sts:AssumeRole","sts:SetSourceIdentity"],"Condition":)" + wanted + '}';
    const World world = Town().user("alice", {}).role("reader", both, bucketRead).build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(simulation.routes[0].hops[0].needs.sourceIdentity, std::optional<std::string>("alice"));
    QVERIFY(simulation.routes[0].hops[0].command.ends_with("--source-identity alice"));
    const ContextValue *kept = simulation.routes[0].answer.request.context.find("aws:SourceIdentity");
    QVERIFY(kept);
    QCOMPARE(kept->values, Texts{"alice"});
}

void RoutesTest::twoHops()
{
    const World world =
        Town()
            .user("alice", allow("sts:AssumeRole", roleArn("middle")))
            .role("middle", trust(rootArn()), allow("sts:AssumeRole", roleArn("reader", there)))
            .role("reader", trust(roleArn("middle"), R"({"StringEquals":{"sts:ExternalId":"x-1"}})"), bucketRead, there)
            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    const auto &hops = simulation.routes[0].hops;
    QCOMPARE(path(hops), (Texts{roleArn("middle"), roleArn("reader", there)}));
    QVERIFY(hops[0].needs.empty());
    QCOMPARE(hops[1].needs.externalId, std::optional<std::string>("x-1"));
    QCOMPARE(hops[1].from, "arn:aws:sts::111122223333:assumed-role/middle/alice");
}

void RoutesTest::hopLimit()
{
    Town town;
    town.user("alice", allow("sts:AssumeRole", roleArn("r1")));
    for (int i = 1; i <= 4; ++i) {
        const std::string next = roleArn("r" + std::to_string(i + 1));
        town.role("r" + std::to_string(i), trust(rootArn()), i == 4 ? bucketRead : allow("sts:AssumeRole", next));
    }
    const World world = town.build();
    const Simulation three = ask(world, userArn("alice"), 3);
    QVERIFY(three.routes.empty());
    QVERIFY(three.limitReached);
    const Simulation four = ask(world, userArn("alice"), 4);
    QCOMPARE(four.routes.size(), 1u);
    QCOMPARE(four.routes[0].hops.size(), 4u);
    QVERIFY(!four.limitReached);
}

void RoutesTest::cycle()
{
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("one")))
                            .role("one", trust(rootArn()), allow("sts:AssumeRole", roleArn("two")))
                            .role("two", trust(rootArn()), allow("sts:AssumeRole", roleArn("one")) + ',' + bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"), 10);
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(path(simulation.routes[0].hops), (Texts{roleArn("one"), roleArn("two")}));
    QVERIFY(!simulation.limitReached);
}

void RoutesTest::shortestThenLeastDemanding()
{
    const World world =
        Town()
            .user("alice", allow("sts:AssumeRole", "*"))
            .role("a-mfa",
                trust(rootArn(), R"({"Bool":{"aws:MultiFactorAuthPresent":"true"},"StringEquals":{"sts:ExternalId":"xx"}})"),
                bucketRead)
            .role("b-id", trust(rootArn(), R"({"StringEquals":{"sts:ExternalId":"xx"}})"), bucketRead)
            .role("c-free", trust(userArn("alice")), bucketRead)
            .role("a-free", trust(userArn("alice")), bucketRead)
            .role("a-far", trust(roleArn("c-free")), bucketRead)
            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    std::vector<Texts> found;
    for (const Route &route : simulation.routes)
        found.push_back(path(route.hops));
    const std::vector<Texts> expected{
        {roleArn("a-free")}, {roleArn("c-free")}, {roleArn("b-id")}, {roleArn("a-mfa")}, {roleArn("c-free"), roleArn("a-far")}};
    QCOMPARE(found, expected);
}

void RoutesTest::everySimpleRoute()
{
    // alice → left, right → reader: two routes of two hops; left and right may also assume each other.
    const std::string onward = allow("sts:AssumeRole", "*");
    const World world = Town()
                            .user("alice", onward)
                            .role("left", trust(rootArn()), onward)
                            .role("right", trust(rootArn()), onward)
                            .role("reader", trust(roleArn("left")) + ',' + trust(roleArn("right")), bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    std::vector<Texts> found;
    for (const Route &route : simulation.routes)
        found.push_back(path(route.hops));
    const std::vector<Texts> expected{{roleArn("left"), roleArn("reader")}, {roleArn("right"), roleArn("reader")},
        {roleArn("left"), roleArn("right"), roleArn("reader")}, {roleArn("right"), roleArn("left"), roleArn("reader")}};
    QCOMPARE(found, expected);
}

void RoutesTest::principalTagsEndWithTheFirstHop()
{
    const World world =
        Town()
            .user("alice", allow("sts:AssumeRole", roleArn("reader")))
            .role("reader", trust(rootArn()), allow("s3:GetObject", "*", R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})"))
            .build();
    Request request = question(userArn("alice"));
    request.context.set("aws:PrincipalTag/team", "red", Provenance::Given);
    const Simulation simulation = simulate(world, request);
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QVERIFY(simulation.nearMisses[0].failsAtTarget);
    QCOMPARE(codes(simulation.nearMisses[0]), Texts{"keyMissing"});
}

void RoutesTest::networkKeysReachEveryStep()
{
    const std::string office = R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})";
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("reader"), office))
                            .role("reader", trust(rootArn(), office), allow("s3:GetObject", "*", office))
                            .build();
    QVERIFY(ask(world, userArn("alice")).routes.empty());
    Request request = question(userArn("alice"));
    request.context.set("aws:SourceIp", "203.0.113.9", Provenance::Given);
    QCOMPARE(simulate(world, request).routes.size(), 1u);
}

void RoutesTest::unknownKeyIsNoRoute()
{
    const World world = conditional(R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringEquals":{"sts:ExternalId":"xx"}})");
    Request request = question(userArn("alice"));
    request.context.setUnknown("aws:SourceIp");
    const Simulation simulation = simulate(world, request);
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.verdict, Verdict::Depends);
    QVERIFY(simulation.nearMisses.empty());
    QCOMPARE(simulation.conditionalRoutes.size(), 1u);
    const HopNeeds &needs = simulation.conditionalRoutes[0].hops[0].needs;
    QCOMPARE(needs.externalId, std::optional<std::string>("xx"));
    QCOMPARE(needs.conditions.size(), 1u);
    QCOMPARE(needs.conditions[0].key, std::string("aws:SourceIp"));
    QCOMPARE(needs.conditions[0].values, Texts{"203.0.113.0/24"});

    RouteOptions quick;
    quick.nearMisses = false;
    quick.explain = false;
    QCOMPARE(simulate(world, request, quick).verdict, Verdict::Depends);
}

void RoutesTest::brokenTrustIsNoRoute()
{
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("reader")))
                            .role("reader", PolicyDocument::parse(R"({"Statement":[{"Effect":"Allow",)"), bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.verdict, Verdict::Depends);
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QCOMPARE(codes(simulation.nearMisses[0]), Texts{"documentUnusable"});
}

// The account is trusted; what the caller's own policies say isn't known.
void RoutesTest::unknownCallerIsNoRoute()
{
    const World world = Town().role("reader", trust(rootArn(there)), bucketRead).build();
    const Simulation simulation = ask(world, userArn("vendor", there));
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.verdict, Verdict::Depends);
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QCOMPARE(codes(simulation.nearMisses[0]), Texts{"principalUnknown"});
}

// access_policies_boundaries: the boundary must allow what the identity policy allows.
void RoutesTest::boundaryOfTheCaller()
{
    WorldBuilder builder;
    builder.account(here);
    ManagedPolicy limit;
    limit.name = "limit";
    limit.arn = "arn:aws:iam::111122223333:policy/limit";
    limit.defaultVersionId = "v1";
    limit.versions.push_back({"v1", true, {}, document(allow("s3:*", "*")), {}});
    builder.add(Entity{{}, here, limit});
    User user;
    user.name = "alice";
    user.arn = userArn("alice");
    user.boundary = limit.arn;
    user.inlinePolicies.push_back({"own", document(allow("sts:AssumeRole", "*")), {}});
    builder.add(Entity{{}, here, user});
    Role role;
    role.name = "reader";
    role.arn = roleArn("reader");
    role.trust = document(trust(rootArn()));
    role.inlinePolicies.push_back({"own", document(bucketRead), {}});
    builder.add(Entity{{}, here, role});
    const Simulation simulation = ask(builder.build(), userArn("alice"));
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QCOMPARE(codes(simulation.nearMisses[0]), Texts{"notInBoundary"});
    QCOMPARE(simulation.nearMisses[0].missing[0].side, Missing::Side::Boundary);
}

void RoutesTest::organizationIdStaysWithinTheAccount()
{
    const std::string ours = R"({"StringEquals":{"aws:PrincipalOrgID":"o-1"}})";
    Request request = question(userArn("alice"));
    request.context.set("aws:PrincipalOrgID", "o-1", Provenance::Given);
    const World inside = Town()
                             .user("alice", allow("sts:AssumeRole", "*"))
                             .role("reader", trust(rootArn()), allow("s3:GetObject", "*", ours))
                             .build();
    QCOMPARE(simulate(inside, request).routes.size(), 1u);
    const World outside = Town()
                              .user("alice", allow("sts:AssumeRole", "*"))
                              .role("reader", trust(rootArn()), allow("s3:GetObject", "*", ours), there)
                              .build();
    QVERIFY(simulate(outside, request).routes.empty());
}

// STS API Reference, AssumeRole: the root user can't call it.
void RoutesTest::rootAssumesNothing()
{
    const World world = Town().role("reader", trust(rootArn()), bucketRead).build();
    QVERIFY(ask(world, rootArn()).routes.empty());
}

void RoutesTest::nearMissTrust()
{
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("reader")))
                            .role("reader", trust(userArn("bob")), bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.nearMisses.size(), 1u);
    const Missing &missing = simulation.nearMisses[0].missing.at(0);
    QCOMPARE(missing.side, Missing::Side::Trust);
    QCOMPARE(missing.code, std::string("notTrusted"));
    QCOMPARE(missing.fixCode, std::string("addTrustPrincipal"));
    QCOMPARE(missing.fixArguments, (Texts{roleArn("reader"), userArn("alice")}));
}

void RoutesTest::nearMissIdentity()
{
    const World world = Town().user("alice", {}).role("reader", trust(rootArn()), bucketRead).build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.nearMisses.size(), 1u);
    const Missing &missing = simulation.nearMisses[0].missing.at(0);
    QCOMPARE(missing.side, Missing::Side::Identity);
    QCOMPARE(missing.code, std::string("notAllowedToAssume"));
    QCOMPARE(missing.fixArguments, (Texts{userArn("alice"), roleArn("reader")}));
}

void RoutesTest::nearMissExplicitDeny()
{
    const std::string deny = R"({"Sid":"NoRoles","Effect":"Deny","Action":"sts:*","Resource":"*"})";
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("reader")) + ',' + deny)
                            .role("reader", trust(rootArn()), bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QCOMPARE(codes(simulation.nearMisses[0]), Texts{"explicitDeny"});
    QCOMPARE(simulation.nearMisses[0].missing[0].arguments, (Texts{"own", "NoRoles", userArn("alice")}));
}

void RoutesTest::nearMissTarget()
{
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("reader")))
                            .role("reader", trust(rootArn()), allow("s3:GetObject", "arn:aws:s3:::other/*"))
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.nearMisses.size(), 1u);
    const NearMiss &nearMiss = simulation.nearMisses[0];
    QVERIFY(nearMiss.failsAtTarget);
    QCOMPARE(path(nearMiss.hops), Texts{roleArn("reader")});
    QCOMPARE(codes(nearMiss), Texts{"actionNotAllowed"});
    QCOMPARE(nearMiss.missing[0].fixArguments, (Texts{roleArn("reader"), "s3:GetObject", "arn:aws:s3:::reports/2026.csv"}));
}

void RoutesTest::nearMissNeedsATarget()
{
    // The role isn't trusted and couldn't do it either: nothing near about it.
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", "*"))
                            .role("other", trust(userArn("bob")), allow("sqs:SendMessage", "*"))
                            .build();
    QVERIFY(ask(world, userArn("alice")).nearMisses.empty());
}

void RoutesTest::twoThingsMissingIsNoNearMiss()
{
    const World world = Town().user("alice", {}).role("reader", trust(userArn("bob")), bucketRead).build();
    QVERIFY(ask(world, userArn("alice")).nearMisses.empty());
}

void RoutesTest::serviceAssumesItsRole()
{
    const World world =
        Town()
            .role("instance", R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"})",
                bucketRead)
            .build();
    const Simulation simulation = ask(world, "ec2.amazonaws.com");
    QCOMPARE(simulation.routes.size(), 1u);
    QVERIFY(simulation.routes[0].hops[0].command.empty());
    QVERIFY(ask(world, "lambda.amazonaws.com").routes.empty());
}

void RoutesTest::edges()
{
    const World world = Town()
                            .user("both", allow("sts:AssumeRole", roleArn("reader")))
                            .user("identityOnly", allow("sts:AssumeRole", roleArn("closed")))
                            .user("trustOnly", {}, there)
                            .role("reader", trust(rootArn()) + ',' + trust(userArn("trustOnly", there)), bucketRead)
                            .role("closed", trust(userArn("nobody")), bucketRead)
                            .build();
    const auto edge = [&](const std::string &from, const std::string &to) {
        return trustEdge(world, parsePrincipal(from).value(), to);
    };
    const TrustEdge full = edge(userArn("both"), roleArn("reader"));
    QVERIFY(full.identityAllows && full.trustAllows);
    QCOMPARE(full.answer.verdict, Verdict::Allowed);
    const TrustEdge noTrust = edge(userArn("identityOnly"), roleArn("closed"));
    QVERIFY(noTrust.identityAllows && !noTrust.trustAllows);
    const TrustEdge noIdentity = edge(userArn("trustOnly", there), roleArn("reader"));
    QVERIFY(!noIdentity.identityAllows && noIdentity.trustAllows);
    const TrustEdge none = edge(userArn("both"), roleArn("closed"));
    QVERIFY(!none.identityAllows && !none.trustAllows);

    const auto roles = assumableRoles(world, parsePrincipal(userArn("both")).value());
    QCOMPARE(roles.size(), 1u);
    QCOMPARE(roles[0].to, roleArn("reader"));
    QCOMPARE(assumableRoles(world, parsePrincipal(userArn("identityOnly")).value()).size(), 2u);
}

void RoutesTest::whoCan()
{
    const World world = Town()
                            .user("able", allow("sts:AssumeRole", roleArn("reader")))
                            .user("delegated", {})
                            .user("stranger", {}, there)
                            .role("reader", trust(rootArn()), bucketRead)
                            .role("admin", trust(rootArn()), allow("*", "*"))
                            .build();
    const auto edges = whoCanAssume(world, roleArn("reader"));
    Texts allowed;
    Texts near;
    for (const TrustEdge &edge : edges)
        (edge.answer.verdict == Verdict::Allowed ? allowed : near).push_back(edge.from);
    QCOMPARE(allowed, (Texts{roleArn("admin"), userArn("able")}));
    QCOMPARE(near, Texts{userArn("delegated")});
    QVERIFY(whoCanAssume(world, roleArn("missing")).empty());
}

void RoutesTest::manyRoles()
{
    // Everybody may assume everybody; one of them is a target.
    Town town;
    town.user("alice", allow("sts:AssumeRole", "*"));
    for (int i = 0; i < 300; ++i)
        town.role("r" + std::to_string(i), trust(rootArn()),
            allow("sts:AssumeRole", "*") + (i == 299 ? ',' + bucketRead : std::string()));
    const Simulation simulation = ask(town.build(), userArn("alice"), 3);
    QCOMPARE(simulation.routes.size(), maximumRoutes);
    QCOMPARE(path(simulation.routes[0].hops), Texts{roleArn("r299")});
    QVERIFY(simulation.limitReached);
    for (std::size_t i = 1; i < simulation.routes.size(); ++i)
        QVERIFY(simulation.routes[i - 1].hops.size() <= simulation.routes[i].hops.size());
}

void RoutesTest::cancelling()
{
    RouteOptions options;
    options.cancelled = [] { return true; };
    const Simulation simulation = simulate(conditional({}), question(userArn("alice")), options);
    QVERIFY(simulation.cancelled);
    QVERIFY(simulation.routes.empty());
}

QTEST_GUILESS_MAIN(RoutesTest)
#include "tst_routes.moc"
