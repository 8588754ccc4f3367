// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/town.h"

#include <QTest>

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
