// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocan.h"
#include "compiled/worlddata.h"
#include "model/town.h"
#include "model/whocancompared.h"

#include <QTest>

using namespace rolewright;

/// Roles that are alike but for their names, and policies that tell them apart all the same.
class TestWhoCanWays : public QObject
{
    Q_OBJECT

private slots:
    void assumed_data();
    void assumed();
    void edited_data();
    void edited();
    void passed();
    void rolesOfTwoAccounts();
    void pathsWithColons();
    void rolesThatAreTheirOwnAskers();
};

namespace {

// One document, as an import has one for each text.
const DocumentPtr trustingAll = document(trust(rootArn()));
const auto toOneAnother = allow("sts:AssumeRole", "*");

Request writing()
{
    Request question;
    question.action = "s3:PutObject";
    question.resource = "arn:aws:s3:::reports/a";
    question.resourceAccount = here;
    return question;
}

/// Three roles, alike; but `which` of them may write.
Town &addRoles(Town &town, int which)
{
    const char *names[] = {"red-one", "red-two", "blue-one"};
    for (int i = 0; i < 3; ++i) {
        Role role;
        role.name = names[i];
        role.arn = roleArn(names[i]);
        role.tags = {{"team", i == 2 ? "blue" : "red", {}}};
        role.trust = trustingAll;
        if (i == which)
            role.inlinePolicies.push_back({"own", document(allow("s3:PutObject", "*")), {}});
        town.add(here, role);
    }
    return town;
}

std::set<std::string> whoCan(const std::shared_ptr<WhoCanWorld> &world)
{
    WhoCanSearch search(world, writing(), 3);
    while (!search.isDone())
        search.run(1000, [] { return false; });
    std::set<std::string> names;
    for (const WhoCanRow &row : search.rows()) {
        if (row.person.kind == WhoCanRow::Kind::User && row.verdict == Verdict::Allowed)
            names.insert(row.person.arn.substr(row.person.arn.rfind('/') + 1));
    }
    return names;
}

void rows()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QList<bool>>("allowed"); // of red-one, red-two, blue-one
    const auto row = [](const char *title, const std::string &statement, const QList<bool> &allowed) { QTest::newRow(title) << QString::fromStdString(statement) << allowed; };
    row("everything", toOneAnother, {true, true, true});
    row("by name", allow("sts:AssumeRole", roleArn("red-two")), {false, true, false});
    row("by the beginning of names", allow("sts:AssumeRole", roleArn("red-*")), {true, true, false});
    row("by the end of names", allow("sts:AssumeRole", "arn:aws:iam::*:role/*-one"), {true, false, true});
    row("by one character", allow("sts:AssumeRole", "arn:aws:iam::*:role/red-t?o"), {false, true, false});
    row("all others", R"({"Effect":"Allow","Action":"sts:AssumeRole","NotResource":")" + roleArn("red-one") + "\"}", {false, true, true});
    row("but one", toOneAnother + R"(,{"Effect":"Deny","Action":"sts:*","Resource":")" + roleArn("red-one") + "\"}", {false, true, true});
    row("by a variable", allow("sts:AssumeRole", roleArn("${aws:username}-one")), {true, false, false}); // the asker is called red
    row("by a variable, not the first", allow("sts:AssumeRole", roleArn("${aws:username}-two")), {false, true, false});
    row("by a variable behind the beginning of names", allow("sts:AssumeRole", roleArn("blue-${aws:PrincipalTag/team, 'one'}")), {false, false, true});
    // reference_policies_variables: in a Resource, variables stand after the fifth colon.
    row("by a variable in the account", allow("sts:AssumeRole", "arn:aws:iam::${aws:PrincipalAccount}:role/blue-*"), {false, false, false});
    row("by a tag", allow("sts:AssumeRole", "*", R"({"StringEquals":{"aws:ResourceTag/team":"blue"}})"), {false, false, true});
    row("by a tag like its own", allow("sts:AssumeRole", "*", R"({"StringEquals":{"iam:ResourceTag/team":"${aws:username}"}})"), {true, true, false});
}

} // namespace

void TestWhoCanWays::assumed_data()
{
    rows();
}

void TestWhoCanWays::assumed()
{
    QFETCH(QString, statement);
    QFETCH(QList<bool>, allowed);
    for (int which = 0; which < 3; ++which) {
        Town town;
        const auto world = std::make_shared<WhoCanWorld>(addRoles(town, which).user("red", statement.toStdString()).user("green", toOneAnother).build());
        QCOMPARE(whoCan(world), allowed[which] ? (std::set<std::string>{"green", "red"}) : std::set<std::string>{"green"});
        Compared compared;
        compare(world, writing(), 3, compared);
    }
}

void TestWhoCanWays::edited_data()
{
    rows();
}

/// The policy comes with an edit, when the index is there: the roles were alike until then.
void TestWhoCanWays::edited()
{
    QFETCH(QString, statement);
    QFETCH(QList<bool>, allowed);
    for (int which = 0; which < 3; ++which) {
        Town town;
        for (int i = 0; i < 20; ++i)
            town.user("idle" + std::to_string(i), {}); // an edit of many would make the index anew
        World world = addRoles(town, which).user("red", toOneAnother).user("green", toOneAnother).build();
        auto kept = std::make_shared<WhoCanWorld>(world);
        QCOMPARE(whoCan(kept), (std::set<std::string>{"green", "red"}));
        for (const std::string &text : {statement.toStdString(), allow("sqs:*", "*"), toOneAnother, statement.toStdString()}) {
            const EntityPtr before = world.findByArn(userArn("red"));
            Entity after = *before;
            std::get<User>(after.data).inlinePolicies = {{"own", document(text), {}}};
            Patch patch;
            patch.entities.push_back({before, std::make_shared<const Entity>(std::move(after)), {}});
            world = world.applied(patch);
            kept = std::make_shared<WhoCanWorld>(world, kept);
            const bool can = text == toOneAnother || (text == statement.toStdString() && allowed[which]);
            QCOMPARE(whoCan(kept), can ? (std::set<std::string>{"green", "red"}) : std::set<std::string>{"green"});
        }
    }
}

/// Roles of one service, which only some may be given.
void TestWhoCanWays::passed()
{
    const std::string lambda = R"({"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"})";
    const std::string starting = ',' + allow("lambda:CreateFunction", "*");
    for (const char *writer : {"red-one", "red-two", "blue-one"}) {
        Town town;
        for (const char *name : {"red-one", "red-two", "blue-one"})
            town.role(name, lambda, name == std::string(writer) ? allow("s3:PutObject", "*") : std::string());
        const auto world = std::make_shared<WhoCanWorld>(town.user("any", allow("iam:PassRole", "*") + starting)
                .user("reds", allow("iam:PassRole", "arn:aws:iam::*:role/red-*") + starting)
                .user("second", allow("iam:PassRole", roleArn("red-two")) + starting)
                .user("blue", allow("iam:PassRole", roleArn("${aws:username}-one")) + starting)
                .user("idle", allow("iam:PassRole", "*"))
                .build());
        std::set<std::string> expected{"any"};
        if (writer == std::string("blue-one"))
            expected.insert("blue");
        else
            expected.insert("reds");
        if (writer == std::string("red-two"))
            expected.insert("second");
        QCOMPARE(whoCan(world), expected);
        Compared compared;
        compare(world, writing(), 3, compared);
    }
}

/// One text, two meanings: an account's own policies decide where it is named, and only there is naming somebody enough.
void TestWhoCanWays::rolesOfTwoAccounts()
{
    const DocumentPtr both = document(R"({"Effect":"Allow","Principal":{"AWS":[")" + userArn("named") + R"(","111122223333"]},"Action":"sts:AssumeRole"})");
    for (const char *account : {here, there}) {
        const auto world = std::make_shared<WhoCanWorld>(Town()
            .role("writer", both, account == there ? allow("s3:PutObject", "*") : std::string(), there)
            .role("writer", both, account == here ? allow("s3:PutObject", "*") : std::string())
            .user("named", allow("sqs:*", "*"))
            .user("allowed", toOneAnother)
            .build());
        Request question = writing();
        question.resourceAccount = account;
        WhoCanSearch search(world, question, 3);
        while (!search.isDone())
            search.run(1000, [] { return false; });
        std::set<std::string> users;
        for (const WhoCanRow &row : search.rows()) {
            if (row.person.kind == WhoCanRow::Kind::User && row.verdict == Verdict::Allowed)
                users.insert(row.person.arn);
        }
        QCOMPARE(users, account == here ? (std::set<std::string>{userArn("allowed"), userArn("named")}) : std::set<std::string>{userArn("allowed")});
    }
}

/// A path may hold nearly any character, and a wildcard that ends its part of an ARN matches colons as well.
void TestWhoCanWays::pathsWithColons()
{
    Town town;
    for (const char *path : {"/", "/x:role/"}) {
        Role role;
        role.name = path == std::string("/") ? "plain" : "red";
        role.path = path;
        role.arn = roleArn(path + 1 + role.name);
        role.trust = trustingAll;
        role.inlinePolicies.push_back({"own", document(allow(role.name == "red" ? "s3:PutObject" : "sqs:*", "*")), {}});
        town.add(here, role);
    }
    const auto world = std::make_shared<WhoCanWorld>(town.user("ann", allow("sts:AssumeRole", "arn:aws:iam::*:role/red")).build());
    QCOMPARE(whoCan(world), std::set<std::string>{"ann"});
    Compared compared;
    compare(world, writing(), 3, compared);
}

/// Roles that may all become each other, but not themselves: how far it is to one that may do it.
void TestWhoCanWays::rolesThatAreTheirOwnAskers()
{
    Town town;
    for (int i = 0; i < 4; ++i)
        town.role("r" + std::to_string(i), trustingAll, i == 0 ? toOneAnother + ',' + allow("s3:PutObject", "*") : toOneAnother);
    const WhoCanIndex index{CompiledWorld(town.user("ann", toOneAnother).build())};
    WhoCanIndex::Reach reach = index.reach(writing());
    reach.settle([](std::uint32_t) { return false; });
    const auto slot = [&](const std::string &arn) { return *index.world().data().byArn->find(arn); };
    QCOMPARE(reach.hops(slot(userArn("ann"))), 1);
    QCOMPARE(reach.hops(slot(roleArn("r1"))), 1);
    QCOMPARE(reach.hops(slot(roleArn("r0"))), 2); // over another and back
    const std::optional<std::vector<std::uint32_t>> roles = reach.mayBecome(roleArn("r1"));
    QVERIFY(roles);
    QCOMPARE(*roles, (std::vector<std::uint32_t>{slot(roleArn("r0")), slot(roleArn("r2")), slot(roleArn("r3"))}));
    QVERIFY(!reach.mayBecome("ec2.amazonaws.com"));
}

QTEST_GUILESS_MAIN(TestWhoCanWays)
#include "tst_whocanways.moc"
