// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocan.h"
#include "edits/edits.h"
#include "model/town.h"
#include "model/whocancompared.h"

#include <QTest>

using namespace rolewright;

Q_DECLARE_METATYPE(rolewright::Verdict)

/// Who can, where names and documents aren't what an index would like: nobody is denied for that.
class TestWhoCanLooseEnds : public QObject
{
    Q_OBJECT

private slots:
    void rolesNamedWithoutTheirPath();
    void accountOfTwoPartitions();
    void namedSessionsGoOn();
    void keyStatementsWithoutResource();
    void unusableBoundary();
    void unusableServiceControlPolicy();
    void levelsThatTellTheirPrincipalsApart_data();
    void levelsThatTellTheirPrincipalsApart();
    void unusableResourceControlPolicyOnTheWay();
    void unusableResourcePolicy();
    void unusableRoleOfANamedSession();
    void identityProviders_data();
    void identityProviders();
    void renamedRole();
    void federatedUserOverAnEdit();
};

namespace {

const DocumentPtr broken = PolicyDocument::parse("{");

Request reading()
{
    Request question;
    question.action = "s3:GetObject";
    question.resource = "arn:aws:s3:::reports/a";
    question.resourceAccount = here;
    return question;
}

Role roleWithPath(const std::string &name, const std::string &trustStatements, const std::string &statements)
{
    Role role;
    role.name = name;
    role.path = "/team/";
    role.arn = roleArn("team/" + name);
    role.trust = document(trustStatements);
    role.inlinePolicies.push_back({"own", document(statements), {}});
    return role;
}

WhoCanRows asked(const std::shared_ptr<WhoCanWorld> &world, const Request &question)
{
    WhoCanSearch search(world, question, 3);
    while (!search.isDone())
        search.run(1000, [] { return false; });
    return search.rows();
}

std::optional<Verdict> verdictOf(const WhoCanRows &rows, const std::string &arn)
{
    for (const WhoCanRow &row : rows) {
        if (row.person.arn == arn)
            return row.verdict;
    }
    return std::nullopt;
}

/// In an organization with these policies at the accounts, "p-own" (the document) or "p-full"; `rcp` only at the other one.
World inOrganization(const World &world, const DocumentPtr &own, const std::vector<std::string> &scp, const std::vector<std::string> &rcp)
{
    WorldBuilder builder(world);
    Organization organization;
    organization.id = "o-exampleorg";
    organization.managementAccount = "777788889999";
    organization.root.id = "r-root";
    organization.root.serviceControlPolicies = {"p-full"};
    for (const auto &[name, text] : {std::pair("own", own), std::pair("full", document(allow("*", "*")))}) {
        OrganizationPolicy policy;
        policy.policyId = std::string("p-") + name;
        policy.name = name;
        policy.document = text;
        builder.add({{}, {}, policy});
    }
    for (const char *account : {here, there}) {
        OrganizationNode node;
        node.kind = OrganizationNode::Kind::Account;
        node.id = account;
        node.serviceControlPolicies = scp;
        if (account == there)
            node.resourceControlPolicies = rcp;
        organization.root.children.push_back(node);
    }
    builder.header().organization = organization;
    return builder.build();
}

World edited(const World &world, const EntityPtr &before, Entity after)
{
    Patch patch;
    patch.entities.push_back({before, std::make_shared<const Entity>(std::move(after)), {}});
    return world.applied(patch);
}

} // namespace

/// A session's ARN doesn't hold its role's path, the role's own does: without it a policy names no role that exists. IAM Identifiers, "IAM ARNs";
/// reference_policies_elements_principal, "IAM role principals".
void TestWhoCanLooseEnds::rolesNamedWithoutTheirPath()
{
    for (const std::string path : {"team/", ""}) {
        Resource bucket;
        bucket.name = "reports";
        bucket.arn = "arn:aws:s3:::reports";
        bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/)" + path + R"(named"},"Action":"s3:GetObject","Resource":"*"})");
        const World world = Town()
            .user("ann", allow("sts:AssumeRole", "*"))
            .add(here, roleWithPath("first", trust(rootArn()), allow("sts:AssumeRole", "*")))
            .role("same", trust(roleArn(path + "first")), allow("s3:PutObject", "*"))
            .role("foreign", trust(roleArn(path + "first")), allow("s3:DeleteObject", "*"), there)
            .add(here, roleWithPath("named", trust(rootArn()), allow("sqs:*", "*")))
            .add(here, bucket)
            .build();
        const auto shared = std::make_shared<WhoCanWorld>(world);
        const Verdict expected = path.empty() ? Verdict::Denied : Verdict::Allowed; // who is denied may be left out
        Request question = reading();
        question.resourceAccount.clear();
        QCOMPARE(verdictOf(asked(shared, question), userArn("ann")).value_or(Verdict::Denied), expected);
        question.action = "s3:PutObject";
        QCOMPARE(verdictOf(asked(shared, question), userArn("ann")).value_or(Verdict::Denied), expected);
        question.action = "s3:DeleteObject";
        question.resource = "arn:aws:s3:::elsewhere/a";
        QCOMPARE(verdictOf(asked(shared, question), userArn("ann")).value_or(Verdict::Denied), expected);
        question.principal = *parsePrincipal(userArn("ann"));
        const Simulation simulation = simulate(world, question);
        QCOMPARE(simulation.verdict, expected);
        if (expected == Verdict::Allowed)
            QCOMPARE(rolewright::path(simulation.routes.front().hops), (std::vector<std::string>{roleArn("team/first"), roleArn("foreign", there)}));
        Compared compared;
        compare(shared, question, 3, compared);
    }
}

/// An account is in one partition: what a bucket lets in of it (evaluation-logic-cross-account) isn't somebody of another one, who is asked first.
void TestWhoCanLooseEnds::accountOfTwoPartitions()
{
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":")" + rootArn(there) + R"("},"Action":"s3:GetObject","Resource":"*"})");
    User stranger;
    stranger.name = "stranger";
    stranger.arn = "arn:aws-cn:iam::" + std::string(there) + ":user/stranger";
    stranger.inlinePolicies.push_back({"own", document(allow("s3:GetObject", "*")), {}});
    const World world = Town().add(there, stranger).user("reads", allow("s3:GetObject", "*"), there).add(here, bucket).build();
    const auto shared = std::make_shared<WhoCanWorld>(world);
    const WhoCanRows rows = asked(shared, reading());
    QCOMPARE(verdictOf(rows, userArn("reads", there)), Verdict::Allowed);
    QCOMPARE(verdictOf(rows, stranger.arn), Verdict::Denied);
    Compared compared;
    compare(shared, reading(), 3, compared);
}

/// A session that the resource's policy names for something else assumes what its role may: id_roles_terms-and-concepts, "Role chaining".
void TestWhoCanLooseEnds::namedSessionsGoOn()
{
    const std::string session = "arn:aws:sts::111122223333:assumed-role/";
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":[")" + session + R"(chained/x",")" + session + R"(idle/x",")" + session + R"(unknown/x"]},"Action":"s3:PutObject","Resource":"*"})");
    const auto shared = std::make_shared<WhoCanWorld>(Town()
        .add(here, bucket)
        .role("chained", trust(rootArn()), allow("sts:AssumeRole", "*"))
        .role("idle", trust(rootArn()), allow("sqs:*", "*"))
        .role("reader", trust(roleArn("chained")), bucketRead)
        .build());
    const WhoCanRows rows = asked(shared, reading());
    QCOMPARE(verdictOf(rows, session + "chained/x"), Verdict::Allowed);
    QCOMPARE(verdictOf(rows, session + "idle/x"), Verdict::Denied);
    for (const WhoCanRow &row : rows) {
        if (row.person.arn == session + "chained/x")
            QCOMPARE(row.finding.via, std::vector<std::string>{roleArn("reader")});
    }
    Compared compared;
    compare(shared, reading(), 3, compared);
}

/// KMS Developer Guide, key-policy-overview: a statement of a key policy without its Resource has no effect, a Deny as little as an Allow.
void TestWhoCanLooseEnds::keyStatementsWithoutResource()
{
    Resource key;
    key.name = "k1";
    key.arn = "arn:aws:kms:eu-west-1:" + std::string(here) + ":key/k1";
    key.policy = document(R"({"Effect":"Deny","Principal":"*","Action":"kms:*"},{"Effect":"Allow","Principal":{"AWS":")" + rootArn() + R"("},"Action":"kms:*","Resource":"*"})");
    const World world = Town().user("ann", allow("kms:Decrypt", "*")).add(here, key).build();
    const auto shared = std::make_shared<WhoCanWorld>(world);
    Request question;
    question.action = "kms:Decrypt";
    question.resource = key.arn;
    QCOMPARE(verdictOf(asked(shared, question), userArn("ann")), Verdict::Allowed);
    Compared compared;
    compare(shared, question, 3, compared);
}

/// A boundary that can't be used may hold anything: what it limits depends on it.
void TestWhoCanLooseEnds::unusableBoundary()
{
    ManagedPolicy limits;
    limits.name = "limits";
    limits.arn = "arn:aws:iam::111122223333:policy/limits";
    limits.defaultVersionId = "v1";
    limits.versions.push_back({"v1", true, {}, broken, {}});
    User bounded;
    bounded.name = "bounded";
    bounded.arn = userArn("bounded");
    bounded.boundary = limits.arn;
    bounded.inlinePolicies.push_back({"own", document(allow("s3:GetObject", "*")), {}});
    User idle = bounded;
    idle.name = "idle";
    idle.arn = userArn("idle");
    idle.inlinePolicies = {{"own", document(allow("sqs:*", "*")), {}}};
    const World world = Town().add(here, limits).add(here, bounded).add(here, idle).user("other", allow("sqs:*", "*")).build();
    const auto shared = std::make_shared<WhoCanWorld>(world);
    const WhoCanRows rows = asked(shared, reading());
    QCOMPARE(verdictOf(rows, userArn("bounded")), Verdict::Depends);
    QCOMPARE(verdictOf(rows, userArn("other")), Verdict::Denied);
    Compared compared;
    compare(shared, reading(), 3, compared);
}

/// One of the organization that can't be used leaves everybody's answer open.
void TestWhoCanLooseEnds::unusableServiceControlPolicy()
{
    const World world = Town().user("reads", allow("s3:GetObject", "*")).user("idle", allow("sqs:*", "*")).user("elsewhere", allow("s3:GetObject", "*"), there).build();
    const auto shared = std::make_shared<WhoCanWorld>(inOrganization(world, broken, {"p-own"}, {}));
    const WhoCanRows rows = asked(shared, reading());
    QCOMPARE(verdictOf(rows, userArn("reads")), Verdict::Depends);
    Compared compared;
    compare(shared, reading(), 3, compared);
}

void TestWhoCanLooseEnds::levelsThatTellTheirPrincipalsApart_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("denied");
    const auto row = [](const char *name, const char *condition, const char *denied, const char *resource = "*") { QTest::newRow(name) << resource << condition << denied; };
    row("nobody", R"({"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}})", "");
    row("user's ARN", R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/bob"}})", "user/bob");
    row("role's ARN", R"({"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/first","arn:aws:iam::111122223333:user/*"]}})", "role/second");
    row("user name", R"({"StringEquals":{"aws:username":"bob"}})", "user/bob");
    row("user name as a variable", R"({"StringNotEquals":{"aws:username":"x"}})", "user/bob", "arn:aws:s3:::reports/${aws:username}");
    row("user id", R"({"StringEquals":{"aws:userid":"AIDAbob"}})", "user/bob");
    row("tag", R"({"StringEquals":{"aws:PrincipalTag/team":"blue"}})", "user/bob role/second");
    row("kind", R"({"StringEquals":{"aws:PrincipalType":"User"}})", "user/ann user/bob");
}

/// What the organization says is the same to many of an account, but not to all: reference_policies_condition-keys, "Properties of the principal".
void TestWhoCanLooseEnds::levelsThatTellTheirPrincipalsApart()
{
    QFETCH(const QString, resource);
    QFETCH(const QString, condition);
    QFETCH(const QString, denied);
    const auto tagged = [](auto person, const char *name, const std::string &arn, const std::string &id, const char *team) {
        person.name = name;
        person.arn = arn;
        person.uniqueId = id;
        person.tags = {{"team", team}};
        person.tagsKnown = true;
        person.inlinePolicies.push_back({"own", document(allow("s3:GetObject", "*")), {}});
        if constexpr (requires { person.trust; })
            person.trust = document(trust(rootArn(there)));
        return person;
    };
    const World world = Town()
        .add(here, tagged(User(), "ann", userArn("ann"), "AIDAann", "red"))
        .add(here, tagged(User(), "bob", userArn("bob"), "AIDAbob", "blue"))
        .add(here, tagged(Role(), "first", roleArn("first"), "AROAfirst", "red"))
        .add(here, tagged(Role(), "second", roleArn("second"), "AROAsecond", "blue"))
        .build();
    const DocumentPtr own = document(R"({"Effect":"Deny","Action":"*","Resource":")" + resource.toStdString() + R"(","Condition":)" + condition.toStdString() + '}');
    const auto shared = std::make_shared<WhoCanWorld>(inOrganization(world, own, {"p-full", "p-own"}, {}));
    Request question = reading();
    question.resource = "arn:aws:s3:::reports/bob";
    const WhoCanRows rows = asked(shared, question);
    for (const std::string person : {"user/ann", "user/bob", "role/first", "role/second"}) {
        const Verdict expected = denied.contains(QString::fromStdString(person)) ? Verdict::Denied : Verdict::Allowed;
        QVERIFY2(verdictOf(rows, "arn:aws:iam::111122223333:" + person).value_or(Verdict::Denied) == expected, person.c_str());
    }
    Compared compared;
    compare(shared, question, 3, compared);
}

/// One that is about the roles on the way leaves those ways open, also to whom a close look at his own policies or at the trust policy's
/// conditions would leave out.
void TestWhoCanLooseEnds::unusableResourceControlPolicyOnTheWay()
{
    const World world = Town()
        .user("ann", R"({"Effect":"Allow","Action":"sts:AssumeRole","NotResource":"*"})")
        .user("bob", allow("sts:AssumeRole", roleArn("guarded", there)))
        .user("idle", allow("sqs:*", "*"))
        .role("open", trust(rootArn()), allow("sts:AssumeRole", "*"), there)
        .role("guarded", trust(rootArn(), R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/other"}})"), allow("sts:AssumeRole", "*"), there)
        .role("reader", trust(roleArn("open", there)) + ',' + trust(roleArn("guarded", there)), bucketRead)
        .build();
    const auto shared = std::make_shared<WhoCanWorld>(inOrganization(world, broken, {"p-full"}, {"p-own"}));
    const WhoCanRows rows = asked(shared, reading());
    QCOMPARE(verdictOf(rows, userArn("ann")), Verdict::Depends);
    QCOMPARE(verdictOf(rows, userArn("bob")), Verdict::Depends);
    QCOMPARE(verdictOf(rows, userArn("idle")), Verdict::Denied);
    for (const int hops : {1, 2}) {
        Compared compared;
        compare(shared, reading(), hops, compared);
    }
}

/// A bucket's policy that can't be used may name anybody, or deny them.
void TestWhoCanLooseEnds::unusableResourcePolicy()
{
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = broken;
    const World world = Town()
        .user("reads", allow("s3:GetObject", "*"))
        .user("idle", allow("sqs:*", "*"))
        .user("elsewhere", allow("sqs:*", "*"), there)
        .role("service", document(R"({"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"})"), {})
        .add(here, bucket)
        .build();
    const auto shared = std::make_shared<WhoCanWorld>(world);
    Request question = reading();
    question.resourceAccount.clear();
    const WhoCanRows rows = asked(shared, question);
    QCOMPARE(verdictOf(rows, userArn("reads")), Verdict::Depends);
    QCOMPARE(verdictOf(rows, userArn("idle")), Verdict::Depends);
    Compared compared;
    compare(shared, question, 3, compared);
}

void TestWhoCanLooseEnds::identityProviders_data()
{
    QTest::addColumn<bool>("asksSts");
    QTest::addColumn<QString>("bucketIs");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("object") << false << QString() << Verdict::Denied;
    QTest::newRow("object, by a policy that can't be used") << false << QStringLiteral("unusable") << Verdict::Depends;
    QTest::newRow("object, under an RCP that can't be used") << false << QStringLiteral("under an unusable RCP") << Verdict::Depends;
    QTest::newRow("tag a session") << true << QString() << Verdict::Allowed;
}

/// A token or an assertion is exchanged for a role's session; nothing else can be asked with it, whoever names its provider:
/// id_credentials_temp_request, "AssumeRoleWithWebIdentity"; id_session-tags, "Adding session tags using AssumeRoleWithWebIdentity".
void TestWhoCanLooseEnds::identityProviders()
{
    QFETCH(const bool, asksSts);
    QFETCH(const QString, bucketIs);
    QFETCH(const Verdict, verdict);
    const std::string provider = "arn:aws:iam::111122223333:saml-provider/idp";
    const std::string named = R"({"Effect":"Allow","Principal":{"Federated":")" + provider + R"("},"Action":)";
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = bucketIs == u"unusable" ? broken : document(named + R"("*","Resource":"*"})");
    const bool underRcp = bucketIs == u"under an unusable RCP";
    const std::string trusts = named + R"(["sts:AssumeRoleWithSAML","sts:TagSession"]})";
    const std::string everyone = R"({"Effect":"Allow","Principal":{"Federated":"*"},"Action":"sts:TagSession"})";
    const World town = Town().role("web", document(trusts + ',' + everyone), {}).add(underRcp ? there : here, bucket).build();
    const auto shared = std::make_shared<WhoCanWorld>(underRcp ? inOrganization(town, broken, {"p-full"}, {"p-own"}) : town);
    Request question = reading();
    question.resourceAccount.clear();
    if (asksSts) {
        question.action = "sts:TagSession";
        question.resource = roleArn("web");
    }
    QCOMPARE(verdictOf(asked(shared, question), provider), verdict);
    Compared compared;
    compare(shared, question, 3, compared);
}

/// The session may have what its role's broken policy says, or be denied by it, though the bucket's policy allows it nothing.
void TestWhoCanLooseEnds::unusableRoleOfANamedSession()
{
    Role role;
    role.name = "ops";
    role.arn = roleArn("ops");
    role.trust = document(trust(rootArn()));
    role.inlinePolicies.push_back({"own", broken, {}});
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/ops/ana"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*"})");
    const World world = Town().add(here, role).add(there, bucket).build();
    Request question = reading();
    question.resourceAccount.clear();
    const auto shared = std::make_shared<WhoCanWorld>(world);
    const WhoCanRows rows = asked(shared, question);
    const std::string session = "arn:aws:sts::111122223333:assumed-role/ops/ana";
    question.principal = *parsePrincipal(session);
    QCOMPARE(evaluate(world, question).verdict, Verdict::Depends);
    QCOMPARE(verdictOf(rows, session), Verdict::Depends);
    QCOMPARE(verdictOf(rows, roleArn("ops")), Verdict::Depends);
}

/// A trust policy keeps the name that it says: nobody's after renaming, until it says the new one.
void TestWhoCanLooseEnds::renamedRole()
{
    const World world = Town()
        .user("ann", allow("sts:AssumeRole", "*"))
        .role("first", trust(rootArn()), allow("sts:AssumeRole", "*"))
        .role("reader", trust(roleArn("first")), bucketRead)
        .build();
    auto kept = std::make_shared<WhoCanWorld>(world);
    QCOMPARE(verdictOf(asked(kept, reading()), userArn("ann")), Verdict::Allowed);
    const edits::Result result = edits::rename(world, world.findByArn(roleArn("first"))->id, "second");
    QVERIFY(result.patch);
    const World renamed = world.applied(*result.patch);
    const EntityPtr reader = renamed.findByArn(roleArn("reader"));
    Entity trusting = *reader;
    std::get<Role>(trusting.data).trust = document(trust(roleArn("second")));
    const World followed = edited(renamed, reader, trusting);
    for (const auto &[after, verdict] : {std::pair(renamed, Verdict::Denied), std::pair(followed, Verdict::Allowed), std::pair(world, Verdict::Allowed)}) {
        kept = std::make_shared<WhoCanWorld>(after, kept);
        const WhoCanRows rows = asked(kept, reading());
        QCOMPARE(verdictOf(rows, userArn("ann")), verdict);
        QVERIFY(rows == asked(std::make_shared<WhoCanWorld>(after), reading()));
    }
}

/// A federated user has its user's policies: when these change, so does what the user can as one.
void TestWhoCanLooseEnds::federatedUserOverAnEdit()
{
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/guest"},"Action":"s3:GetObject","Resource":"*"})");
    const World world = Town().user("ann", allow("sts:GetFederationToken", "*")).user("bob", allow("sqs:*", "*")).add(here, bucket).build();
    auto kept = std::make_shared<WhoCanWorld>(world);
    QCOMPARE(verdictOf(asked(kept, reading()), userArn("ann")), Verdict::Allowed);
    const EntityPtr ann = world.findByArn(userArn("ann"));
    Entity denying = *ann;
    std::get<User>(denying.data).inlinePolicies = {{"own", document(allow("sts:GetFederationToken", "*") + R"(,{"Effect":"Deny","Action":"s3:*","Resource":"*"})"), {}}};
    const World denied = edited(world, ann, denying);
    const EntityPtr bob = world.findByArn(userArn("bob"));
    Entity federating = *bob;
    std::get<User>(federating.data).inlinePolicies = {{"own", document(allow("sts:GetFederationToken", "*")), {}}};
    const World both = edited(world, bob, federating);
    for (const auto &[after, annCan, bobCan] : {std::tuple(denied, Verdict::Denied, Verdict::Denied), std::tuple(world, Verdict::Allowed, Verdict::Denied), std::tuple(both, Verdict::Allowed, Verdict::Allowed)}) {
        kept = std::make_shared<WhoCanWorld>(after, kept);
        const WhoCanRows rows = asked(kept, reading());
        QCOMPARE(verdictOf(rows, userArn("ann")), annCan);
        QCOMPARE(verdictOf(rows, userArn("bob")), bobCan);
        QVERIFY(rows == asked(std::make_shared<WhoCanWorld>(after), reading()));
    }
}

QTEST_GUILESS_MAIN(TestWhoCanLooseEnds)
#include "tst_whocanlooseends.moc"
