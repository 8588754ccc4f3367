// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/scenarios.h"
#include "analyse/whocan.h"
#include "compiled/worlddata.h"
#include "model/town.h"
#include "model/whocancompared.h"
#include "organization/organization.h"
#include "world/import.h"

#include <QDir>
#include <QTest>

#include <array>
#include <random>
#include <set>

using namespace rolewright;

/// Who-can with its indexes against asking everybody, one by one, with nothing left out.
class TestWhoCanIndex : public QObject
{
    Q_OBJECT

private slots:
    void leavesNobodyOut_data();
    void leavesNobodyOut();
    void samples();
    void unusualWays();
    void vulnerableAccount();
    void sameRows();
    void reach();
    void namedSessions();
    void rows();
    void edits_data();
    void edits();
};

namespace {

World organizationOf(std::size_t principals, quint64 seed, bool surroundings)
{
    const World world = organization::importedWorld(organization::generate({principals, 3}, seed));
    return surroundings ? organization::withOrganization(world, seed) : world;
}

World opened(const QString &path)
{
    std::string error;
    const std::optional<std::string> text = readFile(path.toStdString(), &error);
    const ImportResult result = importFiles({{path.toStdString(), text ? *text : error}});
    if (!result.world)
        qFatal("%s can't be imported", qPrintable(path));
    return *result.world;
}

} // namespace

/// The samples hold every kind of hop: sessions with tags, tokens, assertions, MFA, services.
void TestWhoCanIndex::samples()
{
    Compared compared;
    const QDir directory(QStringLiteral(SAMPLES));
    for (const QString &file : directory.entryList({QStringLiteral("*.rolewright")})) {
        const auto world = std::make_shared<WhoCanWorld>(opened(directory.filePath(file)));
        std::set<std::pair<std::string, std::string>> asked;
        for (const Scenario &scenario : world->world().header().scenarios) {
            std::optional<Request> question = scenarioRequest(scenario);
            if (!question || !asked.emplace(question->action, question->resource).second)
                continue;
            compare(world, *question, 3, compared);
            question->context = {};
            compare(world, *question, 3, compared);
            if (QTest::currentTestFailed())
                return;
        }
    }
    for (const HopKind kind : {HopKind::AssumeRole, HopKind::WebIdentity, HopKind::Saml, HopKind::PassRole})
        QVERIFY2(compared.kinds.contains(kind), qPrintable(QString::number(static_cast<int>(kind))));
}

/// Ways that an index by plain grants and trust would miss.
void TestWhoCanIndex::unusualWays()
{
    const std::string ownTag = R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})";
    const std::string serviceTrust = R"({"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"})";
    const std::string tagging = R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/tagger"},"Action":["sts:AssumeRole","sts:TagSession"]})";
    const World plain = Town()
        .user("token", allow("s3:GetObject", "*", R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})"))
        .user("byid", allow("s3:ListAllMyBuckets", "*"))
        .user("launcher", allow("iam:PassRole", "*") + ',' + allow("lambda:CreateFunction", "*"))
        .user("viaservice", allow("sts:AssumeRole", roleArn("launches")))
        .user("nobody", allow("s3:PutObject", "*"))
        .role("launches", trust(userArn("viaservice")), allow("iam:PassRole", roleArn("worker")) + ',' + allow("lambda:CreateFunction", "*"))
        .role("worker", serviceTrust, bucketRead)
        .role("named", trust("AIDAbyid"), bucketRead)
        .role("tagger", tagging, allow("s3:GetObject", "*", ownTag))
        .role("open", R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"})", bucketRead, there)
        .role("broken", PolicyDocument::parse("{"), bucketRead)
        .build();
    Request question;
    question.action = "s3:GetObject";
    question.resource = "arn:aws:s3:::reports/a";
    question.resourceAccount = here;
    Compared compared;
    compare(std::make_shared<WhoCanWorld>(plain), question, 3, compared);
    for (const HopKind kind : {HopKind::AssumeRole, HopKind::SessionToken, HopKind::PassRole})
        QVERIFY2(compared.kinds.contains(kind), qPrintable(QString::number(static_cast<int>(kind))));

    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/ann"},"Action":"s3:GetObject","Resource":"*"},)"
                             R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/first/bob"},"Action":"s3:GetObject","Resource":"*"})");
    const World sessions = Town()
        .user("federating", allow("sts:GetFederationToken", "*"))
        .user("bob", allow("sts:AssumeRole", roleArn("first")))
        .role("first", trust(rootArn()), {})
        .add(here, bucket)
        .build();
    Compared named;
    compare(std::make_shared<WhoCanWorld>(sessions), question, 3, named);
    for (const HopKind kind : {HopKind::AssumeRole, HopKind::FederationToken})
        QVERIFY2(named.kinds.contains(kind), qPrintable(QString::number(static_cast<int>(kind))));
}

/// A real account with every kind of privilege escalation.
void TestWhoCanIndex::vulnerableAccount()
{
    const auto world = std::make_shared<WhoCanWorld>(opened(QStringLiteral(FIXTURES "/generated-iam-vulnerable.json")));
    Compared compared;
    for (const auto &[action, resource] : {std::pair("iam:CreateUser", "*"), std::pair("s3:GetObject", "arn:aws:s3:::reports/a"),
                                           std::pair("iam:CreateAccessKey", "arn:aws:iam::111111111111:user/other")}) {
        Request question;
        question.action = action;
        question.resource = resource;
        compare(world, question, 3, compared);
    }
    QVERIFY(compared.byRoute > 0);
}

void TestWhoCanIndex::leavesNobodyOut_data()
{
    QTest::addColumn<bool>("surroundings");
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {3, 4}) {
        QTest::addRow("exports, seed %d", static_cast<int>(seed)) << false << seed;
        QTest::addRow("with an organization, seed %d", static_cast<int>(seed)) << true << seed;
    }
}

void TestWhoCanIndex::leavesNobodyOut()
{
    QFETCH(bool, surroundings);
    QFETCH(quint64, seed);
    const auto world = std::make_shared<WhoCanWorld>(organizationOf(70, seed, surroundings));
    Compared compared;
    for (const Request &question : organization::questions(world->world(), 12, seed))
        compare(world, question, 2, compared);
    // Questions that nobody is allowed would show little.
    QVERIFY(compared.allowed > 20);
    QVERIFY(compared.byRoute > 5);
}

/// What is kept of earlier questions changes nothing, whatever was asked before, and the order is always the same.
void TestWhoCanIndex::sameRows()
{
    const World world = organizationOf(120, 5, true);
    const auto never = [] { return false; };
    const auto shared = std::make_shared<WhoCanWorld>(world);
    std::vector<Request> questions = organization::questions(world, 12, 5);
    // Others between them, which nothing is kept for.
    for (std::size_t i = 0; i < questions.size(); i += 3)
        questions[i].context.set("aws:SourceIp", "203.0.113.7", Provenance::Given);
    questions.insert(questions.end(), questions.rbegin(), questions.rend());
    for (const Request &question : questions) {
        WhoCanSearch with(shared, question, 3);
        WhoCanSearch without(std::make_shared<WhoCanWorld>(world), question, 3);
        for (WhoCanSearch *search : {&with, &without}) {
            while (!search->isDone())
                search->run(1000, never);
        }
        QCOMPARE(with.rows().size(), without.rows().size());
        for (std::size_t i = 0; i < with.rows().size(); ++i)
            QVERIFY2(with.rows()[i] == without.rows()[i], qPrintable(shown(with.rows()[i]) + u'\n' + shown(without.rows()[i])));
        QCOMPARE(with.limitReached(), without.limitReached());
        QCOMPARE(with.policyAssumed(), without.policyAssumed());
    }
}

/// Whom a question leaves to be asked.
void TestWhoCanIndex::reach()
{
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com","AWS":["777788889999","arn:aws:sts::444455556666:federated-user/ann"]},)"
                             R"("Action":"s3:PutObject","Resource":"*"})");
    const World world = Town()
        .user("reads", allow("s3:GetObject", "*"))
        .user("isDenied", allow("s3:*", "*") + R"(,{"Effect":"Deny","Action":"s3:Get*","Resource":"*"})")
        .user("withMfa", allow("s3:GetObject", "*", R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})"))
        .user("starts", allow("sts:AssumeRole", roleArn("reader")))
        .user("elsewhere", allow("s3:GetObject", "*"), there)
        .user("federates", allow("sts:GetFederationToken", "*"), there)
        .role("reader", trust(rootArn()), bucketRead)
        .add(here, bucket)
        .build();
    const WhoCanIndex index{CompiledWorld(world)};
    Request question;
    question.action = "s3:GetObject";
    question.resource = "arn:aws:s3:::reports/a";
    const auto slot = [&](const std::string &arn) { return *index.world().data().byArn->find(arn); };
    const auto settled = [&] {
        WhoCanIndex::Reach reach = index.reach(question);
        reach.settle([](std::uint32_t) { return false; });
        return reach;
    };
    const WhoCanIndex::Reach reading = settled();
    QVERIFY(reading.mayBeAllowed(slot(userArn("reads"))));
    QVERIFY(reading.mayBeAllowed(slot(userArn("withMfa"))));
    QVERIFY(!reading.mayBeAllowed(slot(userArn("isDenied"))));
    QVERIFY(!reading.mayBeAllowed(slot(userArn("elsewhere", there)))); // the bucket's policy lets no other account read
    QVERIFY(!reading.mayBeAllowed(slot(userArn("federates", there))));
    QCOMPARE(reading.hops(slot(userArn("starts"))), 1);
    QCOMPARE(reading.hops(slot(userArn("elsewhere", there))), int{WhoCanIndex::never});
    using Kind = WhoCanPerson::Kind;
    const WhoCanPerson trail{Kind::Service, "cloudtrail.amazonaws.com", {}, {}};
    QVERIFY(!reading.mayBeAllowed(trail));
    QVERIFY(reading.mayBeAllowed(WhoCanPerson{Kind::Root, rootArn(), {}, here}));
    QVERIFY(!reading.mayBeAllowed(WhoCanPerson{Kind::Root, rootArn(there), {}, there}));

    question.action = "s3:PutObject";
    const WhoCanIndex::Reach writing = settled();
    QVERIFY(writing.mayBeAllowed(trail));
    QVERIFY(!writing.mayBeAllowed(WhoCanPerson{Kind::Service, "config.amazonaws.com", {}, {}}));
    QVERIFY(writing.mayBeAllowed(WhoCanPerson{Kind::OutsideAccount, rootArn("777788889999"), {}, "777788889999"}));
    QVERIFY(writing.mayBeAllowed(slot(userArn("federates", there)))); // as the federated user whom the policy names
    QVERIFY(writing.mayBeAllowed(slot(userArn("isDenied"))));
    QVERIFY(!writing.mayBeAllowed(slot(userArn("reads"))));

    // Of an account that nobody knows, each caller's own may be meant.
    question.action = "s3:GetObject";
    question.resource = "arn:aws:s3:::elsewhere/a";
    QVERIFY(settled().mayBeAllowed(slot(userArn("elsewhere", there))));
    // A key that is given may be another one in a session.
    question.resource = "arn:aws:s3:::reports/a";
    question.context.set("aws:MultiFactorAuthPresent", "false", Provenance::Given);
    QVERIFY(settled().mayBeAllowed(slot(userArn("withMfa"))));
}

/// Sessions that policies tell apart by their names, between questions to which they are all alike.
void TestWhoCanIndex::namedSessions()
{
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject","Resource":"*",)"
                             R"("Condition":{"StringLike":{"aws:userid":"*:alice"}}})");
    Town town;
    for (const char *name : {"alice", "bob", "carol", "dave"})
        town.user(name, allow("sts:AssumeRole", "*"));
    const World world = town.role("shared", trust(rootArn()), allow("s3:PutObject", "*") + ',' + allow("s3:GetObject", "*", R"({"StringLike":{"aws:userid":"*:bob"}})"))
        .add(here, bucket).build();
    const auto shared = std::make_shared<WhoCanWorld>(world);
    Request question;
    question.resource = "arn:aws:s3:::reports/a";
    Compared compared;
    for (const char *action : {"s3:PutObject", "s3:GetObject", "s3:PutObject", "s3:GetObject"}) {
        question.action = action;
        compare(shared, question, 3, compared);
    }
    QVERIFY(compared.byRoute >= 8);
}

void TestWhoCanIndex::rows()
{
    Resource bucket;
    bucket.name = "reports";
    bucket.arn = "arn:aws:s3:::reports";
    bucket.policy = document(R"({"Effect":"Allow","Principal":{"AWS":"777788889999"},"Action":"s3:GetObject","Resource":"*"})");
    const auto world = std::make_shared<WhoCanWorld>(
        Town().user("reads", allow("s3:GetObject", "*")).user("other", {}).role("starts", document(R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"})"), {}).add(here, bucket).build());
    const auto asked = [&](const std::string &resource) {
        Request question;
        question.action = "s3:GetObject";
        question.resource = resource;
        WhoCanSearch search(world, question, 3);
        while (!search.isDone())
            search.run(1000, [] { return false; });
        return search.rows();
    };
    const WhoCanRows named = asked("arn:aws:s3:::reports/a");
    const WhoCanRows plain = asked("arn:aws:s3:::else/a");
    QVERIFY(plain.people().sameAs(asked("arn:aws:s3:::third/a").people()));
    QVERIFY(!plain.people().sameAs(named.people()));
    QCOMPARE(named.people().own(), plain.people().own());
    QCOMPARE(named.size(), plain.size() + 1);
    const auto arns = [](const WhoCanRows &rows, Verdict verdict) {
        std::set<std::string> found;
        for (const WhoCanRow &row : rows) {
            if (row.verdict == verdict)
                found.insert(row.person.arn);
        }
        return found;
    };
    QCOMPARE(arns(named, Verdict::Allowed), (std::set<std::string>{rootArn(), rootArn("777788889999"), userArn("reads")}));
    QCOMPARE(named.count(Verdict::Allowed), std::size_t{3});
    QCOMPARE(named.count(Verdict::Denied), named.size() - 3);
    QCOMPARE(named.notDenied().size(), std::size_t{3});

    WhoCanRows changed = named;
    QVERIFY(changed == named);
    const std::size_t row = named.notDenied().front();
    changed.set(row, Verdict::Depends, {});
    QVERIFY(!(changed == named));
    QCOMPARE(changed.count(Verdict::Depends), std::size_t{1});
    changed.set(row, Verdict::Denied, {});
    QCOMPARE(changed.count(Verdict::Denied), named.count(Verdict::Denied) + 1);
    QCOMPARE(changed[row].finding, WhoCanFinding());
    QCOMPARE(named[row].verdict, Verdict::Allowed); // a copy is one's own
}

void TestWhoCanIndex::edits_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<bool>("given");
    for (const quint64 seed : {6, 7, 8}) {
        QTest::addRow("seed %d", static_cast<int>(seed)) << seed << false;
        QTest::addRow("with what is given, seed %d", static_cast<int>(seed)) << seed << true;
    }
}

/// What is kept over edits changes nothing: policies that become others, roles that trust others, policies that come off.
void TestWhoCanIndex::edits()
{
    QFETCH(quint64, seed);
    QFETCH(bool, given);
    World world = organizationOf(90, seed, true);
    const auto never = [] { return false; };
    std::vector<Request> questions = organization::questions(world, 6, seed);
    for (Request &question : questions) {
        if (!given)
            continue;
        question.context.set("aws:SourceIp", "203.0.113.7", Provenance::Given);
        question.context.set("aws:MultiFactorAuthPresent", "true", Provenance::Given);
    }
    auto kept = std::make_shared<WhoCanWorld>(world);
    std::size_t differences = 0;
    WhoCanRows last;
    std::mt19937_64 random(seed);
    for (int step = 0; step < 24; ++step) {
        const std::vector<AccountInfo> &accounts = world.header().accounts;
        const std::string account = accounts[random() % accounts.size()].id;
        const EntityKind kind = std::array{EntityKind::Policy, EntityKind::Policy, EntityKind::Role, EntityKind::User, EntityKind::Group}[random() % 5];
        const std::vector<EntityPtr> &entities = world.entities(account, kind);
        if (entities.empty())
            continue;
        const EntityPtr before = entities[random() % entities.size()];
        const std::vector<EntityPtr> &others = world.entities(account, EntityKind::Policy);
        const auto someText = [&] {
            const std::string statement = std::array<std::string, 4>{allow("sts:AssumeRole", "*"), allow("*", "*"), R"({"Effect":"Deny","Action":"sts:*","Resource":"*"})",
                                                                     allow("iam:PassRole", "*") + ',' + allow("lambda:CreateFunction", "*")}[random() % 4];
            return document(statement);
        };
        Entity after = *before;
        if (ManagedPolicy *policy = std::get_if<ManagedPolicy>(&after.data)) {
            const PolicyVersionEntry *version = policy->defaultVersion();
            if (!version)
                continue;
            after = *withDocument(*before, DocumentSlot::Version, version->versionId, someText());
        } else if (Role *role = std::get_if<Role>(&after.data)) {
            if (random() % 3 == 0)
                role->trust = document(trust("arn:aws:iam::" + account + ":root"));
            else if (random() % 2 == 0 && !others.empty())
                role->attachedPolicies = {{others[random() % others.size()]->name(), others[random() % others.size()]->arn(), {}}};
            else
                role->inlinePolicies.push_back({"added", someText(), {}});
        } else if (User *user = std::get_if<User>(&after.data)) {
            user->inlinePolicies = {{"only", someText(), {}}};
        } else if (Group *group = std::get_if<Group>(&after.data)) {
            group->inlinePolicies = {{"only", someText(), {}}};
        }
        Patch patch;
        patch.entities.push_back({before, std::make_shared<const Entity>(std::move(after)), {}});
        world = world.applied(patch);
        kept = std::make_shared<WhoCanWorld>(world, kept);
        if (step % 3 == 2)
            continue; // nobody asks between these edits
        // Each a few times, as somebody asks who edits.
        const Request &question = questions[static_cast<std::size_t>(step) / 4 % questions.size()];
        WhoCanSearch with(kept, question, 3);
        WhoCanSearch without(std::make_shared<WhoCanWorld>(world), question, 3);
        for (WhoCanSearch *search : {&with, &without}) {
            while (!search->isDone())
                search->run(1000, never);
        }
        QCOMPARE(with.rows().size(), without.rows().size());
        for (std::size_t i = 0; i < with.rows().size(); ++i)
            QVERIFY2(with.rows()[i] == without.rows()[i], qPrintable(QString::number(step) + u' ' + shown(with.rows()[i]) + u'\n' + shown(without.rows()[i])));
        QCOMPARE(with.limitReached(), without.limitReached());
        differences += !(with.rows() == last) ? 1 : 0;
        last = with.rows();
    }
    QVERIFY(differences > 3);
}

QTEST_GUILESS_MAIN(TestWhoCanIndex)
#include "tst_whocanindex.moc"
