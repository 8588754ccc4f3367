// SPDX-License-Identifier: GPL-3.0-or-later
#include "town.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;

/// What AWS keeps with the credentials after one, two and three hops.
class SessionsTest : public QObject
{
    Q_OBJECT

private slots:
    void trustPolicyOfTheRole_data();
    void trustPolicyOfTheRole();
    void chainingCapsAtAnHour();
    void instanceRolesAreNotChained();
    void maximumSessionDuration();
    void externalIdIsOfItsHopOnly();
    void tagsNeedTagSession_data();
    void tagsNeedTagSession();
    void transitiveTagsSurvive_data();
    void transitiveTagsSurvive();
    void inheritedTagsNeedTagSession();
    void tagsOverrideTheRolesOwn();
    void tagChosenForALaterStep();
    void laterDenyByAnEarlierTag();
    void sourceIdentityIsImmutable();
    void federationKeysThatRemain();
    void federationEndsWithTheNextRole();
    void samlKeysThatRemain();
    void tokensTagsBecomeTheSessions();
    void passRole_data();
    void passRole();
    void passRoleSwitchedOff();
    void sessionTokenBringsMfa();
    void sessionTokenOnlyWhereMfaIsAskedFor();
    void federationTokenNamedByTheResource();
    void whoTheSessionIs();
    void tokenIssueTime();
    void worldsConditions();
    void sessionNameThatAPolicyNames();

private:
    const std::string m_assume = allow("sts:*", "*");
};

#ifndef Q_MOC_RUN // moc 6.4 stumbles over raw strings
namespace {

using Texts = std::vector<std::string>;
constexpr auto oidc = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
constexpr auto saml = "arn:aws:iam::111122223333:saml-provider/staff";

std::string trusting(const std::string &principal, const std::string &actions, const std::string &condition = {})
{
    return R"({"Effect":"Allow","Principal":)" + principal + R"(,"Action":)" + actions
        + (condition.empty() ? std::string() : R"(,"Condition":)" + condition) + '}';
}

std::string aws(const std::string &arn)
{
    return R"({"AWS":")" + arn + "\"}";
}

std::string federated(const std::string &arn)
{
    return R"({"Federated":")" + arn + "\"}";
}

std::string tagged(const std::string &arn)
{
    return trusting(aws(arn), R"(["sts:AssumeRole","sts:TagSession"])");
}

std::string service(const std::string &name)
{
    return R"({"Effect":"Allow","Principal":{"Service":")" + name + R"("},"Action":"sts:AssumeRole"})";
}

/// alice → first → second → third, each trusting the one before; `statements` are the last one's.
World chain(const std::string &statements, const std::string &ownStatements = allow("sts:*", "*"))
{
    return Town()
        .user("alice", allow("sts:*", "*"))
        .role("first", tagged(userArn("alice")), ownStatements)
        .role("second", tagged(roleArn("first")), ownStatements)
        .role("third", tagged(roleArn("second")), statements)
        .build();
}

const Route *routeOver(const std::vector<Route> &routes, const Texts &roles)
{
    const auto found = std::find_if(routes.begin(), routes.end(), [&](const Route &route) { return path(route.hops) == roles; });
    return found == routes.end() ? nullptr : &*found;
}

const Texts wholeChain{roleArn("first"), roleArn("second"), roleArn("third")};

Simulation askWith(const World &world, const std::string &principal, const std::vector<std::pair<const char *, const char *>> &context,
    const std::vector<SessionTag> &tags = {})
{
    Request request = question(principal);
    for (const auto &[key, value] : context)
        request.context.set(key, std::string(value), Provenance::Given);
    RouteOptions options;
    options.sessionTags = tags;
    return simulate(world, request, options);
}

/// A role's statements that allow reading only under a condition.
std::string readIf(const std::string &condition)
{
    return allow("s3:GetObject", "*", condition);
}

Resource bucket(const std::string &policyStatements)
{
    Resource resource;
    resource.arn = "arn:aws:s3:::reports";
    resource.name = "reports";
    resource.policy = document(policyStatements);
    return resource;
}

} // namespace

void SessionsTest::trustPolicyOfTheRole_data()
{
    QTest::addColumn<std::string>("trust");
    QTest::addColumn<bool>("allowed");
    // reference_policies_elements_notprincipal: NotPrincipal can't be used in a trust policy.
    QTest::newRow("NotPrincipal") << std::string(R"({"Effect":"Allow","NotPrincipal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"})")
                                  << false;
    QTest::newRow("Principal") << trust(rootArn()) << true;
}

// Rule 31.
void SessionsTest::trustPolicyOfTheRole()
{
    QFETCH(std::string, trust);
    QFETCH(bool, allowed);
    const World world = Town().user("alice", m_assume).role("reader", trust, bucketRead).build();
    QCOMPARE(ask(world, userArn("alice")).verdict == Verdict::Allowed, allowed);
}

// Rule 32. id_roles_terms-and-concepts, "Role chaining".
void SessionsTest::chainingCapsAtAnHour()
{
    const World world = chain(bucketRead);
    const Simulation plain = ask(world, userArn("alice"));
    const Route *route = routeOver(plain.routes, wholeChain);
    QVERIFY(route);
    QVERIFY(!route->hops[0].session.chained);
    QVERIFY(route->hops[1].session.chained);
    QVERIFY(route->hops[2].session.chained);
    QCOMPARE(route->hops[2].session.seconds, std::int64_t(3600));
    QVERIFY(askWith(world, userArn("alice"), {{"sts:DurationSeconds", "3600"}}).verdict == Verdict::Allowed);
    const Simulation longer = askWith(world, userArn("alice"), {{"sts:DurationSeconds", "3601"}});
    QCOMPARE(longer.verdict, Verdict::Denied);
    QVERIFY(longer.routes.empty());
}

// Rule 33: the same page: the credentials of an instance profile aren't role chaining.
void SessionsTest::instanceRolesAreNotChained()
{
    const World world = Town().role("worker", service("ec2.amazonaws.com"), m_assume).role("reader", trust(roleArn("worker")), bucketRead).build();
    const std::string session = "arn:aws:sts::111122223333:assumed-role/worker/i-0";
    QVERIFY(askWith(world, session, {{"sts:DurationSeconds", "3601"}}).routes.empty());
    const Simulation instance = askWith(world, session,
        {{"sts:DurationSeconds", "3601"}, {"ec2:SourceInstanceArn", "arn:aws:ec2:eu-west-1:111122223333:instance/i-0"}});
    QCOMPARE(instance.routes.size(), 1u);
    QVERIFY(!instance.routes[0].hops[0].session.chained);
}

// id_roles_update-role-settings: a session can't be asked to last longer than the role's maximum.
void SessionsTest::maximumSessionDuration()
{
    Role reader;
    reader.name = "reader";
    reader.arn = roleArn("reader");
    reader.trust = document(trust(rootArn()));
    reader.inlinePolicies.push_back({"own", document(bucketRead), {}});
    reader.maximumSessionSeconds = 7200;
    const World world = Town().user("alice", m_assume).add(here, reader).build();
    const Simulation plain = ask(world, userArn("alice"));
    QCOMPARE(plain.routes.size(), 1u);
    QCOMPARE(plain.routes[0].hops[0].session.seconds, std::int64_t(3600)); // STS API Reference, AssumeRole: the default of DurationSeconds
    const Simulation fits = askWith(world, userArn("alice"), {{"sts:DurationSeconds", "7200"}});
    QCOMPARE(fits.routes.size(), 1u);
    QCOMPARE(fits.routes[0].hops[0].needs.durationSeconds, std::optional<std::int64_t>(7200));
    QVERIFY(fits.routes[0].hops[0].command.ends_with("--duration-seconds 7200"));
    QVERIFY(askWith(world, userArn("alice"), {{"sts:DurationSeconds", "7201"}}).routes.empty());
}

// Rule 34: the external id is a parameter of one request.
void SessionsTest::externalIdIsOfItsHopOnly()
{
    const World world = Town()
                            .user("alice", m_assume)
                            .role("first", trust(userArn("alice"), R"({"StringEquals":{"sts:ExternalId":"one"}})"), m_assume)
                            .role("second", trust(roleArn("first"), R"({"StringEquals":{"sts:ExternalId":"two"}})"), bucketRead)
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(simulation.routes[0].hops[0].needs.externalId, std::optional<std::string>("one"));
    QCOMPARE(simulation.routes[0].hops[1].needs.externalId, std::optional<std::string>("two"));
    QVERIFY(simulation.routes[0].hops[1].command.find("--external-id two") != std::string::npos);
}

void SessionsTest::tagsNeedTagSession_data()
{
    QTest::addColumn<std::string>("trustActions");
    QTest::addColumn<std::string>("ownAction");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("both sides") << std::string(R"(["sts:AssumeRole","sts:TagSession"])") << std::string("sts:*") << true;
    QTest::newRow("not in the trust policy") << std::string(R"("sts:AssumeRole")") << std::string("sts:*") << false;
    QTest::newRow("not the caller's") << std::string(R"(["sts:AssumeRole","sts:TagSession"])") << std::string("sts:AssumeRole") << false;
}

// Rule 35. id_session-tags, "Permissions required to add session tags".
void SessionsTest::tagsNeedTagSession()
{
    QFETCH(std::string, trustActions);
    QFETCH(std::string, ownAction);
    QFETCH(bool, allowed);
    const World world = Town()
                            .user("alice", allow(ownAction, "*"))
                            .role("reader", trusting(aws(rootArn()), trustActions), readIf(R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})"))
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.verdict == Verdict::Allowed, allowed);
    if (!allowed)
        return;
    const Hop &hop = simulation.routes.at(0).hops.at(0);
    QCOMPARE(hop.needs.sessionTags, (std::vector<SessionTag>{{"team", "red", false}}));
    QVERIFY(hop.command.find("--tags Key=team,Value=red") != std::string::npos);
    QCOMPARE(hop.session.tags, hop.needs.sessionTags);
    QVERIFY(std::any_of(hop.further.begin(), hop.further.end(), [](const Answer &answer) { return answer.request.action == "sts:TagSession"; }));
}

void SessionsTest::transitiveTagsSurvive_data()
{
    QTest::addColumn<bool>("transitive");
    QTest::newRow("transitive") << true;
    QTest::newRow("not transitive") << false;
}

// Rule 35. id_session-tags, "Chaining roles with session tags".
void SessionsTest::transitiveTagsSurvive()
{
    QFETCH(bool, transitive);
    // The roles may hand on nothing themselves: only what comes from alice can be there.
    const std::string noTags = allow("sts:AssumeRole", "*") + ',' + allow("sts:TagSession", "*", R"({"Null":{"aws:TagKeys":"true"}})");
    // Trust in the account: the callers' own permissions count.
    const World world = Town()
                            .user("alice", allow("sts:*", roleArn("first")))
                            .role("first", tagged(rootArn()), noTags)
                            .role("second", tagged(rootArn()), noTags)
                            .role("third", tagged(rootArn()), readIf(R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})"))
                            .build();
    const Simulation simulation = askWith(world, userArn("alice"), {}, {{"team", "red", transitive}});
    const Route *route = routeOver(simulation.routes, wholeChain);
    QCOMPARE(route != nullptr, transitive);
    if (!route)
        return;
    for (const Hop &hop : route->hops)
        QCOMPARE(hop.session.tags, (std::vector<SessionTag>{{"team", "red", true}}));
    QVERIFY(route->hops[0].command.find("--transitive-tag-keys team") != std::string::npos);
    QVERIFY(route->hops[1].needs.sessionTags.empty());
}

// The same: an inherited tag is a tag of the new session, so its trust policy has to allow sts:TagSession.
void SessionsTest::inheritedTagsNeedTagSession()
{
    const auto world = [this](const std::string &secondsTrust) {
        return Town()
            .user("alice", m_assume)
            .role("first", tagged(userArn("alice")), m_assume)
            .role("second", secondsTrust, bucketRead)
            .build();
    };
    const std::vector<SessionTag> team{{"team", "red", true}};
    QCOMPARE(askWith(world(trust(roleArn("first"))), userArn("alice"), {}, team).verdict, Verdict::Denied);
    QCOMPARE(askWith(world(tagged(roleArn("first"))), userArn("alice"), {}, team).verdict, Verdict::Allowed);
    QCOMPARE(askWith(world(trust(roleArn("first"))), userArn("alice"), {}, {{"team", "red", false}}).verdict, Verdict::Allowed);
}

// id_session-tags, "Things to know about session tags": keys are compared without their case.
void SessionsTest::tagsOverrideTheRolesOwn()
{
    Role reader;
    reader.name = "reader";
    reader.arn = roleArn("reader");
    reader.trust = document(tagged(rootArn()));
    reader.tags = {{"Team", "blue"}};
    reader.inlinePolicies.push_back({"own", document(readIf(R"({"StringEquals":{"aws:PrincipalTag/Team":"blue"}})")), {}});
    const World world = Town().user("alice", m_assume).add(here, reader).build();
    QCOMPARE(ask(world, userArn("alice")).verdict, Verdict::Allowed);
    QVERIFY(askWith(world, userArn("alice"), {}, {{"team", "red", false}}).routes.empty());
}

void SessionsTest::tagChosenForALaterStep()
{
    // Only the second role's own tags can make it: first may not pass any, so alice's has to be transitive.
    const std::string noTags = allow("sts:AssumeRole", "*") + ',' + allow("sts:TagSession", "*", R"({"Null":{"aws:TagKeys":"true"}})");
    const World world = Town()
                            .user("alice", allow("sts:*", roleArn("first")))
                            .role("first", tagged(rootArn()), noTags)
                            .role("second", tagged(rootArn()), readIf(R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})"))
                            .build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    QCOMPARE(simulation.routes.at(0).hops.at(0).needs.sessionTags, (std::vector<SessionTag>{{"team", "red", true}}));
}

void SessionsTest::laterDenyByAnEarlierTag()
{
    const std::string deny = R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}})";
    const World world = chain(bucketRead + ',' + deny);
    QVERIFY(routeOver(ask(world, userArn("alice")).routes, wholeChain));
    QVERIFY(!routeOver(askWith(world, userArn("alice"), {}, {{"team", "red", true}}).routes, wholeChain));
    QVERIFY(routeOver(askWith(world, userArn("alice"), {}, {{"team", "red", false}}).routes, wholeChain));
}

// Rule 36. id_credentials_temp_control-access_monitor: it stays as it was set.
void SessionsTest::sourceIdentityIsImmutable()
{
    const std::string any = R"(["sts:AssumeRole","sts:SetSourceIdentity"])";
    const auto world = [&](const std::string &second) {
        return Town()
            .user("alice", m_assume)
            .role("first", trusting(aws(userArn("alice")), any, R"({"StringEquals":{"sts:SourceIdentity":"ann"}})"), m_assume)
            .role("second", trusting(aws(roleArn("first")), any, R"({"StringEquals":{"sts:SourceIdentity":")" + second + "\"}}"), bucketRead)
            .build();
    };
    const Simulation same = ask(world("ann"), userArn("alice"));
    QCOMPARE(same.routes.size(), 1u);
    QCOMPARE(same.routes[0].hops[1].session.sourceIdentity, std::string("ann"));
    QVERIFY(!same.routes[0].hops[1].needs.sourceIdentity);
    QVERIFY(ask(world("bob"), userArn("alice")).routes.empty());
}

// Rule 37. reference_policies_iam-condition-keys, "Available keys for AWS OIDC federation".
void SessionsTest::federationKeysThatRemain()
{
    const std::string main = R"({"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:octo/app:ref:refs/heads/main"}})";
    const std::string byRef = R"({"StringEquals":{"token.actions.githubusercontent.com:ref":"refs/heads/main"}})";
    const std::string byProvider = std::string(R"({"ArnEquals":{"aws:FederatedProvider":")") + oidc + "\"}}";
    const auto world = [&](const std::string &condition) {
        return Town()
            .role("deploy", trusting(federated(oidc), R"("sts:AssumeRoleWithWebIdentity")", main), readIf(condition))
            .build();
    };
    const auto asked = [&](const std::string &condition) {
        return askWith(world(condition), oidc,
            {{"token.actions.githubusercontent.com:sub", "repo:octo/app:ref:refs/heads/main"},
                {"token.actions.githubusercontent.com:ref", "refs/heads/main"}});
    };
    const Simulation bySub = asked(main);
    QCOMPARE(bySub.verdict, Verdict::Allowed);
    QCOMPARE(bySub.routes.at(0).hops.at(0).kind, HopKind::WebIdentity);
    QVERIFY(bySub.routes[0].hops[0].command.starts_with("aws sts assume-role-with-web-identity"));
    QCOMPARE(asked(byProvider).verdict, Verdict::Allowed);
    QCOMPARE(asked(byRef).verdict, Verdict::Denied);
    // Another branch's token.
    QCOMPARE(askWith(world(main), oidc, {{"token.actions.githubusercontent.com:sub", "repo:octo/app:pull_request"}}).verdict, Verdict::Denied);
    // A token of which nothing is said: what it would have to say.
    const Simulation open = ask(world(main), oidc);
    QCOMPARE(open.verdict, Verdict::Depends);
    QCOMPARE(open.conditionalRoutes.at(0).hops.at(0).needs.conditions.at(0).key, std::string("token.actions.githubusercontent.com:sub"));
}

void SessionsTest::federationEndsWithTheNextRole()
{
    const std::string anyone = trusting(federated(oidc), R"("sts:AssumeRoleWithWebIdentity")");
    const World world = Town()
                            .role("deploy", anyone, m_assume)
                            .role("reader", trust(roleArn("deploy")), readIf(R"({"Null":{"aws:FederatedProvider":"false"}})"))
                            .build();
    QCOMPARE(askWith(world, oidc, {{"token.actions.githubusercontent.com:sub", "x"}}).verdict, Verdict::Denied);
}

// Rule 37, "Available keys for SAML-based federation".
void SessionsTest::samlKeysThatRemain()
{
    const auto asked = [&](const std::string &condition) {
        const World world =
            Town().role("staff", trusting(federated(saml), R"("sts:AssumeRoleWithSAML")"), readIf(condition)).build();
        return askWith(world, saml, {{"saml:sub", "ann"}, {"saml:sub_type", "persistent"}, {"saml:aud", "https://signin.aws.amazon.com/saml"}});
    };
    const Simulation bySub = asked(R"({"StringEquals":{"saml:sub":"ann"}})");
    QCOMPARE(bySub.verdict, Verdict::Allowed);
    QCOMPARE(bySub.routes.at(0).hops.at(0).kind, HopKind::Saml);
    QCOMPARE(asked(R"({"StringEquals":{"saml:sub_type":"persistent"}})").verdict, Verdict::Allowed);
    QCOMPARE(asked(R"({"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}})").verdict, Verdict::Denied);
}

// id_session-tags, "Passing session tags using AssumeRoleWithSAML".
void SessionsTest::tokensTagsBecomeTheSessions()
{
    const auto world = [](const std::string &actions) {
        return Town()
            .role("staff", trusting(federated(saml), actions), readIf(R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})"))
            .build();
    };
    Request request = question(saml);
    request.context.set("saml:sub", "ann", Provenance::Given);
    request.context.set("aws:RequestTag/team", "red", Provenance::Given);
    request.context.set("aws:TagKeys", {"team"}, Provenance::Given, true);
    const Simulation may = simulate(world(R"(["sts:AssumeRoleWithSAML","sts:TagSession"])"), request);
    QCOMPARE(may.verdict, Verdict::Allowed);
    QCOMPARE(may.routes.at(0).hops.at(0).session.tags, (std::vector<SessionTag>{{"team", "red", false}}));
    QVERIFY(may.routes[0].hops[0].needs.sessionTags.empty()); // the assertion brings them
    QCOMPARE(simulate(world(R"("sts:AssumeRoleWithSAML")"), request).verdict, Verdict::Denied);
}

void SessionsTest::passRole_data()
{
    QTest::addColumn<std::string>("statements");
    QTest::addColumn<bool>("profile");
    QTest::addColumn<std::string>("trusted");
    QTest::addColumn<bool>("allowed");
    const std::string run = allow("ec2:RunInstances", "*");
    const std::string pass = allow("iam:PassRole", roleArn("worker"), R"({"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}})");
    const std::string elsewhere = allow("iam:PassRole", roleArn("worker"), R"({"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}})");
    const std::string ec2 = "ec2.amazonaws.com";
    QTest::newRow("everything is there") << run + ',' + pass << true << ec2 << true;
    QTest::newRow("no instance profile") << run + ',' + pass << false << ec2 << false;
    QTest::newRow("may not pass") << run << true << ec2 << false;
    QTest::newRow("may not launch") << pass << true << ec2 << false;
    QTest::newRow("may pass it to another service") << run + ',' + elsewhere << true << ec2 << false;
    QTest::newRow("the role doesn't let the service in") << run + ',' + pass << true << std::string("lambda.amazonaws.com") << false;
}

// Rule 38. id_roles_use_passrole; id_roles_use_switch-role-ec2_instance-profiles.
void SessionsTest::passRole()
{
    QFETCH(std::string, statements);
    QFETCH(bool, profile);
    QFETCH(std::string, trusted);
    QFETCH(bool, allowed);
    Role worker;
    worker.name = "worker";
    worker.arn = roleArn("worker");
    worker.trust = document(service(trusted));
    worker.inlinePolicies.push_back({"own", document(bucketRead), {}});
    if (profile)
        worker.instanceProfiles.push_back({"worker-profile", "arn:aws:iam::111122223333:instance-profile/worker-profile", {}});
    const World world = Town().user("lena", statements).add(here, worker).build();
    const Simulation simulation = ask(world, userArn("lena"));
    QCOMPARE(simulation.verdict == Verdict::Allowed, allowed);
    if (!allowed)
        return;
    const Hop &hop = simulation.routes.at(0).hops.at(0);
    QCOMPARE(hop.kind, HopKind::PassRole);
    QCOMPARE(hop.service, std::string("ec2.amazonaws.com"));
    QCOMPARE(hop.to, roleArn("worker"));
    QCOMPARE(hop.answer.request.action, std::string("iam:PassRole"));
    QVERIFY(hop.command.find("--iam-instance-profile Name=worker-profile") != std::string::npos);
    QVERIFY(!hop.session.chained);
}

void SessionsTest::passRoleSwitchedOff()
{
    const World world = Town()
                            .user("lena", allow("iam:PassRole", "*") + ',' + allow("lambda:CreateFunction", "*"))
                            .role("worker", service("lambda.amazonaws.com"), bucketRead)
                            .build();
    RouteOptions options;
    QCOMPARE(simulate(world, question(userArn("lena")), options).verdict, Verdict::Allowed);
    options.passRole = false;
    QCOMPARE(simulate(world, question(userArn("lena")), options).verdict, Verdict::Denied);
    // Only a role of one's own account can be passed.
    const World abroad = Town()
                             .user("lena", allow("iam:PassRole", "*") + ',' + allow("lambda:CreateFunction", "*"))
                             .role("worker", service("lambda.amazonaws.com"), bucketRead, there)
                             .build();
    QCOMPARE(simulate(abroad, question(userArn("lena"))).verdict, Verdict::Denied);
}

// Rule 39. id_credentials_mfa_configure-api-require: GetSessionToken with MFA.
void SessionsTest::sessionTokenBringsMfa()
{
    const World world = Town().user("alice", readIf(R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}})")).build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.direct.verdict, Verdict::Denied);
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    const Hop &hop = simulation.routes.at(0).hops.at(0);
    QCOMPARE(hop.kind, HopKind::SessionToken);
    QVERIFY(hop.needs.mfa);
    QCOMPARE(hop.needs.mfaMaxAgeSeconds, std::optional<std::int64_t>(3599));
    QVERIFY(hop.session.mfa);
    QCOMPARE(hop.command, std::string("aws sts get-session-token --serial-number arn:aws:iam::111122223333:mfa/alice --token-code CODE"));
}

void SessionsTest::sessionTokenOnlyWhereMfaIsAskedFor()
{
    const World other = Town().user("alice", readIf(R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})")).build();
    QVERIFY(ask(other, userArn("alice")).routes.empty());
    // Said to have none.
    const World world = Town().user("alice", readIf(R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})")).build();
    QVERIFY(askWith(world, userArn("alice"), {{"aws:MultiFactorAuthPresent", "false"}}).routes.empty());
    QCOMPARE(ask(world, userArn("alice")).routes.size(), 1u);
}

// Rule 6. reference_policies_evaluation-logic: a resource policy that names the federated user.
void SessionsTest::federationTokenNamedByTheResource()
{
    const std::string names =
        R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/ann"},"Action":"s3:GetObject","Resource":"*"})";
    const World may = Town().user("alice", allow("sts:GetFederationToken", "*")).add(here, bucket(names)).build();
    const Simulation simulation = ask(may, userArn("alice"));
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    QCOMPARE(simulation.routes.at(0).hops.at(0).kind, HopKind::FederationToken);
    QCOMPARE(simulation.routes[0].hops[0].session.principal.arn, std::string("arn:aws:sts::111122223333:federated-user/ann"));
    const World mayNot = Town().user("alice", allow("s3:PutObject", "*")).add(here, bucket(names)).build();
    QVERIFY(ask(mayNot, userArn("alice")).routes.empty());
}

// Rule 40. reference_policies_condition-keys, aws:PrincipalArn and aws:username.
void SessionsTest::whoTheSessionIs()
{
    const auto asked = [](const std::string &condition) {
        return routeOver(ask(chain(readIf(condition)), userArn("alice")).routes, wholeChain) != nullptr;
    };
    QVERIFY(asked(R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/third"}})"));
    QVERIFY(!asked(R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:sts::111122223333:assumed-role/third/alice"}})"));
    QVERIFY(!asked(R"({"Null":{"aws:username":"false"}})"));
    QVERIFY(asked(R"({"StringEquals":{"aws:PrincipalType":"AssumedRole"}})"));
    QVERIFY(!asked(R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})"));
}

// reference_policies_condition-keys, aws:TokenIssueTime: in every request with temporary credentials.
void SessionsTest::tokenIssueTime()
{
    const auto asked = [](const std::string &statement) {
        const World world = Town().user("alice", allow("sts:*", "*")).role("reader", trust(rootArn()), bucketRead + ',' + statement).build();
        return askWith(world, userArn("alice"), {{"aws:CurrentTime", "2026-06-01T12:00:00Z"}}).verdict;
    };
    const auto revoked = [](const std::string &before) {
        return R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":")" + before + "\"}}}";
    };
    QCOMPARE(asked(revoked("2026-06-01T11:00:00Z")), Verdict::Allowed);
    QCOMPARE(asked(revoked("2026-06-01T13:00:00Z")), Verdict::Denied);
}

void SessionsTest::worldsConditions()
{
    const std::string office = R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})";
    const World world = Town().user("alice", m_assume).role("reader", trust(rootArn(), office), readIf(R"({"StringEquals":{"aws:PrincipalOrgID":"o-a1"}})")).build();
    const Simulation simulation = ask(world, userArn("alice"));
    QCOMPARE(simulation.verdict, Verdict::Depends);
    QVERIFY(simulation.routes.empty());
    QCOMPARE(simulation.conditionalRoutes.size(), 1u);
    const Route &route = simulation.conditionalRoutes[0];
    QCOMPARE(route.hops[0].needs.conditions.at(0).key, std::string("aws:SourceIp"));
    QCOMPARE(route.conditions.at(0).key, std::string("aws:PrincipalOrgID"));
    // Given, and outside.
    QCOMPARE(askWith(world, userArn("alice"), {{"aws:SourceIp", "198.51.100.7"}}).verdict, Verdict::Denied);
}

// Rule 4: a policy that names one session.
void SessionsTest::sessionNameThatAPolicyNames()
{
    const std::string names =
        R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/first/deploy"},"Action":"s3:GetObject","Resource":"*"})";
    const World byBucket = Town().user("alice", m_assume).role("first", trust(userArn("alice")), {}).add(here, bucket(names)).build();
    const Simulation simulation = ask(byBucket, userArn("alice"));
    QCOMPARE(simulation.routes.size(), 1u);
    QCOMPARE(simulation.routes[0].hops[0].needs.roleSessionName, std::optional<std::string>("deploy"));
    const World byTrust = Town()
                              .user("alice", m_assume)
                              .role("first", trust(userArn("alice")), m_assume)
                              .role("second", trust("arn:aws:sts::111122223333:assumed-role/first/deploy"), bucketRead)
                              .build();
    const Simulation chained = ask(byTrust, userArn("alice"));
    QCOMPARE(chained.routes.size(), 1u);
    QCOMPARE(chained.routes[0].hops[0].needs.roleSessionName, std::optional<std::string>("deploy"));
}

#endif

QTEST_GUILESS_MAIN(SessionsTest)

#include "tst_sessions.moc"
