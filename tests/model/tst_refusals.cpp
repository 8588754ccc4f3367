// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/problems.h"
#include "compiled/compiledworld.h"
#include "evaluate/evaluate.h"
#include "town.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;

using Keys = std::vector<std::pair<std::string, std::string>>;
Q_DECLARE_METATYPE(rolewright::World)
Q_DECLARE_METATYPE(Keys)
Q_DECLARE_METATYPE(rolewright::Verdict)

/// What a workspace tells that makes AWS refuse a request, whatever the policies grant. Each answer is also asked of the compiled world.
class TestRefusals : public QObject
{
    Q_OBJECT
private slots:
    void principalNamesRoleByItsPath_data();
    void principalNamesRoleByItsPath();
    void denyOfAnotherPathIsNoDeny();
    void tokenNeedsRegisteredAudience_data();
    void tokenNeedsRegisteredAudience();
    void providerHasToBeThere();
    void parametersOfHops_data();
    void parametersOfHops();
    void refusedHopIsToldAsNearMiss();
    void unknownDurationMayBeTooLong();
    void tagsThatDifferByCase_data();
    void tagsThatDifferByCase();
    void tagsThatDifferByCaseAreTold();
    void policyWithoutResource_data();
    void policyWithoutResource();
    void serviceLinkedRoleIsItsServices_data();
    void serviceLinkedRoleIsItsServices();
};

namespace {

Answer asked(const World &world, const Request &request)
{
    const Answer answer = evaluate(world, request);
    const CompiledWorld compiled(world);
    const Answer same = compiled.answer(request);
    if (compiled.decide(request) != answer.verdict || same.decision != answer.decision || same.rules != answer.rules || same.blockedBy != answer.blockedBy)
        qFatal("the compiled world answers otherwise");
    return answer;
}

bool tells(const Answer &answer, RuleId rule)
{
    return std::find(answer.rules.begin(), answer.rules.end(), rule) != answer.rules.end();
}

Request request(const std::string &principal, const std::string &action, const std::string &resource, const Keys &keys = {})
{
    Request request;
    request.principal = parsePrincipal(principal).value();
    request.action = action;
    request.resource = resource;
    for (const auto &[key, value] : keys)
        request.context.set(key, value, Provenance::Given);
    return request;
}

const std::string underPath = "arn:aws:iam::111122223333:role/ops/deployer";
const std::string withoutPath = "arn:aws:iam::111122223333:role/deployer";
const std::string otherPath = "arn:aws:iam::111122223333:role/dev/deployer";
const std::string itsSession = "arn:aws:sts::111122223333:assumed-role/deployer/s1";

World queueFor(const std::string &named, const std::string &effect = "Allow", const std::string &own = {})
{
    Role role;
    role.name = "deployer";
    role.path = "/ops/";
    role.arn = underPath;
    role.trust = document(trust(rootArn()));
    if (!own.empty())
        role.inlinePolicies.push_back({"own", document(own), {}});
    Resource queue;
    queue.arn = "arn:aws:sqs:eu-west-1:111122223333:jobs";
    queue.name = "jobs";
    queue.policy = document(R"({"Effect":")" + effect + R"(","Principal":{"AWS":")" + named + R"("},"Action":"sqs:SendMessage","Resource":"*"})");
    return Town().add(here, role).add(here, queue).build();
}

const std::string issuer = "token.example.com";
const std::string provider = "arn:aws:iam::111122223333:oidc-provider/" + issuer;

std::string tokenTrust(const std::string &condition)
{
    return R"({"Effect":"Allow","Principal":{"Federated":")" + provider + R"("},"Action":"sts:AssumeRoleWithWebIdentity")" + (condition.empty() ? "" : R"(,"Condition":)" + condition) + '}';
}

World withProvider(const std::string &condition, const std::string &name = issuer)
{
    IdentityProvider known;
    known.arn = "arn:aws:iam::111122223333:oidc-provider/" + name;
    known.name = name;
    known.clientIds = {"sts.amazonaws.com", "my-app"};
    return Town().role("ci", tokenTrust(condition), bucketRead).add(here, known).build();
}

} // namespace

// reference_policies_elements_principal, "IAM role principals": an ARN that points to no role lets nobody in; reference_identifiers, "IAM
// ARNs": a role's ARN holds its path.
void TestRefusals::principalNamesRoleByItsPath_data()
{
    QTest::addColumn<std::string>("named");
    QTest::addColumn<std::string>("principal");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("session, its ARN") << underPath << itsSession << Verdict::Allowed;
    QTest::newRow("session, without the path") << withoutPath << itsSession << Verdict::Denied;
    QTest::newRow("session, another path") << otherPath << itsSession << Verdict::Denied;
    QTest::newRow("role, its ARN") << underPath << underPath << Verdict::Allowed;
    QTest::newRow("role, without the path") << withoutPath << underPath << Verdict::Denied;
    QTest::newRow("session that is named") << itsSession << itsSession << Verdict::Allowed;
}

void TestRefusals::principalNamesRoleByItsPath()
{
    QFETCH(std::string, named);
    QFETCH(std::string, principal);
    QTEST(asked(queueFor(named), request(principal, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs")).verdict, "verdict");
}

void TestRefusals::denyOfAnotherPathIsNoDeny()
{
    const std::string own = allow("sqs:SendMessage", "*");
    const Request send = request(itsSession, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs");
    QCOMPARE(asked(queueFor(underPath, "Deny", own), send).verdict, Verdict::Denied);
    QCOMPARE(asked(queueFor(withoutPath, "Deny", own), send).verdict, Verdict::Allowed);
}

// id_roles_providers_create_oidc: client IDs; STS API Reference, AssumeRoleWithWebIdentity: InvalidIdentityToken.
void TestRefusals::tokenNeedsRegisteredAudience_data()
{
    QTest::addColumn<std::string>("condition");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<bool>("refused");
    const std::string audience = issuer + ":aud";
    const std::string subject = issuer + ":sub";
    const std::string bySubject = R"({"StringEquals":{")" + subject + R"(":"repo"}})";
    const std::string byAudience = R"({"StringLike":{")" + audience + R"(":"*"}})";
    const std::string byWrongAudience = R"({"StringEquals":{")" + audience + R"(":"elsewhere"}})";
    QTest::newRow("registered") << bySubject << Keys{{subject, "repo"}, {audience, "my-app"}} << Verdict::Allowed << false;
    QTest::newRow("not registered") << bySubject << Keys{{subject, "repo"}, {audience, "elsewhere"}} << Verdict::Denied << true;
    QTest::newRow("not registered, asked for") << byWrongAudience << Keys{{audience, "elsewhere"}} << Verdict::Denied << true;
    QTest::newRow("any, registered") << byAudience << Keys{{audience, "sts.amazonaws.com"}} << Verdict::Allowed << false;
    QTest::newRow("any, not registered") << byAudience << Keys{{audience, "elsewhere"}} << Verdict::Denied << true;
    QTest::newRow("no audience") << bySubject << Keys{{subject, "repo"}} << Verdict::Denied << true;
    QTest::newRow("subject refused") << bySubject << Keys{{subject, "other"}, {audience, "elsewhere"}} << Verdict::Denied << false;
    QTest::newRow("nothing said of the token") << bySubject << Keys{} << Verdict::Depends << false;
    QTest::newRow("nothing said, an audience that isn't registered") << byWrongAudience << Keys{} << Verdict::Denied << false;
}

void TestRefusals::tokenNeedsRegisteredAudience()
{
    QFETCH(std::string, condition);
    QFETCH(Keys, keys);
    QFETCH(bool, refused);
    const Answer answer = asked(withProvider(condition), request(provider, "sts:AssumeRoleWithWebIdentity", roleArn("ci"), keys));
    QTEST(answer.verdict, "verdict");
    if (refused) {
        QVERIFY(tells(answer, RuleId::TokenOfProvider));
        QCOMPARE(answer.blockedBy, std::vector{Layer::Trust});
    }
    // The role's routes say the same.
    Request read = question(provider);
    read.context = request(provider, "", "*", keys).context;
    const Simulation simulation = simulate(withProvider(condition), read, {});
    if (!keys.empty())
        QCOMPARE(simulation.verdict, answer.verdict);
}

void TestRefusals::providerHasToBeThere()
{
    const Keys keys{{issuer + ":aud", "my-app"}};
    const Request ask = request(provider, "sts:AssumeRoleWithWebIdentity", roleArn("ci"), keys);
    const Answer missing = asked(withProvider({}, "other.example.com"), ask);
    QCOMPARE(missing.verdict, Verdict::Denied);
    QVERIFY(tells(missing, RuleId::TokenOfProvider));
    // An export tells no providers.
    QCOMPARE(asked(Town().role("ci", tokenTrust({}), bucketRead).build(), ask).verdict, Verdict::Allowed);
}

// STS API Reference, AssumeRole: ExternalId, DurationSeconds, RoleSessionName.
void TestRefusals::parametersOfHops_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<bool>("taken");
    QTest::newRow("External ID of one character") << std::string("sts:ExternalId") << std::string("x") << false;
    QTest::newRow("External ID of two characters") << std::string("sts:ExternalId") << std::string("xy") << true;
    QTest::newRow("External ID with a space") << std::string("sts:ExternalId") << std::string("x y") << false;
    QTest::newRow("899 seconds") << std::string("sts:DurationSeconds") << std::string("899") << false;
    QTest::newRow("900 seconds") << std::string("sts:DurationSeconds") << std::string("900") << true;
    QTest::newRow("no number") << std::string("sts:DurationSeconds") << std::string("long") << false;
    QTest::newRow("session name of one character") << std::string("sts:RoleSessionName") << std::string("x") << false;
}

void TestRefusals::parametersOfHops()
{
    QFETCH(std::string, key);
    QFETCH(std::string, value);
    QFETCH(bool, taken);
    const World world = Town().user("alice", allow("sts:AssumeRole", "*")).role("r", trust(rootArn()), bucketRead).build();
    const Answer direct = asked(world, request(userArn("alice"), "sts:AssumeRole", roleArn("r"), {{key, value}}));
    QCOMPARE(direct.verdict, taken ? Verdict::Allowed : Verdict::Denied);
    QCOMPARE(tells(direct, RuleId::StsParameters), !taken);
    Request read = question(userArn("alice"));
    read.context.set(key, value, Provenance::Given);
    QCOMPARE(simulate(world, read, {}).verdict, direct.verdict);
}

void TestRefusals::refusedHopIsToldAsNearMiss()
{
    const World world = Town().user("alice", allow("sts:AssumeRole", "*")).role("r", trust(rootArn()), bucketRead).build();
    Request read = question(userArn("alice"));
    read.context.set("sts:ExternalId", "x", Provenance::Given);
    const Simulation simulation = simulate(world, read, {});
    QCOMPARE(simulation.nearMisses.size(), std::size_t{1});
    QCOMPARE(simulation.nearMisses.front().missing.size(), std::size_t{1});
    const Missing &missing = simulation.nearMisses.front().missing.front();
    QCOMPARE(missing.code, std::string("claimRefused"));
    QCOMPARE(missing.arguments, (std::vector<std::string>{"sts:ExternalId", "x"}));
}

// id_roles_update-role-settings: asking for longer than the role's maximum fails. Twelve hours are the most that STS takes of anybody.
void TestRefusals::unknownDurationMayBeTooLong()
{
    for (const auto &[maximum, verdict] : {std::pair(7200, Verdict::Depends), std::pair(43'200, Verdict::Allowed)}) {
        Role role;
        role.name = "r";
        role.arn = roleArn("r");
        role.trust = document(trust(rootArn()));
        role.maximumSessionSeconds = maximum;
        const World world = Town().user("alice", allow("sts:AssumeRole", "*")).add(here, role).build();
        Request assume = request(userArn("alice"), "sts:AssumeRole", roleArn("r"));
        assume.context.setUnknown("sts:DurationSeconds");
        QCOMPARE(asked(world, assume).verdict, verdict);
    }
}

// id_tags, "Case sensitivity"; reference_policies_condition-keys, aws:ResourceTag: the key matches one of the tags, not both.
void TestRefusals::tagsThatDifferByCase_data()
{
    QTest::addColumn<std::string>("condition");
    QTest::addColumn<std::string>("effect");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<Verdict>("verdict");
    const auto equals = [](const std::string &key, const std::string &value) { return R"({"StringEquals":{")" + key + R"(":")" + value + R"("}})"; };
    QTest::newRow("first's value") << equals("aws:ResourceTag/Env", "prod") << std::string("Allow") << Keys{} << Verdict::Depends;
    QTest::newRow("second's value") << equals("aws:ResourceTag/env", "test") << std::string("Allow") << Keys{} << Verdict::Depends;
    QTest::newRow("Deny") << equals("aws:ResourceTag/env", "test") << std::string("Deny") << Keys{} << Verdict::Depends;
    QTest::newRow("variable") << equals("aws:PrincipalTag/own", "${aws:ResourceTag/env}") << std::string("Deny") << Keys{{"aws:PrincipalTag/own", "test"}} << Verdict::Depends;
    QTest::newRow("both have that value") << equals("aws:ResourceTag/team", "a") << std::string("Allow") << Keys{} << Verdict::Allowed;
    QTest::newRow("given") << equals("aws:ResourceTag/env", "test") << std::string("Allow") << Keys{{"aws:ResourceTag/Env", "test"}} << Verdict::Allowed;
    QTest::newRow("another key") << equals("aws:ResourceTag/other", "x") << std::string("Allow") << Keys{} << Verdict::Allowed;
    QTest::newRow("the caller's") << equals("aws:PrincipalTag/cost", "1") << std::string("Allow") << Keys{} << Verdict::Depends;
}

void TestRefusals::tagsThatDifferByCase()
{
    QFETCH(std::string, condition);
    QFETCH(std::string, effect);
    QFETCH(Keys, keys);
    User user;
    user.name = "alice";
    user.arn = userArn("alice");
    user.tagsKnown = true;
    user.tags = {{"Cost", "1"}, {"cost", "2"}};
    const std::string statement = R"({"Effect":")" + effect + R"(","Action":"sqs:*","Resource":"*","Condition":)" + condition + '}';
    user.inlinePolicies.push_back({"own", document(effect == "Deny" ? statement + ',' + allow("sqs:*", "*") : statement), {}});
    Resource queue;
    queue.arn = "arn:aws:sqs:eu-west-1:111122223333:jobs";
    queue.name = "jobs";
    queue.tagsKnown = true;
    queue.tags = {{"Env", "prod"}, {"env", "test"}, {"Team", "a"}, {"team", "a"}, {"other", "x"}};
    const World world = Town().add(here, user).add(here, queue).build();
    const Answer answer = asked(world, request(userArn("alice"), "sqs:SendMessage", queue.arn, keys));
    QTEST(answer.verdict, "verdict");
    if (answer.verdict == Verdict::Depends) {
        QVERIFY(answer.dependsOn.empty()); // no fact that somebody could give
        QCOMPARE(answer.inconclusive.size(), std::size_t{1});
        QVERIFY(answer.inconclusive.front().subject.starts_with("tagsDifferByCase:aws:"));
    }
}

void TestRefusals::tagsThatDifferByCaseAreTold()
{
    User user;
    user.name = "alice";
    user.arn = userArn("alice");
    user.tags = {{"Cost", "1"}, {"team", "x"}, {"cost", "1"}};
    Resource queue;
    queue.arn = "arn:aws:sqs:eu-west-1:111122223333:jobs";
    queue.name = "jobs";
    queue.tags = user.tags; // other services tell keys by case
    const std::vector<Problem> problems = findProblems(Town().add(here, user).add(here, queue).build());
    QCOMPARE(problems.size(), std::size_t{1});
    QCOMPARE(problems.front().code, std::string("tagTwice"));
    QCOMPARE(problems.front().arguments, (std::vector<std::string>{"cost", "Cost"}));
}

// reference_policies_elements_resource: a statement must have Resource or NotResource.
void TestRefusals::policyWithoutResource_data()
{
    QTest::addColumn<std::string>("arn");
    QTest::addColumn<std::string>("action");
    QTest::addColumn<bool>("refused");
    QTest::newRow("queue") << std::string("arn:aws:sqs:eu-west-1:111122223333:jobs") << std::string("sqs:SendMessage") << true;
    QTest::newRow("bucket") << std::string("arn:aws:s3:::reports") << std::string("s3:ListBucket") << true;
    QTest::newRow("repository") << std::string("arn:aws:ecr:eu-west-1:111122223333:repository/app") << std::string("ecr:BatchGetImage") << false;
}

void TestRefusals::policyWithoutResource()
{
    QFETCH(std::string, arn);
    QFETCH(std::string, action);
    QFETCH(bool, refused);
    Resource resource;
    resource.arn = arn;
    resource.name = "r";
    resource.policy = document(R"({"Effect":"Allow","Principal":{"AWS":")" + userArn("alice") + R"("},"Action":")" + action + R"("})");
    const World world = Town().user("alice", {}).add(here, resource).build();
    const Answer answer = asked(world, request(userArn("alice"), action, arn));
    QCOMPARE(answer.verdict, refused ? Verdict::Depends : Verdict::Allowed);
    const std::vector<Problem> problems = findProblems(world);
    QCOMPARE(std::count_if(problems.begin(), problems.end(), [](const Problem &problem) { return problem.code == "missingResource"; }), refused ? 1 : 0);
    if (refused) {
        QCOMPARE(answer.blockedBy, std::vector{Layer::Resource});
        QVERIFY(answer.inconclusive.front().reason == Inconclusive::Reason::UnusableDocument);
    }
}

void TestRefusals::serviceLinkedRoleIsItsServices_data()
{
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<Verdict>("expected");
    QTest::newRow("by itself") << Keys{} << Verdict::Denied;
    QTest::newRow("said to be by itself") << Keys{{"aws:ViaAWSService", "false"}} << Verdict::Denied;
    QTest::newRow("through a service") << Keys{{"aws:ViaAWSService", "true"}} << Verdict::Allowed;
    QTest::newRow("called via a service first") << Keys{{"aws:CalledViaFirst", "ecs.amazonaws.com"}} << Verdict::Allowed;
    QTest::newRow("called via a service last") << Keys{{"aws:CalledViaLast", "ecs.amazonaws.com"}} << Verdict::Allowed;
}

/// Only the service that it is linked to changes it: using-service-linked-roles. Who asks through a service: reference_policies_condition-keys,
/// aws:ViaAWSService and aws:CalledVia.
void TestRefusals::serviceLinkedRoleIsItsServices()
{
    QFETCH(const Keys, keys);
    QFETCH(const Verdict, expected);
    const World world = Town().user("ann", allow("*", "*")).build();
    const Answer answer = asked(world, request(userArn("ann"), "iam:PutRolePolicy", roleArn("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"), keys));
    QCOMPARE(answer.verdict, expected);
    QCOMPARE(tells(answer, RuleId::ManagedByAws), expected == Verdict::Denied);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
