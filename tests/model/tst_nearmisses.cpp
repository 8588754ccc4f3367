// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/town.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;

namespace {

constexpr auto oidc = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
constexpr auto saml = "arn:aws:iam::111122223333:saml-provider/Corp";

std::string federated(const std::string &provider, const std::string &action, const std::string &condition)
{
    return R"({"Effect":"Allow","Principal":{"Federated":")" + provider + R"("},"Action":")" + action + R"(","Condition":)" + condition + '}';
}

std::string service(const std::string &name)
{
    return R"({"Effect":"Allow","Principal":{"Service":")" + name + R"("},"Action":"sts:AssumeRole"})";
}

Request withClaims(const std::string &provider, const std::vector<std::pair<std::string, std::string>> &claims)
{
    Request request = question(provider);
    for (const auto &[key, value] : claims)
        request.context.set(key, value, Provenance::Given);
    return request;
}

World workerWorld(const std::string &statements, const std::string &trusted, bool profile, const std::string &target = bucketRead)
{
    Role worker;
    worker.name = "worker";
    worker.arn = roleArn("worker");
    worker.trust = document(trusted);
    worker.inlinePolicies.push_back({"own", document(target), {}});
    if (profile)
        worker.instanceProfiles.push_back({"worker-profile", "arn:aws:iam::111122223333:instance-profile/worker-profile", {}});
    return Town().user("lena", statements).add(here, worker).build();
}

const std::string passTo = R"({"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}})";

} // namespace

/// Routes that fail at exactly one place, where the hop isn't sts:AssumeRole.
class NearMissesTest : public QObject
{
    Q_OBJECT

private slots:
    void webIdentity_data();
    void webIdentity();
    void saml_data();
    void saml();
    void passRole_data();
    void passRole();
    void twoThingsMissing();
    void permissionsBeside_data();
    void permissionsBeside();
    void permissionsBesideOnBothSides();
    void federationToken();
    void passedForAnotherService();
    void assumingItself_data();
    void assumingItself();
    void switchedOff();
    void denyAndNothingAllowed();
};

void NearMissesTest::webIdentity_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code"); // empty: allowed
    const QString base = QStringLiteral("token.actions.githubusercontent.com:");
    QTest::newRow("right") << base + QStringLiteral("sub") << QStringLiteral("repo:octo/site:ref:refs/heads/main") << QString();
    QTest::newRow("pull request") << base + QStringLiteral("sub") << QStringLiteral("repo:octo/site:pull_request") << QStringLiteral("keyMismatch");
    QTest::newRow("case") << base + QStringLiteral("sub") << QStringLiteral("repo:Octo/site:ref:refs/heads/main") << QStringLiteral("keyMismatch");
    QTest::newRow("audience") << base + QStringLiteral("aud") << QStringLiteral("https://github.com/octo") << QStringLiteral("keyMismatch");
    QTest::newRow("no audience") << base + QStringLiteral("aud") << QString() << QStringLiteral("keyMissing");
}

void NearMissesTest::webIdentity()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, code);
    const std::string base = "token.actions.githubusercontent.com:";
    const World world = Town()
                            .role("deploy",
                                federated(oidc, "sts:AssumeRoleWithWebIdentity",
                                    R"({"StringEquals":{")" + base + R"(aud":"sts.amazonaws.com",")" + base
                                        + R"(sub":"repo:octo/site:ref:refs/heads/main"}})"),
                                bucketRead)
                            .build();
    std::vector<std::pair<std::string, std::string>> claims{{base + "aud", "sts.amazonaws.com"}, {base + "sub", "repo:octo/site:ref:refs/heads/main"}};
    std::erase_if(claims, [&](const auto &claim) { return claim.first == key.toStdString(); });
    if (!value.isEmpty())
        claims.emplace_back(key.toStdString(), value.toStdString());
    const Simulation simulation = simulate(world, withClaims(oidc, claims));
    QCOMPARE(simulation.routes.empty(), !code.isEmpty());
    if (code.isEmpty())
        return;
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QCOMPARE(simulation.nearMisses.size(), 1u);
    const NearMiss &miss = simulation.nearMisses[0];
    QCOMPARE(miss.hops.at(0).kind, HopKind::WebIdentity);
    QCOMPARE(miss.missing.size(), 1u);
    QCOMPARE(miss.missing[0].side, Missing::Side::Trust);
    QCOMPARE(QString::fromStdString(miss.missing[0].code), code);
    QCOMPARE(QString::fromStdString(miss.missing[0].arguments.at(0)), key);
}

void NearMissesTest::saml_data()
{
    QTest::addColumn<QString>("audience");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("right") << QStringLiteral("https://signin.aws.amazon.com/saml") << true;
    QTest::newRow("wrong") << QStringLiteral("https://corp.example") << false;
}

void NearMissesTest::saml()
{
    QFETCH(QString, audience);
    QFETCH(bool, allowed);
    const World world = Town()
                            .role("staff",
                                federated(::saml, "sts:AssumeRoleWithSAML", R"({"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}})"),
                                bucketRead)
                            .build();
    const Simulation simulation = simulate(world, withClaims(::saml, {{"SAML:aud", audience.toStdString()}}));
    QCOMPARE(simulation.routes.size(), allowed ? 1u : 0u);
    if (allowed)
        return;
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QCOMPARE(simulation.nearMisses[0].hops.at(0).kind, HopKind::Saml);
    QCOMPARE(simulation.nearMisses[0].missing.at(0).code, std::string("keyMismatch"));
}

// Each row lacks one of the things of id_roles_use_passrole and id_roles_use_switch-role-ec2_instance-profiles.
void NearMissesTest::passRole_data()
{
    QTest::addColumn<std::string>("statements");
    QTest::addColumn<std::string>("trusted");
    QTest::addColumn<bool>("profile");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("fix");
    QTest::addColumn<int>("side");
    const std::string run = allow("ec2:RunInstances", "*");
    const std::string pass = allow("iam:PassRole", roleArn("worker"), passTo);
    const std::string elsewhere = allow("iam:PassRole", roleArn("worker"), R"({"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}})");
    const std::string ec2 = service("ec2.amazonaws.com");
    const auto identity = static_cast<int>(Missing::Side::Identity);
    QTest::newRow("no iam:PassRole") << run << ec2 << true << std::string("notAllowedToPass") << std::string("addPassRole") << identity;
    QTest::newRow("passed elsewhere") << run + ',' + elsewhere << ec2 << true << std::string("keyMismatch") << std::string("giveKey") << identity;
    QTest::newRow("may not launch") << pass << ec2 << true << std::string("actionNotAllowed") << std::string("addActionToRole") << identity;
    QTest::newRow("service not trusted") << run + ',' + pass << service("lambda.amazonaws.com") << true << std::string("serviceNotTrusted")
                                         << std::string("addTrustService") << static_cast<int>(Missing::Side::Trust);
    QTest::newRow("no instance profile") << run + ',' + pass << ec2 << false << std::string("noInstanceProfile")
                                         << std::string("addInstanceProfile") << static_cast<int>(Missing::Side::InstanceProfile);
    QTest::newRow("denied") << run + ',' + pass + R"(,{"Sid":"No","Effect":"Deny","Action":"iam:PassRole","Resource":"*"})" << ec2 << true
                            << std::string("explicitDeny") << std::string("removeDeny") << identity;
}

void NearMissesTest::passRole()
{
    QFETCH(std::string, statements);
    QFETCH(std::string, trusted);
    QFETCH(bool, profile);
    QFETCH(std::string, code);
    QFETCH(std::string, fix);
    QFETCH(int, side);
    const Simulation simulation = ask(workerWorld(statements, trusted, profile), userArn("lena"));
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.nearMisses.size(), 1u);
    const NearMiss &miss = simulation.nearMisses[0];
    QCOMPARE(miss.hops.size(), 1u);
    QCOMPARE(miss.hops[0].kind, HopKind::PassRole);
    QCOMPARE(miss.hops[0].service, std::string("ec2.amazonaws.com"));
    QCOMPARE(miss.hops[0].to, roleArn("worker"));
    QCOMPARE(miss.missing.size(), 1u);
    QCOMPARE(miss.missing[0].code, code);
    QCOMPARE(miss.missing[0].fixCode, fix);
    QCOMPARE(static_cast<int>(miss.missing[0].side), side);
}

void NearMissesTest::twoThingsMissing()
{
    const std::string ec2 = service("ec2.amazonaws.com");
    const std::string run = allow("ec2:RunInstances", "*");
    const std::string pass = allow("iam:PassRole", roleArn("worker"), passTo);
    QVERIFY(ask(workerWorld(run, ec2, false), userArn("lena")).nearMisses.empty()); // neither PassRole nor a profile
    QVERIFY(ask(workerWorld(pass, service("lambda.amazonaws.com"), true), userArn("lena")).nearMisses.empty());
    QVERIFY(ask(workerWorld({}, ec2, true), userArn("lena")).nearMisses.empty());
    // The role may not do what was asked: starting it leads nowhere.
    QVERIFY(ask(workerWorld(run, ec2, true, allow("sqs:SendMessage", "*")), userArn("lena")).nearMisses.empty());
}

/// What a request for credentials brings needs permissions of its own, in the caller's policies and in the trust policy: id_session-tags,
/// "Permissions required to add session tags"; id_credentials_temp_control-access_monitor, "Permissions required to set source identity".
/// The fix is made and asked again.
void NearMissesTest::permissionsBeside_data()
{
    QTest::addColumn<std::string>("statements");
    QTest::addColumn<std::string>("trusted");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<int>("side");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("fix");
    QTest::addColumn<std::string>("action");
    QTest::addColumn<std::string>("repairedStatements");
    QTest::addColumn<std::string>("repairedTrust");
    const std::string assume = allow("sts:AssumeRole", roleArn("reader"));
    const std::string set = allow("sts:SetSourceIdentity", "*");
    const std::string tag = allow("sts:TagSession", "*");
    const std::string identity = R"({"StringEquals":{"sts:SourceIdentity":"abc"}})";
    const std::string requested = R"({"StringEquals":{"aws:RequestTag/team":"x"}})";
    const std::string ofTeam = allow("s3:GetObject", "*", R"({"StringEquals":{"aws:PrincipalTag/team":"x"}})");
    const auto trusting = [](const std::string &actions, const std::string &condition) {
        return R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":[)" + actions + ']'
            + (condition.empty() ? std::string() : R"(,"Condition":)" + condition) + '}';
    };
    const std::string plain = R"("sts:AssumeRole")";
    const std::string alsoSet = R"("sts:AssumeRole","sts:SetSourceIdentity")";
    const std::string alsoTag = R"("sts:AssumeRole","sts:TagSession")";
    const auto row = [&](const char *name, const std::string &statements, const std::string &trusted, const std::string &target, Missing::Side side, const std::string &action,
                         const std::string &repaired) {
        const bool trust = side == Missing::Side::Trust;
        QTest::newRow(name) << statements << trusted << target << static_cast<int>(side) << std::string(trust ? "notInTrustPolicy" : "actionNotAllowed")
                            << std::string(trust ? "allowInTrustPolicy" : "addActionToRole") << action << (trust ? statements : repaired) << (trust ? repaired : trusted);
    };
    row("source identity, trust", assume + ',' + set, trusting(plain, identity), bucketRead, Missing::Side::Trust, "sts:SetSourceIdentity", trusting(alsoSet, identity));
    row("source identity, caller", assume, trusting(alsoSet, identity), bucketRead, Missing::Side::Identity, "sts:SetSourceIdentity", assume + ',' + set);
    row("tag wanted by the trust, trust", assume + ',' + tag, trusting(plain, requested), bucketRead, Missing::Side::Trust, "sts:TagSession", trusting(alsoTag, requested));
    row("tag wanted by the trust, caller", assume, trusting(alsoTag, requested), bucketRead, Missing::Side::Identity, "sts:TagSession", assume + ',' + tag);
    row("tag wanted later, trust", assume + ',' + tag, trusting(plain, {}), ofTeam, Missing::Side::Trust, "sts:TagSession", trusting(alsoTag, {}));
    row("tag wanted later, caller", assume, trusting(alsoTag, {}), ofTeam, Missing::Side::Identity, "sts:TagSession", assume + ',' + tag);
}

void NearMissesTest::permissionsBeside()
{
    QFETCH(std::string, statements);
    QFETCH(std::string, trusted);
    QFETCH(std::string, target);
    QFETCH(int, side);
    QFETCH(std::string, code);
    QFETCH(std::string, fix);
    QFETCH(std::string, action);
    QFETCH(std::string, repairedStatements);
    QFETCH(std::string, repairedTrust);
    const Simulation simulation = ask(Town().user("alice", statements).role("reader", trusted, target).build(), userArn("alice"));
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QVERIFY(!simulation.nearMisses.empty());
    const NearMiss &miss = simulation.nearMisses[0];
    QCOMPARE(path(miss.hops), std::vector<std::string>{roleArn("reader")});
    QCOMPARE(miss.missing.size(), 1u);
    QCOMPARE(static_cast<int>(miss.missing[0].side), side);
    QCOMPARE(miss.missing[0].code, code);
    QCOMPARE(miss.missing[0].arguments, (std::vector<std::string>{userArn("alice"), action, roleArn("reader")}));
    QCOMPARE(miss.missing[0].fixCode, fix);
    for (const NearMiss &other : simulation.nearMisses) {
        for (const Missing &missing : other.missing)
            QVERIFY(missing.fixCode != "giveKey"); // AWS would refuse it
    }
    const Simulation repaired = ask(Town().user("alice", repairedStatements).role("reader", repairedTrust, target).build(), userArn("alice"));
    QCOMPARE(repaired.verdict, Verdict::Allowed);
}

void NearMissesTest::permissionsBesideOnBothSides()
{
    const std::string ofTeam = allow("s3:GetObject", "*", R"({"StringEquals":{"aws:PrincipalTag/team":"x"}})");
    const World tags = Town().user("alice", allow("sts:AssumeRole", "*")).role("reader", trust(rootArn()), ofTeam).build();
    Simulation simulation = ask(tags, userArn("alice"));
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QVERIFY(simulation.nearMisses[0].failsAtTarget);
    const Missing &missing = simulation.nearMisses[0].missing.at(0);
    QCOMPARE(missing.fixCode, std::string("tagPrincipal")); // id_session-tags: the role's own tags are the session's
    QCOMPARE(missing.fixArguments, (std::vector<std::string>{"aws:PrincipalTag/team", "x", "StringEquals", roleArn("reader")}));
    const World source = Town().user("alice", allow("sts:AssumeRole", "*")).role("reader", trust(rootArn(), R"({"StringEquals":{"sts:SourceIdentity":"abc"}})"), bucketRead).build();
    QVERIFY(ask(source, userArn("alice")).nearMisses.empty());
    // A chain: the source identity that the first hop sets goes along, and the second role's trust policy has to allow that.
    const std::string set = allow("sts:SetSourceIdentity", "*");
    const World chain = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("first")) + ',' + set)
                            .role("first", R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"],"Condition":{"StringEquals":{"sts:SourceIdentity":"abc"}}})",
                                allow("sts:AssumeRole", roleArn("reader")) + ',' + set)
                            .role("reader", trust(rootArn()), bucketRead)
                            .build();
    simulation = ask(chain, userArn("alice"));
    QCOMPARE(simulation.verdict, Verdict::Denied);
    const auto longer = std::find_if(simulation.nearMisses.begin(), simulation.nearMisses.end(), [](const NearMiss &miss) { return miss.hops.size() == 2; });
    QVERIFY(longer != simulation.nearMisses.end());
    QCOMPARE(longer->missing.at(0).code, std::string("notInTrustPolicy"));
    QCOMPARE(longer->missing[0].arguments, (std::vector<std::string>{roleArn("first"), "sts:SetSourceIdentity", roleArn("reader")}));
}

void NearMissesTest::federationToken()
{
    Resource bucket;
    bucket.arn = "arn:aws:s3:::reports";
    bucket.name = "reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/bob"},"Action":"s3:GetObject","Resource":"*"})");
    const Simulation simulation = ask(Town().user("alice", {}).add(here, bucket).build(), userArn("alice"));
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QCOMPARE(simulation.nearMisses[0].hops.at(0).kind, HopKind::FederationToken);
    const Missing &missing = simulation.nearMisses[0].missing.at(0);
    QCOMPARE(missing.side, Missing::Side::Identity);
    QCOMPARE(missing.arguments, (std::vector<std::string>{userArn("alice"), "sts:GetFederationToken", "arn:aws:sts::111122223333:federated-user/bob"}));
    // A bucket that lets nobody of the account in is none.
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::444455556666:federated-user/bob"},"Action":"s3:GetObject","Resource":"*"})");
    QVERIFY(ask(Town().user("alice", {}).add(here, bucket).build(), userArn("alice")).nearMisses.empty());
}

/// iam:PassRole on everything, and a role that is for another service: its trust policy is what lacks.
void NearMissesTest::passedForAnotherService()
{
    const std::string may = allow("iam:PassRole", "*") + ',' + allow("lambda:CreateFunction", "*");
    const Simulation simulation = ask(workerWorld(may, service("ec2.amazonaws.com"), true), userArn("lena"));
    QCOMPARE(simulation.verdict, Verdict::Denied);
    const auto trust = std::find_if(simulation.nearMisses.begin(), simulation.nearMisses.end(), [](const NearMiss &miss) { return miss.missing.at(0).code == "serviceNotTrusted"; });
    QVERIFY(trust != simulation.nearMisses.end());
    QCOMPARE(trust->missing[0].arguments, (std::vector<std::string>{roleArn("worker"), "lambda.amazonaws.com"}));
    // A role that is for no service isn't meant to be passed.
    for (const NearMiss &miss : ask(workerWorld(may, ::trust(userArn("bob")), true), userArn("lena")).nearMisses)
        QVERIFY(miss.missing.at(0).code != "serviceNotTrusted");
}

/// A question about sts:AssumeRole itself: MFA comes with a session token, the rest is told.
void NearMissesTest::assumingItself_data()
{
    QTest::addColumn<std::string>("statements");
    QTest::addColumn<std::string>("trusted");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<std::vector<std::string>>("keys"); // of the near miss without hops
    const std::string assume = allow("sts:AssumeRole", roleArn("reader"));
    const std::string mfa = R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})";
    const std::string external = R"({"StringEquals":{"sts:ExternalId":"abc"}})";
    const std::string both = R"({"StringEquals":{"sts:ExternalId":"abc"},"Bool":{"aws:MultiFactorAuthPresent":"true"}})";
    using Keys = std::vector<std::string>;
    QTest::newRow("trust wants MFA") << assume << trust(rootArn(), mfa) << Verdict::Allowed << Keys();
    QTest::newRow("caller's policy wants MFA") << allow("sts:AssumeRole", "*", mfa) << trust(rootArn()) << Verdict::Allowed << Keys();
    QTest::newRow("MFA of at most an hour") << assume << trust(rootArn(), R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}})") << Verdict::Allowed << Keys();
    QTest::newRow("no policy of the caller") << std::string() << trust(rootArn(), mfa) << Verdict::Denied << Keys();
    QTest::newRow("not trusted") << assume << trust(userArn("bob"), mfa) << Verdict::Denied << Keys();
    QTest::newRow("External ID") << assume << trust(rootArn(), external) << Verdict::Denied << Keys{"sts:ExternalId=abc"};
    QTest::newRow("External ID on both sides") << allow("sts:AssumeRole", "*", external) << trust(rootArn(), external) << Verdict::Denied << Keys{"sts:ExternalId=abc"};
    QTest::newRow("External IDs that exclude each other") << allow("sts:AssumeRole", "*", R"({"StringEquals":{"sts:ExternalId":"other"}})") << trust(rootArn(), external) << Verdict::Denied << Keys();
    QTest::newRow("External ID and MFA") << assume << trust(rootArn(), both) << Verdict::Denied << Keys{"sts:ExternalId=abc", "aws:MultiFactorAuthPresent=true"};
    QTest::newRow("session name") << assume << trust(rootArn(), R"({"StringEquals":{"sts:RoleSessionName":"zed"}})") << Verdict::Denied << Keys{"sts:RoleSessionName=zed"};
}

void NearMissesTest::assumingItself()
{
    QFETCH(std::string, statements);
    QFETCH(std::string, trusted);
    QFETCH(std::vector<std::string>, keys);
    Request request = question(userArn("alice"));
    request.action = "sts:AssumeRole";
    request.resource = roleArn("reader");
    const Simulation simulation = simulate(Town().user("alice", statements).role("reader", trusted, bucketRead).build(), request);
    QCOMPARE(simulation.direct.verdict, Verdict::Denied);
    QTEST(simulation.verdict, "verdict");
    for (const Route &route : simulation.routes) {
        QCOMPARE(route.hops.size(), 1u);
        QCOMPARE(route.hops[0].kind, HopKind::SessionToken);
        QVERIFY(route.hops[0].needs.mfa);
    }
    std::vector<std::string> told;
    for (const NearMiss &miss : simulation.nearMisses) {
        for (std::size_t i = 0; miss.hops.empty() && i < miss.missing.size(); ++i)
            told.push_back(miss.missing[i].arguments.at(0) + '=' + miss.missing[i].arguments.at(1));
    }
    QCOMPARE(told, keys);
}

void NearMissesTest::switchedOff()
{
    RouteOptions options;
    options.passRole = false;
    QVERIFY(simulate(workerWorld(allow("ec2:RunInstances", "*"), service("ec2.amazonaws.com"), true), question(userArn("lena")), options).nearMisses.empty());
}

/// Without the Deny it would still not be allowed: removing it isn't enough.
void NearMissesTest::denyAndNothingAllowed()
{
    const World world = Town()
                            .user("alice", allow("sts:AssumeRole", roleArn("reader")))
                            .role("reader", trust(userArn("alice")), R"({"Sid":"No","Effect":"Deny","Action":"s3:*","Resource":"*"})")
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QVERIFY(simulation.nearMisses[0].failsAtTarget);
    const std::vector<Missing> &missing = simulation.nearMisses[0].missing;
    QCOMPARE(missing.size(), 2u);
    QCOMPARE(missing[0].code, std::string("explicitDeny"));
    QCOMPARE(missing[1].code, std::string("actionNotAllowed"));
}

QTEST_GUILESS_MAIN(NearMissesTest)
#include "tst_nearmisses.moc"
