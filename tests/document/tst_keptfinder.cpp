// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/keptfinder.h"

#include "analyse/problems.h"
#include "analyse/scenarios.h"
#include "edits/edits.h"
#include "evaluate/sessionpolicies.h"
#include "model/town.h"
#include "organization/organization.h"
#include "world/import.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace rolewright;
using organization::Random;

namespace {

World sample(const QString &path)
{
    std::optional<std::string> text = readFile(path.toStdString(), nullptr);
    if (!text)
        qFatal("%s can't be read", qPrintable(path));
    return *importFiles({InputFile{path.toStdString(), std::move(*text)}}).world;
}

std::string hopsText(const std::vector<Hop> &hops)
{
    std::string text;
    for (const Hop &hop : hops)
        text += std::to_string(static_cast<int>(hop.kind)) + ' ' + hop.from + " > " + hop.to + ' ' + std::to_string(static_cast<int>(hop.answer.verdict)) + ' ' + hop.command + '\n';
    return text;
}

/// What the simulator shows of it.
QString told(const Simulation &simulation)
{
    std::string text = std::to_string(static_cast<int>(simulation.verdict)) + ' ' + std::to_string(static_cast<int>(simulation.direct.verdict)) + '\n';
    for (const auto *routes : {&simulation.routes, &simulation.conditionalRoutes}) {
        for (const Route &route : *routes)
            text += hopsText(route.hops) + "= " + std::to_string(static_cast<int>(route.answer.verdict)) + '\n';
    }
    for (const NearMiss &miss : simulation.nearMisses) {
        text += hopsText(miss.hops);
        for (const Missing &missing : miss.missing)
            text += "- " + missing.code + '\n';
    }
    return QString::fromStdString(text);
}

/// Both parts of the answer.
Simulation whole(KeptFinder &finder, const World &world, const Request &question, const RouteOptions &options = {})
{
    KeptFinder::Answered answered = finder.simulate(world, question, options);
    answered.simulation.nearMisses = answered.nearMisses({});
    return std::move(answered.simulation);
}

std::vector<Request> questions(const World &world)
{
    std::vector<Request> asked;
    for (const Scenario &scenario : world.header().scenarios) {
        if (const std::optional<Request> request = scenarioRequest(scenario))
            asked.push_back(*request);
    }
    return asked;
}

/// The first `from` as `to`; nothing when there is none.
std::optional<std::string> replaced(std::string text, const std::string &from, const std::string &to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
        return std::nullopt;
    return text.replace(at, from.size(), to);
}

/// Every document edited in three ways, one at a time.
std::vector<World> editedWorlds(const World &original)
{
    const std::pair<std::string, std::string> changes[] = {{"\"Allow\"", "\"Deny\""}, {"\"Deny\"", "\"Allow\""}, {"{", "{,"}};
    std::vector<EntityPtr> entities = original.organizationPolicies();
    for (const AccountInfo &account : original.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource}) {
            const std::vector<EntityPtr> &some = original.entities(account.id, kind);
            entities.insert(entities.end(), some.begin(), some.end());
        }
    }
    std::vector<World> worlds;
    for (const EntityPtr &entity : entities) {
        for (const DocumentUse &use : documentsOf(*entity)) {
            for (const auto &[from, to] : changes) {
                const std::optional<std::string> text = use.document ? replaced(use.document->text(), from, to) : std::nullopt;
                const edits::Result edit = text ? edits::setDocument(original, use.where, *text) : edits::Result();
                if (edit.patch)
                    worlds.push_back(original.applied(*edit.patch));
            }
        }
    }
    return worlds;
}

} // namespace

/// A kept finder answers as one that is made for each question.
class tst_KeptFinder : public QObject
{
    Q_OBJECT
private slots:
    void followsEdits_data()
    {
        QTest::addColumn<QString>("path");
        const QDir directory(QStringLiteral(SAMPLES));
        for (const QString &name : directory.entryList({QStringLiteral("*.rolewright")}, QDir::Files))
            QTest::newRow(qPrintable(name)) << directory.filePath(name);
    }

    /// Each document in turn allows what it denied, denies what it allowed, can't be used, and is taken back.
    void followsEdits()
    {
        QFETCH(QString, path);
        const World original = sample(path);
        const std::vector<World> edited = editedWorlds(original);
        QVERIFY(!edited.empty());
        const std::vector<Request> asked = questions(original);
        QVERIFY(!asked.empty());
        for (const Request &question : asked) {
            KeptFinder finder;
            finder.prepare(original);
            for (const World &world : edited) {
                QCOMPARE(told(whole(finder, world, question)), told(simulate(world, question)));
                QCOMPARE(told(whole(finder, original, question)), told(simulate(original, question)));
            }
        }
    }

    /// What a hop leaves open is tried with the values that statements about something else name.
    void followsWhatOtherStatementsName_data()
    {
        QTest::addColumn<std::string>("hop"); // of the user
        QTest::addColumn<std::string>("without"); // a statement about something else
        QTest::addColumn<std::string>("with");
        const std::string start = R"({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}, {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}})";
        const auto send = [](const std::string &rest) { return R"(, {"Effect": "Allow", "Action": "sqs:SendMessage", )" + rest + "}"; };
        QTest::newRow("a region") << start << send(R"("Resource": "*")") << send(R"("Resource": "arn:aws:sqs:eu-west-1:111122223333:q")");
        QTest::newRow("a region in one more statement") << start << std::string() << send(R"("Resource": "arn:aws:sqs:eu-west-1:111122223333:q")");
    }

    void followsWhatOtherStatementsName()
    {
        QFETCH(std::string, hop);
        QFETCH(std::string, without);
        QFETCH(std::string, with);
        const auto document = [](const std::string &statements) { return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}"; };
        const std::string text = R"({"rolewright": 1, "accounts": [{"id": "111122223333", "UserDetailList": [{"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/ann",
            "Tags": [], "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": )" + document(hop + without) + R"(}]}], "RoleDetailList": [{"RoleName": "ops",
            "Arn": "arn:aws:iam::111122223333:role/ops", "Tags": [], "AssumeRolePolicyDocument": )"
            + document(R"({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})")
            + R"(, "RolePolicyList": [{"PolicyName": "r", "PolicyDocument": )" + document(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})") + "}]}]}]}";
        const ImportResult imported = importFiles({{"w.rolewright", text}});
        QVERIFY(imported.world);
        const EntityPtr ann = imported.world->findByArn("arn:aws:iam::111122223333:user/ann");
        const edits::Result edit = edits::setDocument(*imported.world, {ann->id, DocumentSlot::Inline, "p"}, document(hop + with));
        QVERIFY(edit.patch);
        const World edited = imported.world->applied(*edit.patch);
        Request question;
        question.principal = *parsePrincipal(ann->arn());
        question.action = "s3:GetObject";
        question.resource = "arn:aws:s3:::b/x";
        question.resourceAccount = "111122223333";
        QCOMPARE(simulate(*imported.world, question).verdict, Verdict::Denied);
        QCOMPARE(simulate(edited, question).verdict, Verdict::Allowed);
        KeptFinder finder;
        finder.prepare(*imported.world);
        for (const World &world : {*imported.world, edited, *imported.world})
            QCOMPARE(told(whole(finder, world, question)), told(simulate(world, question)));
    }

    /// One edit after the other, and now and then another question.
    void followsEditsOfAnOrganization()
    {
        World world = organization::withOrganization(organization::importedWorld(organization::generate(organization::Size::of(100), 5)), 5);
        const std::vector<Request> asked = organization::requests(world, 12, 5);
        KeptFinder finder;
        finder.prepare(world);
        Random random(5);
        for (int edit = 0; edit < 60; ++edit) {
            const std::string &account = random.pick(world.header().accounts).id;
            const EntityKind kinds[] = {EntityKind::Policy, EntityKind::Policy, EntityKind::Role, EntityKind::Group, EntityKind::User};
            const std::vector<EntityPtr> &some = world.entities(account, kinds[random.below(std::size(kinds))]);
            if (some.empty())
                continue;
            const std::vector<DocumentUse> documents = documentsOf(*random.pick(some));
            if (documents.empty())
                continue;
            const DocumentUse &use = random.pick(documents);
            std::optional<std::string> text = use.document ? replaced(use.document->text(), "\"Allow\"", "\"Deny\"") : std::nullopt;
            if (use.document && !text)
                text = replaced(use.document->text(), "\"Deny\"", "\"Allow\"");
            const edits::Result result = text ? edits::setDocument(world, use.where, *text) : edits::Result();
            if (!result.patch)
                continue;
            world = world.applied(*result.patch);
            const Request &question = asked[static_cast<std::size_t>(edit / 6) % asked.size()];
            QCOMPARE(told(whole(finder, world, question)), told(simulate(world, question)));
        }
    }

    /// Somebody who wasn't there is found, and who is gone isn't; the others keep their answers.
    void followsWhoComesAndGoes()
    {
        const World original = sample(QStringLiteral(SAMPLES "/delegation.rolewright"));
        KeptFinder finder;
        finder.prepare(original);
        const std::string account = original.header().accounts.front().id;
        const edits::Result made = edits::createRole(original, account, "somebody-new");
        QVERIFY(made.patch);
        const World larger = original.applied(*made.patch);
        for (const World &world : {larger, original, larger}) {
            for (const Request &question : questions(original))
                QCOMPARE(told(whole(finder, world, question)), told(simulate(world, question)));
        }
    }

    /// What an answer was built on is another question's by then.
    void nearMissesAreOfTheLastQuestion()
    {
        const World world = sample(QStringLiteral(SAMPLES "/delegation.rolewright"));
        std::vector<Request> missed;
        for (const Request &question : questions(world)) {
            if (!simulate(world, question).nearMisses.empty())
                missed.push_back(question);
        }
        QVERIFY(missed.size() >= 2);
        for (const bool prepared : {false, true}) {
            KeptFinder finder;
            if (prepared)
                finder.prepare(world);
            const KeptFinder::Answered first = finder.simulate(world, missed[0], {});
            QVERIFY(first.simulation.nearMisses.empty());
            const KeptFinder::Answered second = finder.simulate(world, missed[1], {});
            QCOMPARE(first.nearMisses({}).empty(), prepared);
            QVERIFY(!second.nearMisses({}).empty());
            QVERIFY(second.nearMisses({}).empty()); // once
        }
    }

    /// A search that was broken off leaves nothing behind that a later answer would miss.
    void cancelledSearchesHarmNothing()
    {
        World world = organization::withOrganization(organization::importedWorld(organization::generate(organization::Size::of(100), 5)), 5);
        KeptFinder finder;
        finder.prepare(world);
        for (const Request &question : organization::requests(world, 12, 5)) {
            const QString expected = told(simulate(world, question));
            for (const int patience : {0, 1, 3, 10, 40, 200}) {
                int asked = 0;
                finder.simulate(world, question, {}).nearMisses([&] { return ++asked > patience; });
                QCOMPARE(told(whole(finder, world, question)), expected);
                asked = 0;
                RouteOptions options;
                options.cancelled = [&] { return ++asked > patience; };
                const KeptFinder::Answered answered = finder.simulate(world, question, options);
                if (answered.simulation.cancelled)
                    QVERIFY(answered.nearMisses({}).empty());
            }
        }
    }

    /// A managed policy that is passed as the session's is nobody's own: its text changes the hops all the same.
    void followsSessionPolicies()
    {
        ManagedPolicy passed;
        passed.name = "passed";
        passed.arn = "arn:aws:iam::111122223333:policy/passed";
        passed.defaultVersionId = "v1";
        passed.versions.push_back({"v1", true, {}, document(allow("sts:AssumeRole", "*")), {}});
        const World world = Town().user("ann", allow("sts:AssumeRole", "*")).role("first", trust(rootArn()), allow("sts:AssumeRole", "*"))
            .role("reader", trust(roleArn("first")), bucketRead).add(here, passed).build();
        const edits::Result edit = edits::setDocument(world, {world.findByArn(passed.arn)->id, DocumentSlot::Version, "v1"}, document(allow("sqs:*", "*"))->text());
        QVERIFY(edit.patch);
        const World other = world.applied(*edit.patch);
        SessionPolicies policies;
        policies.managed = {passed.arn};
        const auto shared = std::make_shared<const SessionPolicies>(policies);
        RouteOptions passing;
        passing.sessionPolicies = shared;
        Request session = question("arn:aws:sts::111122223333:assumed-role/first/ann");
        session.sessionPolicies = shared;
        for (const auto &[asked, options] : {std::pair(question(userArn("ann")), passing), std::pair(session, RouteOptions())}) {
            KeptFinder finder;
            finder.prepare(world);
            for (const auto &[now, verdict] : {std::pair(world, Verdict::Allowed), std::pair(other, Verdict::Denied), std::pair(world, Verdict::Allowed)}) {
                const Simulation simulation = whole(finder, now, asked, options);
                QCOMPARE(simulation.verdict, verdict);
                QCOMPARE(told(simulation), told(simulate(now, asked, options)));
            }
        }
    }

    /// What is given of the asker isn't what a session on the way has: its role's tags count there, also for what is nearly a route.
    void givenTags()
    {
        Role reader;
        reader.name = "reader";
        reader.arn = roleArn("reader");
        reader.tags = {{"team", "blue", {}}};
        reader.trust = document(trust(roleArn("first")));
        reader.inlinePolicies.push_back({"own", document(allow("s3:GetObject", "*", R"({"StringEquals":{"aws:PrincipalTag/team":"blue"}})")), {}});
        const World world = Town().user("ann", allow("sqs:*", "*")).role("first", trust(rootArn()), allow("sts:AssumeRole", "*")).add(here, reader).build();
        Request asked = question(userArn("ann"));
        asked.context.set("aws:PrincipalTag/team", "red", Provenance::Given);
        KeptFinder finder;
        finder.prepare(world);
        const Simulation simulation = whole(finder, world, asked);
        QCOMPARE(told(simulation), told(simulate(world, asked)));
        const auto isByFirst = [](const NearMiss &miss) { return miss.hops.front().to == roleArn("first"); };
        QVERIFY(std::any_of(simulation.nearMisses.begin(), simulation.nearMisses.end(), isByFirst));
    }

    void answersBeforeItIsPrepared()
    {
        const World world = sample(QStringLiteral(SAMPLES "/delegation.rolewright"));
        KeptFinder finder;
        QVERIFY(!finder.isPrepared());
        for (const Request &question : questions(world))
            QCOMPARE(told(whole(finder, world, question)), told(simulate(world, question)));
        QVERIFY(!finder.isPrepared());
        finder.prepare(world);
        QVERIFY(finder.isPrepared());
    }
};

QTEST_GUILESS_MAIN(tst_KeptFinder)
#include "tst_keptfinder.moc"
