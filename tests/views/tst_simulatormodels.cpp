// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions, context table and explanation of the simulator, without its window.
#ifndef Q_MOC_RUN // takes the /* inside policy texts for a comment
#include "views/simulatorworld.h"
#endif

#include "routes/routes.h"
#include "simulator/actionsuggestions.h"
#include "simulator/contextmodel.h"
#include "simulator/contextvalues.h"
#include "simulator/explanationmodel.h"
#include "simulator/principalsuggestions.h"
#include "simulator/resourcesuggestions.h"
#include "simulator/suggestionmodel.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace rolewright;

namespace {

QStringList values(const Suggestions &suggestions)
{
    QStringList result;
    for (const Suggestion &suggestion : suggestions) {
        if (!suggestion.isHeading())
            result += suggestion.value;
    }
    return result;
}

Request question(const char *principal, const char *action, const char *resource)
{
    Request request;
    request.principal = *parsePrincipal(principal);
    request.action = action;
    request.resource = resource;
    return request;
}

} // namespace

class TestSimulatorModels : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void matchRanks_data();
    void matchRanks();
    void threeLettersFindAmongTenThousand();
    void accountRootServiceAndSessionAreOffered();
    void actionsByPartOfTheirName();
    void actionsOfAService();
    void resourcesThatSuitComeFirst();
    void actionWithoutResourceTypes();
    void rolesAreResourcesOfSts();
    void templatesAreMatched_data();
    void templatesAreMatched();
    void suggestionModel();
    void contextRowsAtHand();
    void contextStatesReachTheRequest();
    void mfaAgeImpliesMfa();
    void whatARouteBringsIsntPlainlyAbsent();
    void derivedKeysCanBeOverridden();
    void mentionedKeysAppear();
    void hintsByType_data();
    void hintsByType();
    void explanationModel();
};

void TestSimulatorModels::initTestCase()
{
    theme::apply(*qApp, theme::Scheme::Light);
}

void TestSimulatorModels::matchRanks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("rank");
    QTest::newRow("equal") << "scheduler" << "scheduler" << 0;
    QTest::newRow("start") << "scheduler" << "sch" << 1;
    QTest::newRow("start of a word") << "support-anna" << "ann" << 2;
    QTest::newRow("inside") << "scheduler" << "dul" << 3;
    QTest::newRow("word start after an inner hit") << "banana-ana" << "ana" << 2;
    QTest::newRow("letters in order") << "parkingaccess" << "pkacc" << 4;
    QTest::newRow("wrong order") << "parkingaccess" << "ccak" << -1;
    QTest::newRow("two letters aren't fuzzy") << "parkingaccess" << "pc" << -1;
    QTest::newRow("nothing typed") << "anything" << "" << 1;
}

void TestSimulatorModels::matchRanks()
{
    QFETCH(QString, text);
    QFETCH(QString, query);
    QTEST(matchRank(text, query), "rank");
}

void TestSimulatorModels::threeLettersFindAmongTenThousand()
{
    WorldBuilder builder(simulatorworld::make());
    for (int i = 0; i < 10000; ++i)
        builder.add({{}, simulatorworld::customer, simulatorworld::named<User>(simulatorworld::customer, "user", ("worker" + std::to_string(i)).c_str())});
    PrincipalSuggestions principals;
    principals.setWorld(builder.build());
    QCOMPARE(values(principals.suggest(QStringLiteral("ann"))).first(), QStringLiteral("arn:aws:iam::444455556666:user/support-anna"));
    QCOMPARE(values(principals.suggest(QStringLiteral("PARK"))), QStringList{QString::fromLatin1(simulatorworld::parkingAccess)});
    QCOMPARE(values(principals.suggest(QStringLiteral("worker9999"))).first(), QStringLiteral("arn:aws:iam::111122223333:user/worker9999"));
    QCOMPARE(principals.describe(QString::fromLatin1(simulatorworld::alice))->label, QStringLiteral("alice"));
    QCOMPARE(principals.describe(QStringLiteral("alice"))->value, QString::fromLatin1(simulatorworld::alice));
}

void TestSimulatorModels::accountRootServiceAndSessionAreOffered()
{
    PrincipalSuggestions principals;
    principals.setWorld(simulatorworld::make());
    QVERIFY(values(principals.suggest(QStringLiteral("root"))).contains(QStringLiteral("arn:aws:iam::111122223333:root")));
    QVERIFY(values(principals.suggest(QStringLiteral("ec2"))).contains(QStringLiteral("ec2.amazonaws.com")));
    const QString session = QStringLiteral("arn:aws:sts::111122223333:assumed-role/ParkingAccess/me");
    QCOMPARE(values(principals.suggest(session)).first(), session);
}

void TestSimulatorModels::actionsByPartOfTheirName()
{
    QCOMPARE(values(suggestActions(QStringLiteral("s3:geto"))).first(), QStringLiteral("s3:GetObject"));
    QCOMPARE(values(suggestActions(QStringLiteral("getobj"))).first(), QStringLiteral("s3:GetObject"));
    QCOMPARE(values(suggestActions(QStringLiteral("STS:ASSUMEROLE"))).first(), QStringLiteral("sts:AssumeRole"));
    QVERIFY(suggestActions(QStringLiteral("nosuchservice:x")).isEmpty());
    QVERIFY(suggestActions(QString()).isEmpty());
}

void TestSimulatorModels::actionsOfAService()
{
    const QStringList actions = values(suggestActions(QStringLiteral("sqs:")));
    QVERIFY(actions.contains(QStringLiteral("sqs:SendMessage")));
    for (const QString &action : actions)
        QVERIFY2(action.startsWith(QStringLiteral("sqs:")), qPrintable(action));
}

void TestSimulatorModels::resourcesThatSuitComeFirst()
{
    const World world = simulatorworld::make();
    const QString alice = QString::fromLatin1(simulatorworld::alice);
    QCOMPARE(values(suggestResources(world, QStringLiteral("s3:ListBucket"), alice, {})).first(), QString::fromLatin1(simulatorworld::bucket));
    QCOMPARE(values(suggestResources(world, QStringLiteral("s3:GetObject"), alice, {})).first(), QStringLiteral("arn:aws:s3:::reports/${ObjectName}"));
    // A template has the caller's account in it.
    const QStringList queues = values(suggestResources(world, QStringLiteral("sqs:SendMessage"), alice, {}));
    QVERIFY2(queues.first().contains(QStringLiteral(":111122223333:${QueueName}")), qPrintable(queues.first()));
}

void TestSimulatorModels::actionWithoutResourceTypes()
{
    const World world = simulatorworld::make();
    QCOMPARE(values(suggestResources(world, QStringLiteral("s3:ListAllMyBuckets"), {}, {})), QStringList{QStringLiteral("*")});
}

void TestSimulatorModels::rolesAreResourcesOfSts()
{
    const World world = simulatorworld::make();
    QCOMPARE(values(suggestResources(world, QStringLiteral("sts:AssumeRole"), {}, {})).first(), QString::fromLatin1(simulatorworld::parkingAccess));
}

void TestSimulatorModels::templatesAreMatched_data()
{
    QTest::addColumn<QByteArray>("arn");
    QTest::addColumn<QByteArray>("arnTemplate");
    QTest::addColumn<bool>("fits");
    const QByteArray object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
    QTest::newRow("object") << QByteArray("arn:aws:s3:::b/k/l") << object << true;
    QTest::newRow("bucket isn't an object") << QByteArray("arn:aws:s3:::b") << object << false;
    QTest::newRow("another service") << QByteArray("arn:aws:sqs:::b/k") << object << false;
    const QByteArray role = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";
    QTest::newRow("role") << QByteArray("arn:aws:iam::111122223333:role/x/y") << role << true;
    QTest::newRow("user isn't a role") << QByteArray("arn:aws:iam::111122223333:user/x") << role << false;
    QTest::newRow("star") << QByteArray("anything") << QByteArray("*") << true;
    QTest::newRow("unclosed") << QByteArray("arn:aws") << QByteArray("arn:${Partition") << false;
}

void TestSimulatorModels::templatesAreMatched()
{
    QFETCH(QByteArray, arn);
    QFETCH(QByteArray, arnTemplate);
    QTEST(arnFits(arn.toStdString(), arnTemplate.toStdString()), "fits");
}

void TestSimulatorModels::suggestionModel()
{
    SuggestionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.firstSelectable(), -1);
    model.setSuggestions(suggestActions(QStringLiteral("getobj")));
    QCOMPARE(model.firstSelectable(), 1); // below its service's heading
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
    model.setSuggestions({});
    QCOMPARE(model.rowCount(), 0);
}

void TestSimulatorModels::contextRowsAtHand()
{
    ContextModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const char *key : {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "sts:ExternalId", "aws:SourceIp"}) {
        const int row = model.rowOf(QString::fromLatin1(key));
        QVERIFY2(row >= 0, key);
        QCOMPARE(model.row(row).state, KeyState::Absent);
    }
    Request request;
    model.fill(&request);
    QVERIFY(request.context.entries().empty());
}

void TestSimulatorModels::contextStatesReachTheRequest()
{
    ContextModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy edited(&model, &ContextModel::edited);
    model.setData(model.index(model.rowOf(QStringLiteral("sts:ExternalId")), ContextModel::ValueColumn), QStringLiteral(" id, with comma "));
    model.setState(model.rowOf(QStringLiteral("aws:SourceIp")), KeyState::Unknown);
    model.addKey(QStringLiteral("aws:TagKeys"));
    model.setData(model.index(model.rowOf(QStringLiteral("aws:TagKeys")), ContextModel::ValueColumn), QStringLiteral("a, b"));
    QCOMPARE(edited.size(), 3);

    Request request;
    model.fill(&request);
    // sts:ExternalId takes one value: the comma belongs to it. aws:TagKeys is multivalued.
    QVERIFY(request.context.find("sts:ExternalId")->values == std::vector<std::string>{"id, with comma"});
    QVERIFY(request.context.unknownKeys() == std::vector<std::string>{"aws:SourceIp"});
    QVERIFY((request.context.find("aws:TagKeys")->values == std::vector<std::string>{"a", "b"}));
    QVERIFY(request.context.find("aws:TagKeys")->list);

    model.setData(model.index(model.rowOf(QStringLiteral("sts:ExternalId")), ContextModel::ValueColumn), QString());
    Request again;
    model.fill(&again);
    QVERIFY(!again.context.find("sts:ExternalId"));
}

void TestSimulatorModels::mfaAgeImpliesMfa()
{
    ContextModel model;
    const QString present = QStringLiteral("aws:MultiFactorAuthPresent"), age = QStringLiteral("aws:MultiFactorAuthAge");
    model.setData(model.index(model.rowOf(age), ContextModel::ValueColumn), QStringLiteral("30"));
    QCOMPARE(model.row(model.rowOf(present)).values, QStringList{QStringLiteral("true")});
    model.setData(model.index(model.rowOf(present), ContextModel::ValueColumn), QStringLiteral("false"));
    QCOMPARE(model.row(model.rowOf(age)).state, KeyState::Absent);
}

void TestSimulatorModels::whatARouteBringsIsntPlainlyAbsent()
{
    ContextModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString key = QStringLiteral("sts:ExternalId");
    const auto value = [&](const QString &of) { return model.index(model.rowOf(of), ContextModel::ValueColumn).data().toString(); };
    QCOMPARE(value(key), QStringLiteral("–"));
    model.setBrought({key});
    QCOMPARE(value(key), QStringLiteral("a route brings it"));
    QVERIFY(model.index(model.rowOf(key), 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("unless a route brings it")));
    QCOMPARE(value(QStringLiteral("aws:SourceIp")), QStringLiteral("–"));
    // Nothing to edit away: the words aren't a value.
    QVERIFY(model.index(model.rowOf(key), ContextModel::ValueColumn).data(Qt::EditRole).toString().isEmpty());
    model.setData(model.index(model.rowOf(key), ContextModel::ValueColumn), QStringLiteral("mine"));
    QCOMPARE(value(key), QStringLiteral("mine"));
}

void TestSimulatorModels::derivedKeysCanBeOverridden()
{
    ContextModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Answer answer = evaluate(simulatorworld::make(), question(simulatorworld::alice, "s3:GetObject", "arn:aws:s3:::reports/x"));
    model.setAnswers({&answer});
    QVERIFY(model.hiddenDerivedCount() > 3);
    model.setShowAllDerived(true);
    QCOMPARE(model.hiddenDerivedCount(), 0);
    const QString key = QStringLiteral("aws:username");
    QCOMPARE(model.row(model.rowOf(key)).state, KeyState::Derived);
    QCOMPARE(model.row(model.rowOf(key)).values, QStringList{QStringLiteral("alice")});
    model.setData(model.index(model.rowOf(key), ContextModel::ValueColumn), QStringLiteral("bob"));
    QCOMPARE(model.row(model.rowOf(key)).state, KeyState::Given);
    model.setState(model.rowOf(key), KeyState::Derived);
    QCOMPARE(model.row(model.rowOf(key)).values, QStringList{QStringLiteral("alice")});
    model.setShowAllDerived(false);
}

void TestSimulatorModels::mentionedKeysAppear()
{
    ContextModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    WorldBuilder builder;
    builder.account(simulatorworld::customer);
    User user = simulatorworld::named<User>(simulatorworld::customer, "user", "vpc");
    user.inlinePolicies.push_back({"p", PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}})"), {}});
    builder.add({{}, simulatorworld::customer, user});
    const Answer answer = evaluate(builder.build(), question("arn:aws:iam::111122223333:user/vpc", "s3:GetObject", "arn:aws:s3:::b/x"));
    model.setAnswers({&answer});
    QVERIFY(model.rowOf(QStringLiteral("aws:SourceVpce")) >= 0);
    QCOMPARE(model.row(model.rowOf(QStringLiteral("aws:SourceVpce"))).state, KeyState::Absent);
    model.setAnswers({});
    QCOMPARE(model.rowOf(QStringLiteral("aws:SourceVpce")), -1);
}

void TestSimulatorModels::hintsByType_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("wrong");
    QTest::newRow("true") << "aws:MultiFactorAuthPresent" << "true" << false;
    QTest::newRow("yes") << "aws:MultiFactorAuthPresent" << "yes" << true;
    QTest::newRow("seconds") << "aws:MultiFactorAuthAge" << "60" << false;
    QTest::newRow("not a number") << "aws:MultiFactorAuthAge" << "60s" << true;
    QTest::newRow("IPv4") << "aws:SourceIp" << "203.0.113.7" << false;
    QTest::newRow("IPv6") << "aws:SourceIp" << "2001:db8::1" << false;
    QTest::newRow("octet too large") << "aws:SourceIp" << "203.0.300.7" << true;
    QTest::newRow("date") << "aws:CurrentTime" << "2025-01-31T12:00:00Z" << false;
    QTest::newRow("not a date") << "aws:CurrentTime" << "yesterday" << true;
    QTest::newRow("any text") << "sts:ExternalId" << "anything" << false;
    QTest::newRow("own provider's key") << "oidc.example.com:sub" << "x" << false;
}

void TestSimulatorModels::hintsByType()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, wrong);
    QCOMPARE(!valueHint(key, {value}).isEmpty(), wrong);
}

void TestSimulatorModels::explanationModel()
{
    ExplanationModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const World world = simulatorworld::make();
    const Answer allowed = evaluate(world, question(simulatorworld::alice, "s3:GetObject", "arn:aws:s3:::reports/x"));
    model.setAnswer(allowed);
    const ExplanationNode *layer = model.node(model.index(0, 0));
    QCOMPARE(layer->text, QStringLiteral("Identity policies: allows"));
    QVERIFY(layer->mark == ExplanationMark::Yes && layer->expanded);
    const QModelIndex statement = model.index(0, 0, model.index(0, 0));
    QCOMPARE(model.node(statement)->text, QStringLiteral("read-one-bucket, statement 1 “Read”: Allow"));
    QCOMPARE(model.rowCount(statement), 2); // Action, Resource
    QCOMPARE(model.node(statement)->line, std::size_t(4));
    // Every rule has its page.
    bool rules = false;
    for (int row = 0; row < model.rowCount(); ++row) {
        const ExplanationNode *node = model.node(model.index(row, 0));
        if (node->mark == ExplanationMark::Info) {
            rules = true;
            QVERIFY(node->page.startsWith(QStringLiteral("https://docs.aws.amazon.com/")));
        }
    }
    QVERIFY(rules);

    const Answer denied = evaluate(world, question(simulatorworld::alice, "s3:GetObject", "arn:aws:s3:::others/x"));
    model.setAnswer(denied);
    QVERIFY(model.node(model.index(0, 0))->mark == ExplanationMark::No);
    // Only the resource kept the statement from matching: it stands first and is open.
    const QModelIndex near = model.index(0, 0, model.index(0, 0));
    QVERIFY(model.node(near)->mark == ExplanationMark::No && model.node(near)->expanded);
    QVERIFY(!model.node(near)->decided);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestSimulatorModels)
#include "tst_simulatormodels.moc"
