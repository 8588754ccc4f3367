// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/stsvalues.h"
#include "routes/hoprequest.h"
#include "town.h"

#include <QTest>

using namespace rolewright;

/// What requests for credentials can't hold, what a token or an assertion brings by itself, and what the caller may choose.
class CredentialsTest : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void sessionTags_data();
    void sessionTags();
    void audienceIsNamed();
    void offeredRoles();
    void regionIsInTheCommand();
    void functionInTheCommand();
    void tooManyTags();
    void tokenWithoutMfa();
    void leastAgeOfMfa_data();
    void leastAgeOfMfa();
    void directlyWithAToken_data();
    void directlyWithAToken();
};

#ifndef Q_MOC_RUN // moc 6.4 stumbles over raw strings
namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;
constexpr auto oidc = "arn:aws:iam::111122223333:oidc-provider/token.example.com";
constexpr auto saml = "arn:aws:iam::111122223333:saml-provider/staff";
const std::string session = "arn:aws:sts::111122223333:assumed-role/first/x";

std::string trusting(const std::string &principal, const std::string &actions, const std::string &condition = {})
{
    return R"({"Effect":"Allow","Principal":)" + principal + R"(,"Action":)" + actions
        + (condition.empty() ? std::string() : R"(,"Condition":)" + condition) + '}';
}

std::string tokenTrust(const std::string &condition = {})
{
    return trusting(std::string(R"({"Federated":")") + oidc + "\"}", R"(["sts:AssumeRoleWithWebIdentity","sts:SetSourceIdentity"])", condition);
}

std::string samlTrust(const std::string &condition = {})
{
    return trusting(std::string(R"({"Federated":")") + saml + "\"}", R"(["sts:AssumeRoleWithSAML","sts:SetSourceIdentity"])", condition);
}

std::string roleTrust(const std::string &condition = {})
{
    return trusting(R"({"AWS":"arn:aws:iam::111122223333:root"})", R"(["sts:AssumeRole","sts:TagSession"])", condition);
}

std::string equals(const std::string &key, const std::string &value)
{
    return R"({"StringEquals":{")" + key + R"(":")" + value + R"("}})";
}

IdentityProvider provider(const std::vector<std::string> &clientIds)
{
    IdentityProvider provider;
    provider.arn = oidc;
    provider.name = "token.example.com";
    provider.clientIds = clientIds;
    return provider;
}

Simulation askAs(const World &world, const std::string &principal, const Keys &keys, const RouteOptions &options = {})
{
    Request request = question(principal);
    for (const auto &[key, value] : keys)
        request.context.set(key, value, Provenance::Given);
    return simulate(world, request, options);
}

World inOrganization(World world)
{
    WorldHeader header = world.header();
    Organization organization;
    organization.id = "o-aaaaaaaaaa";
    organization.managementAccount = here; // no SCP binds it
    OrganizationNode account;
    account.kind = OrganizationNode::Kind::Account;
    account.id = here;
    organization.root.id = "r-1";
    organization.root.children.push_back(account);
    header.organization = organization;
    Patch patch;
    patch.headerBefore = world.headerPtr();
    patch.headerAfter = std::make_shared<const WorldHeader>(header);
    return world.applied(patch);
}

const std::string mfaOnly = R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})";
const Keys token{{"token.example.com:aud", "app"}, {"token.example.com:sub", "me"}};
const Keys assertion{{"saml:aud", "https://signin.aws.amazon.com/saml"}, {"sts:RoleSessionName", "me"}};

Keys with(Keys keys, const std::string &key, const std::string &value)
{
    keys.emplace_back(key, value);
    return keys;
}

std::string lambdaRole()
{
    return R"({"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"})";
}

} // namespace

void CredentialsTest::answers_data()
{
    QTest::addColumn<World>("world");
    QTest::addColumn<std::string>("principal");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<Verdict>("verdict");
    const auto row = [](const char *name, const World &world, const std::string &principal, const Keys &keys, Verdict verdict) {
        QTest::newRow(name) << world << principal << keys << verdict;
    };
    // id_credentials_sts-comparison: GetFederationToken takes no MFA and long-term credentials only.
    Resource bucket;
    bucket.arn = "arn:aws:s3:::reports";
    bucket.name = "reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/ann"},"Action":"s3:GetObject","Resource":"*"})");
    row("federation token, MFA wanted", Town().user("alice", allow("sts:GetFederationToken", "*", mfaOnly)).add(here, bucket).build(), userArn("alice"), {}, Verdict::Denied);
    row("federation token", Town().user("alice", allow("sts:GetFederationToken", "*")).add(here, bucket).build(), userArn("alice"), {}, Verdict::Allowed);

    // STS API Reference, AssumeRoleWithWebIdentity: no ExternalId, no SourceIdentity; the token brings the latter.
    row("token, External ID wanted", Town().role("r", tokenTrust(equals("sts:ExternalId", "abc")), bucketRead).build(), oidc, token, Verdict::Denied);
    row("token, External ID given", Town().role("r", tokenTrust(equals("sts:ExternalId", "abc")), bucketRead).build(), oidc, with(token, "sts:ExternalId", "abc"), Verdict::Denied);
    row("token without source identity", Town().role("r", tokenTrust(equals("sts:SourceIdentity", "abc")), bucketRead).build(), oidc, token, Verdict::Denied);
    row("token with source identity", Town().role("r", tokenTrust(equals("sts:SourceIdentity", "abc")), bucketRead).build(), oidc, with(token, "sts:SourceIdentity", "abc"), Verdict::Allowed);
    row("token of which nothing is said", Town().role("r", tokenTrust(equals("sts:SourceIdentity", "abc")), bucketRead).build(), oidc, {}, Verdict::Depends);
    row("assertion's session name isn't known", Town().role("r", samlTrust(equals("sts:RoleSessionName", "zed")), bucketRead).build(), saml, {}, Verdict::Depends);
    row("assertion's session name", Town().role("r", samlTrust(equals("sts:RoleSessionName", "zed")), bucketRead).build(), saml, assertion, Verdict::Denied);

    // id_roles_providers_create_oidc: audiences are registered with the provider.
    const World registered = Town().add(here, provider({"app"})).role("r", tokenTrust(), bucketRead).build();
    row("registered audience", registered, oidc, token, Verdict::Allowed);
    row("other audience", registered, oidc, {{"token.example.com:aud", "other"}, {"token.example.com:sub", "me"}}, Verdict::Denied);
    row("no audience", registered, oidc, {{"token.example.com:sub", "me"}}, Verdict::Denied);
    IdentityProvider another = provider({});
    another.arn = "arn:aws:iam::111122223333:oidc-provider/other.example.com";
    row("provider isn't there", Town().add(here, another).role("r", tokenTrust(), bucketRead).build(), oidc, token, Verdict::Denied);
    row("account without any provider", Town().role("r", tokenTrust(), bucketRead).build(), oidc, token, Verdict::Allowed);

    // reference_policies_condition-keys, aws:PrincipalOrgID: who brings a token is no member.
    const std::string ours = equals("aws:PrincipalOrgID", "o-aaaaaaaaaa");
    row("token, our organization wanted", inOrganization(Town().role("r", tokenTrust(ours), bucketRead).build()), oidc, token, Verdict::Denied);
    row("user, our organization wanted", inOrganization(Town().user("alice", allow("sts:AssumeRole", "*")).role("r", roleTrust(ours), bucketRead).build()), userArn("alice"), {}, Verdict::Allowed);

    // The same page, aws:MultiFactorAuthPresent: neither tokens nor roles bring MFA.
    row("token, MFA wanted", Town().role("r", tokenTrust(mfaOnly), bucketRead).build(), oidc, with(token, "aws:MultiFactorAuthPresent", "true"), Verdict::Denied);
    const World mfaChain = Town().role("first", roleTrust(), allow("sts:AssumeRole", "*")).role("r", roleTrust(mfaOnly), bucketRead).build();
    row("role, MFA wanted", mfaChain, session, {{"aws:MultiFactorAuthPresent", "true"}}, Verdict::Denied);
    const World ifThere = Town().role("first", roleTrust(), allow("sts:AssumeRole", "*")).role("r", roleTrust(R"({"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}})"), bucketRead).build();
    row("role, MFA wanted if it is told", ifThere, session, {}, Verdict::Depends);

    // id_credentials_temp_control-access_monitor: a source identity goes along, needs its permission and can't change.
    const std::string maySet = allow("sts:AssumeRole", "*") + ',' + allow("sts:SetSourceIdentity", "*");
    row("source identity, trust without the permission", Town().role("first", roleTrust(), maySet).role("r", roleTrust(), bucketRead).build(), session, {{"aws:SourceIdentity", "al"}}, Verdict::Denied);
    const std::string wantsBob = trusting(R"({"AWS":"arn:aws:iam::111122223333:root"})", R"(["sts:AssumeRole","sts:SetSourceIdentity"])", equals("sts:SourceIdentity", "bob"));
    row("another source identity wanted", Town().role("first", roleTrust(), maySet).role("r", wantsBob, bucketRead).build(), session, {{"aws:SourceIdentity", "al"}}, Verdict::Denied);
    row("that source identity wanted", Town().role("first", roleTrust(), maySet).role("r", wantsBob, bucketRead).build(), session, {{"aws:SourceIdentity", "bob"}}, Verdict::Allowed);

    // MFA for a service that is started: id_credentials_mfa_configure-api-require, GetSessionToken.
    const std::string starts = allow("iam:PassRole", "*", mfaOnly) + ',' + allow("lambda:CreateFunction", "*");
    row("passing with MFA", Town().user("alice", starts).role("work", lambdaRole(), bucketRead).build(), userArn("alice"), {}, Verdict::Allowed);
    // Only temporary credentials have aws:TokenIssueTime, and GetSessionToken needs no permission.
    row("temporary credentials wanted", Town().user("alice", bucketRead + R"(,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"aws:TokenIssueTime":"true"}}})").build(),
        userArn("alice"), {}, Verdict::Allowed);
    // reference_policies_variables: aws:userid of a session is the role's id and the session's name, which the caller chooses.
    // id_session-tags, "Passing session tags using GetFederationToken": the user's tags and those that are passed are the session's.
    Resource tagged = bucket;
    tagged.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/ann"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"x"}}})");
    const std::string federates = allow("sts:GetFederationToken", "*");
    row("federated, tag passed", Town().user("alice", federates + ',' + allow("sts:TagSession", "*")).add(here, tagged).build(), userArn("alice"), {}, Verdict::Allowed);
    row("federated, tag may not be passed", Town().user("alice", federates).add(here, tagged).build(), userArn("alice"), {}, Verdict::Denied);
    const auto taggedUser = [&](const std::string &value) {
        User user;
        user.name = "alice";
        user.arn = userArn("alice");
        user.inlinePolicies.push_back({"own", document(federates), {}});
        user.tags.push_back({"team", value});
        return Town().add(here, user).add(here, tagged).build();
    };
    row("federated, the user's tag", taggedUser("x"), userArn("alice"), {}, Verdict::Allowed);
    row("federated, another tag of the user", taggedUser("y"), userArn("alice"), {}, Verdict::Denied);

    // Lambda: the session is called like the function, whose name is the caller's choice where its policies leave it one.
    Resource forZed;
    forZed.arn = "arn:aws:s3:::reports";
    forZed.name = "reports";
    forZed.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/work/zed"},"Action":"s3:GetObject","Resource":"*"})");
    const auto startsFunction = [&](const std::string &functions, const std::string &passCondition, const std::string &work, const Resource &resource = {}) {
        Town town;
        if (!resource.arn.empty())
            town.add(here, resource);
        return town.user("alice", allow("iam:PassRole", "*", passCondition) + ',' + allow("lambda:CreateFunction", functions)).role("work", lambdaRole(), work).build();
    };
    row("function called as the policy says", startsFunction("*", {}, {}, forZed), userArn("alice"), {}, Verdict::Allowed);
    row("functions are called otherwise", startsFunction("arn:aws:lambda:*:111122223333:function:tiny-*", {}, {}, forZed), userArn("alice"), {}, Verdict::Denied);
    const std::string instance = R"({"ArnLike":{"iam:AssociatedResourceArn":"arn:aws:ec2:*:111122223333:instance/*"}})";
    const std::string function = R"({"ArnLike":{"iam:AssociatedResourceArn":"arn:aws:lambda:*:111122223333:function:*"}})";
    row("passed for functions", startsFunction("*", function, bucketRead), userArn("alice"), {}, Verdict::Depends);
    row("passed for instances", startsFunction("*", instance, bucketRead), userArn("alice"), {}, Verdict::Denied);
    const std::string fromFunction = allow("s3:GetObject", "*", R"({"ArnLike":{"lambda:SourceFunctionArn":"arn:aws:lambda:*:111122223333:function:*"}})");
    row("asked by a function", startsFunction("*", {}, fromFunction), userArn("alice"), {}, Verdict::Depends);
    const std::string fromInstance = allow("s3:GetObject", "*", R"({"Null":{"ec2:SourceInstanceArn":"false"}})");
    row("asked by an instance", startsFunction("*", {}, fromInstance), userArn("alice"), {}, Verdict::Denied);
    // The function's requests come from where it runs.
    const Keys address{{"aws:SourceIp", "10.0.0.1"}};
    const std::string inside = allow("s3:GetObject", "*", R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})");
    const std::string keptOut = R"(,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}})";
    row("the caller's address", startsFunction("*", {}, inside), userArn("alice"), address, Verdict::Depends);
    row("an address that is kept out", startsFunction("*", {}, bucketRead + keptOut), userArn("alice"), address, Verdict::Depends);
    row("no address asked for", startsFunction("*", {}, bucketRead), userArn("alice"), address, Verdict::Allowed);
    // id_roles_create-service-linked-role: only the service works with it, as it sees fit.
    Role linked;
    linked.name = "AWSServiceRoleForLambdaX";
    linked.path = "/aws-service-role/lambda.amazonaws.com/";
    linked.arn = "arn:aws:iam::111122223333:role/aws-service-role/lambda.amazonaws.com/AWSServiceRoleForLambdaX";
    linked.trust = document(lambdaRole());
    linked.inlinePolicies.push_back({"own", document(bucketRead), {}});
    row("service-linked role", Town().user("alice", allow("iam:PassRole", "*") + ',' + allow("lambda:*", "*")).add(here, linked).build(), userArn("alice"), {}, Verdict::Denied);

    // What the caller chooses has to fit both sides, and no Deny.
    const auto external = [&](const std::string &caller, const std::string &trusts) {
        const auto like = [](const std::string &pattern) { return R"({"StringLike":{"sts:ExternalId":")" + pattern + R"("}})"; };
        return Town().user("alice", allow("sts:AssumeRole", "*", like(caller))).role("r", roleTrust(like(trusts)), bucketRead).build();
    };
    row("External ID, two patterns", external("*-z", "a-*"), userArn("alice"), {}, Verdict::Allowed);
    row("External ID, overlapping patterns", external("ab*", "*bc"), userArn("alice"), {}, Verdict::Allowed);
    row("External ID, patterns that exclude each other", external("b*", "a-*"), userArn("alice"), {}, Verdict::Denied);
    row("External ID, too short for both", external("??", "a-*-z"), userArn("alice"), {}, Verdict::Denied);
    const auto denied = [](const std::string &op, const std::string &key, const std::string &value) {
        return R"(,{"Effect":"Deny","Principal":"*","Action":"*","Condition":{")" + op + R"(":{")" + key + R"(":")" + value + R"("}}})";
    };
    const auto assumes = [&](const std::string &trusts) { return Town().user("alice", allow("sts:AssumeRole", "*")).role("r", trusts, bucketRead).build(); };
    row("session name that a Deny means", assumes(roleTrust() + denied("StringEquals", "sts:RoleSessionName", "alice")), userArn("alice"), {}, Verdict::Allowed);
    row("every session name is denied", assumes(roleTrust() + denied("StringLike", "sts:RoleSessionName", "*")), userArn("alice"), {}, Verdict::Denied);
    row("no other name than the denied one", assumes(roleTrust(equals("sts:RoleSessionName", "alice")) + denied("StringEquals", "sts:RoleSessionName", "alice")), userArn("alice"), {}, Verdict::Denied);
    const auto later = [&](const std::string &id) {
        return Town().user("alice", allow("sts:AssumeRole", roleArn("first"))).role("first", roleTrust(), allow("sts:AssumeRole", "*"))
            .role("r", roleTrust() + denied("StringLike", "aws:userid", id), bucketRead).build();
    };
    row("session name that a later Deny means", later("*:alice"), userArn("alice"), {}, Verdict::Allowed);
    row("every later session is denied", later("*:*"), userArn("alice"), {}, Verdict::Denied);

    // STS API Reference, AssumeRole, SourceIdentity; Tag: what STS doesn't take, a token can't bring either.
    row("token with a source identity that isn't one", Town().role("r", tokenTrust(), bucketRead).build(), oidc, with(token, "sts:SourceIdentity", "has space"), Verdict::Denied);
    const std::string tokenTags = trusting(std::string(R"({"Federated":")") + oidc + "\"}", R"(["sts:AssumeRoleWithWebIdentity","sts:TagSession"])");
    row("token with a tag", Town().role("r", tokenTags, bucketRead).build(), oidc, with(with(token, "aws:RequestTag/team", "x"), "aws:TagKeys", "team"), Verdict::Allowed);
    row("token with a tag that isn't one", Town().role("r", tokenTags, bucketRead).build(), oidc, with(with(token, "aws:RequestTag/team", "x*"), "aws:TagKeys", "team"), Verdict::Denied);
    row("name by aws:userid", Town().user("alice", allow("sts:AssumeRole", "*")).role("r", roleTrust(), allow("s3:GetObject", "*", equals("aws:userid", "AROAr:zed"))).build(), userArn("alice"), {}, Verdict::Allowed);
}

void CredentialsTest::answers()
{
    QFETCH(World, world);
    QFETCH(std::string, principal);
    QFETCH(Keys, keys);
    QTEST(askAs(world, principal, keys).verdict, "verdict");
}

// STS API Reference, Tag; id_session-tags.
void CredentialsTest::sessionTags_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("valid");
    QTest::newRow("plain") << "team" << "red" << true;
    QTest::newRow("empty value") << "team" << "" << true;
    QTest::newRow("all signs") << "a_.:/=+-@ b" << "a_.:/=+-@ b" << true;
    QTest::newRow("no key") << "" << "red" << false;
    QTest::newRow("longest") << QString(128, u'k') << QString(256, u'v') << true;
    QTest::newRow("letters count, not bytes") << "team" << QString(256, u'ü') << true;
    QTest::newRow("key too long") << QString(129, u'k') << "red" << false;
    QTest::newRow("value too long") << "team" << QString(257, u'v') << false;
    QTest::newRow("reserved") << "aws:team" << "red" << false;
    QTest::newRow("reserved, upper case") << "AWS:team" << "red" << false;
    QTest::newRow("wildcard") << "team" << "x*" << false;
}

void CredentialsTest::sessionTags()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QTEST(isSessionTag(key.toStdString(), value.toStdString()), "valid");
}

void CredentialsTest::audienceIsNamed()
{
    const World world = Town().add(here, provider({"app", "web"})).role("r", tokenTrust(), bucketRead).build();
    const Simulation simulation = askAs(world, oidc, {{"token.example.com:aud", "other"}, {"token.example.com:sub", "me"}});
    QCOMPARE(simulation.nearMisses.size(), 1u);
    const Missing &missing = simulation.nearMisses[0].missing.at(0);
    QCOMPARE(missing.code, std::string("keyMismatch"));
    QCOMPARE(missing.arguments, (std::vector<std::string>{"token.example.com:aud", "app, web", "other", "StringEquals"}));
}

// id_roles_providers_create_saml_assertions: the Role attribute offers roles, RoleSessionName is required.
void CredentialsTest::offeredRoles()
{
    const World world = Town().role("r", samlTrust(), bucketRead).build();
    RouteOptions options;
    options.offeredRoles = {{roleArn("r")}};
    QCOMPARE(askAs(world, saml, assertion, options).verdict, Verdict::Allowed);
    QCOMPARE(askAs(world, saml, {{"saml:aud", "https://signin.aws.amazon.com/saml"}}, options).verdict, Verdict::Denied);
    options.offeredRoles = {{roleArn("other")}};
    QCOMPARE(askAs(world, saml, assertion, options).verdict, Verdict::Denied);
    options.offeredRoles = {std::vector<std::string>()};
    QCOMPARE(askAs(world, saml, assertion, options).verdict, Verdict::Denied);
}

// A region lock leaves the caller the other regions.
void CredentialsTest::regionIsInTheCommand()
{
    const std::string lock = R"(,{"Effect":"Deny","Action":"lambda:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}})";
    const World world = Town().user("alice", allow("iam:PassRole", "*") + ',' + allow("lambda:*", "*") + lock).role("work", lambdaRole(), bucketRead).build();
    const Simulation simulation = askAs(world, userArn("alice"), {});
    QCOMPARE(simulation.routes.size(), 1u);
    QVERIFY(simulation.routes[0].hops[0].command.ends_with(" --region eu-west-1"));
    QVERIFY(askAs(world, userArn("alice"), {{"aws:RequestedRegion", "us-east-1"}}).routes.empty());
}

// What the function has to be called, and where it has to be, is told.
void CredentialsTest::functionInTheCommand()
{
    const World world = Town().user("alice", allow("iam:PassRole", "*") + ',' + allow("lambda:CreateFunction", "arn:aws:lambda:eu-west-1:111122223333:function:tiny-*")).role("work", lambdaRole(), bucketRead).build();
    const Simulation simulation = askAs(world, userArn("alice"), {});
    QCOMPARE(simulation.routes.size(), 1u);
    const Hop &hop = simulation.routes[0].hops[0];
    QCOMPARE(hop.needs.region.value_or(""), std::string("eu-west-1"));
    QCOMPARE(hop.needs.resource.value_or(""), std::string("arn:aws:lambda:eu-west-1:111122223333:function:tiny-*"));
    QVERIFY(hop.command.find(" --function-name tiny-NAME ") != std::string::npos);
    QVERIFY(hop.command.ends_with(" --region eu-west-1"));
    QVERIFY(askAs(world, userArn("alice"), {{"aws:RequestedRegion", "us-east-1"}}).routes.empty());
}

// id_session-tags: 50 at most, those that are inherited among them.
void CredentialsTest::tooManyTags()
{
    const auto tags = [](int count, bool transitive) {
        std::vector<SessionTag> result;
        for (int i = 0; i < count; ++i)
            result.push_back({"t" + std::to_string(i), "x", transitive});
        return result;
    };
    const std::string may = allow("sts:AssumeRole", "*") + ',' + allow("sts:TagSession", "*");
    const World world = Town().user("alice", may).role("r", roleTrust(), bucketRead).build();
    RouteOptions options;
    options.sessionTags = tags(50, false);
    QCOMPARE(askAs(world, userArn("alice"), {}, options).verdict, Verdict::Allowed);
    options.sessionTags = tags(51, false);
    const Simulation simulation = askAs(world, userArn("alice"), {}, options);
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QCOMPARE(simulation.nearMisses.size(), 1u);
    QCOMPARE(simulation.nearMisses[0].missing.at(0).code, std::string("tooManyTags"));
    // 50 that go on leave no room for one that a later step asks for.
    const std::string ofTeam = allow("s3:GetObject", "*", equals("aws:PrincipalTag/team", "red"));
    const World chain = Town().user("alice", may).role("first", roleTrust(), may).role("r", trusting(R"({"AWS":"arn:aws:iam::111122223333:role/first"})", R"(["sts:AssumeRole","sts:TagSession"])"), ofTeam).build();
    options.sessionTags = tags(49, true);
    QCOMPARE(askAs(chain, userArn("alice"), {}, options).verdict, Verdict::Allowed);
    options.sessionTags = tags(50, true);
    QCOMPARE(askAs(chain, userArn("alice"), {}, options).verdict, Verdict::Denied);
}

// reference_policies_condition-keys: aws:MultiFactorAuthPresent is there, false, in requests with temporary credentials without MFA, and
// aws:TokenIssueTime in all with temporary ones. id_credentials_sts-comparison: GetSessionToken's call AssumeRole.
void CredentialsTest::tokenWithoutMfa()
{
    const std::string withoutMfa = R"({"Bool":{"aws:MultiFactorAuthPresent":"false"}})";
    const std::string temporary = R"({"Null":{"aws:TokenIssueTime":"false"}})";
    const auto kinds = [](const Simulation &simulation) {
        std::vector<HopKind> result;
        if (simulation.routes.size() == 1) {
            for (const Hop &hop : simulation.routes[0].hops)
                result.push_back(hop.kind);
        }
        return result;
    };
    const std::vector<HopKind> tokenFirst{HopKind::SessionToken, HopKind::AssumeRole};
    const auto world = [](const std::string &callers, const std::string &trusts) {
        return Town().user("alice", allow("sts:AssumeRole", "*", callers)).role("r", roleTrust(trusts), bucketRead).build();
    };
    Simulation simulation = askAs(world({}, withoutMfa), userArn("alice"), {});
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    QCOMPARE(kinds(simulation), tokenFirst);
    QCOMPARE(simulation.routes[0].hops[0].command, std::string("aws sts get-session-token"));
    QVERIFY(simulation.routes[0].hops[0].needs.empty());
    QCOMPARE(kinds(askAs(world(temporary, {}), userArn("alice"), {})), tokenFirst);
    QCOMPARE(RouteFinder(world({}, withoutMfa)).reachable(question(userArn("alice"))).roles.size(), 1u);
    // No token where the role is assumed without one, and none that would not help.
    QCOMPARE(kinds(askAs(world({}, {}), userArn("alice"), {})), std::vector<HopKind>{HopKind::AssumeRole});
    QCOMPARE(kinds(askAs(world({}, mfaOnly), userArn("alice"), {})), std::vector<HopKind>{HopKind::AssumeRole});
    QCOMPARE(askAs(world(withoutMfa, mfaOnly), userArn("alice"), {}).verdict, Verdict::Denied);
    QCOMPARE(askAs(world({}, equals("aws:PrincipalTag/team", "x")), userArn("alice"), {}).verdict, Verdict::Denied);
    const std::string denied = R"({"Effect":"Deny","Action":"sts:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}})";
    const World deny = Town().user("alice", allow("sts:AssumeRole", "*", temporary) + ',' + denied).role("r", roleTrust(), bucketRead).build();
    QCOMPARE(askAs(deny, userArn("alice"), {}).verdict, Verdict::Denied);
    RouteOptions oneHop;
    oneHop.maximumHops = 1;
    QCOMPARE(askAs(world({}, withoutMfa), userArn("alice"), {}, oneHop).verdict, Verdict::Denied);
}

// reference_policies_condition-keys, aws:MultiFactorAuthAge: seconds since the sign-in with MFA. GetSessionToken: 36 hours at most.
void CredentialsTest::leastAgeOfMfa_data()
{
    QTest::addColumn<std::string>("condition");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<int>("least"); // -1: none
    QTest::addColumn<int>("most");
    QTest::newRow("older than a minute") << std::string(R"({"NumericGreaterThan":{"aws:MultiFactorAuthAge":"60"}})") << Verdict::Allowed << 61 << -1;
    QTest::newRow("a minute at least") << std::string(R"({"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"60"}})") << Verdict::Allowed << 60 << -1;
    QTest::newRow("between") << std::string(R"({"NumericGreaterThan":{"aws:MultiFactorAuthAge":"60"},"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}})") << Verdict::Allowed << 61 << 3599;
    QTest::newRow("at most") << std::string(R"({"NumericLessThanEquals":{"aws:MultiFactorAuthAge":"3600"}})") << Verdict::Allowed << -1 << 3600;
    QTest::newRow("older than any") << std::string(R"({"NumericGreaterThan":{"aws:MultiFactorAuthAge":"200000"}})") << Verdict::Denied << -1 << -1;
    QTest::newRow("never") << std::string(R"({"NumericGreaterThan":{"aws:MultiFactorAuthAge":"60"},"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}})") << Verdict::Denied << -1 << -1;
}

void CredentialsTest::leastAgeOfMfa()
{
    QFETCH(std::string, condition);
    QFETCH(int, least);
    QFETCH(int, most);
    const World world = Town().user("alice", allow("s3:GetObject", "*", condition)).build();
    const Simulation simulation = askAs(world, userArn("alice"), {});
    QTEST(simulation.verdict, "verdict");
    if (simulation.verdict != Verdict::Allowed)
        return;
    QCOMPARE(simulation.routes.size(), 1u);
    const HopNeeds &needs = simulation.routes[0].hops.at(0).needs;
    QCOMPARE(needs.mfaMinAgeSeconds.value_or(-1), least);
    QCOMPARE(needs.mfaMaxAgeSeconds.value_or(-1), most);
}

// Asked without the claims of a token, whether it fits isn't known.
void CredentialsTest::directlyWithAToken_data()
{
    QTest::addColumn<World>("world");
    QTest::addColumn<std::string>("principal");
    QTest::addColumn<std::string>("action");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<std::vector<std::string>>("dependsOn");
    const std::string webIdentity = "sts:AssumeRoleWithWebIdentity";
    const auto trusts = [](const std::string &statements) { return Town().role("r", statements, bucketRead).build(); };
    using Names = std::vector<std::string>;
    const World ofSubject = trusts(tokenTrust(equals("token.example.com:sub", "me")));
    QTest::newRow("claims aren't known") << ofSubject << std::string(oidc) << webIdentity << Keys() << Verdict::Depends << Names{"token.example.com:sub"};
    QTest::newRow("claims fit") << ofSubject << std::string(oidc) << webIdentity << token << Verdict::Allowed << Names();
    QTest::newRow("claims don't fit") << ofSubject << std::string(oidc) << webIdentity << Keys{{"token.example.com:sub", "you"}} << Verdict::Denied << Names();
    QTest::newRow("the claim isn't there") << ofSubject << std::string(oidc) << webIdentity << Keys{{"token.example.com:aud", "app"}} << Verdict::Denied << Names();
    QTest::newRow("no condition") << trusts(tokenTrust()) << std::string(oidc) << webIdentity << Keys() << Verdict::Allowed << Names();
    QTest::newRow("another provider") << ofSubject << std::string("arn:aws:iam::111122223333:oidc-provider/other.example.com") << webIdentity << Keys() << Verdict::Denied << Names();
    QTest::newRow("an assertion's action") << ofSubject << std::string(oidc) << std::string("sts:AssumeRoleWithSAML") << Keys() << Verdict::Denied << Names();
    QTest::newRow("a user's action") << ofSubject << std::string(oidc) << std::string("sts:AssumeRole") << Keys() << Verdict::Denied << Names();
    QTest::newRow("what can't come with a token") << trusts(tokenTrust(equals("sts:ExternalId", "abc"))) << std::string(oidc) << webIdentity << Keys() << Verdict::Denied << Names();
    const std::string deny = R"(,{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"StringEquals":{"token.example.com:sub":"me"}}})";
    QTest::newRow("denied to one") << trusts(tokenTrust() + deny) << std::string(oidc) << webIdentity << Keys() << Verdict::Depends << Names{"token.example.com:sub"};
    const World ofName = trusts(samlTrust(equals("saml:sub", "me")));
    QTest::newRow("assertion isn't known") << ofName << std::string(saml) << std::string("sts:AssumeRoleWithSAML") << Keys() << Verdict::Depends << Names{"saml:sub"};
    QTest::newRow("assertion of another") << ofName << std::string(saml) << std::string("sts:AssumeRoleWithSAML") << Keys{{"saml:sub", "you"}} << Verdict::Denied << Names();
}

void CredentialsTest::directlyWithAToken()
{
    QFETCH(World, world);
    QFETCH(std::string, principal);
    QFETCH(std::string, action);
    QFETCH(Keys, keys);
    Request request = question(principal);
    request.action = action;
    request.resource = roleArn("r");
    for (const auto &[key, value] : keys)
        request.context.set(key, value, Provenance::Given);
    const Simulation simulation = simulate(world, request);
    QTEST(simulation.direct.verdict, "verdict");
    QTEST(simulation.direct.dependsOn, "dependsOn");
    if (simulation.direct.verdict == Verdict::Depends)
        QVERIFY(!simulation.facts.allowedIf.empty());
    // As a hop it is the same; only the provider's own action is one.
    Request read = question(principal);
    read.context = request.context;
    if (const Simulation hop = simulate(world, read); simulation.direct.verdict == Verdict::Allowed)
        QCOMPARE(hop.verdict, Verdict::Allowed);
    else
        QVERIFY(hop.verdict != Verdict::Allowed);
}
#endif

QTEST_GUILESS_MAIN(CredentialsTest)
#include "tst_credentials.moc"
