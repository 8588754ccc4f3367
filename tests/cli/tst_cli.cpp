// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using program::Result;
using program::run;

/// Runs the real program: exit codes, what stands on which stream, JSON shapes.
class CliTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void usage();
    void help_data();
    void help();
    void badArguments_data();
    void badArguments();
    void importMakesAWorkspace();
    void importTellsWhatIsWrong();
    void importToStandardOutput();
    void simulateForPeople();
    void simulateJson();
    void simulateFixes();
    void simulateSeveralResources();
    void whoCan();
    void whoCanRequests();
    void simulateExitCodes_data();
    void simulateExitCodes();
    void simulateFromStandardInput();
    void nearMissJson();
    void requests();
    void requestsDirect();
    void requestsWithBadLines();
    void evaluateCases();
    void evaluateBadLines();
    void evaluateKeepsOrder();
    void stats();
    void closedOutput();
    void brokenInput_data();
    void brokenInput();

private:
    QString file(const QString &name) const { return m_directory.filePath(name); }
    void write(const QString &name, const QByteArray &text) const;
    QStringList question(const QStringList &more) const;

    QTemporaryDir m_directory;
};

namespace {

/// An argument, as text in either form.
struct Argument {
    Argument(const char *utf8)
        : text(QString::fromUtf8(utf8))
    {
    }
    Argument(const QString &string)
        : text(string)
    {
    }
    QString text;
};

QStringList args(std::initializer_list<Argument> arguments)
{
    QStringList list;
    for (const Argument &argument : arguments)
        list += argument.text;
    return list;
}

const QString operatorArn = QStringLiteral("arn:aws:iam::111122223333:user/operator");
const QString instance = QStringLiteral("arn:aws:ec2:eu-west-1:444455556666:instance/i-0abc");

const QByteArray customer = R"json({
  "UserDetailList": [], "GroupDetailList": [], "Policies": [],
  "RoleDetailList": [{
    "Path": "/", "RoleName": "ParkingAccess", "RoleId": "AROAPARKINGACCESS0001",
    "Arn": "arn:aws:iam::444455556666:role/ParkingAccess", "CreateDate": "2024-01-01T00:00:00Z",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"sts:ExternalId": "cust-7f21"}}}]},
    "InstanceProfileList": [], "AttachedManagedPolicies": [],
    "RolePolicyList": [{"PolicyName": "ops", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "*"}]}}]
  }]
})json";

const QByteArray provider = R"json({
  "RoleDetailList": [], "GroupDetailList": [], "Policies": [],
  "UserDetailList": [{
    "Path": "/", "UserName": "operator", "UserId": "AIDAOPERATOR000000001",
    "Arn": "arn:aws:iam::111122223333:user/operator", "CreateDate": "2024-01-01T00:00:00Z",
    "GroupList": [], "AttachedManagedPolicies": [],
    "UserPolicyList": [{"PolicyName": "assume", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::444455556666:role/ParkingAccess"}]}}]
  }]
})json";

const QByteArray allowedCase =
    R"json({"id":"ok","request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject","resource":"arn:aws:s3:::b/k"},"policies":{"identity":[{"name":"p","document":{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/*"}]}}]}})json";
const QByteArray deniedCase =
    R"json({"id":7,"request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:PutObject","resource":"arn:aws:s3:::b/k"},"policies":{"identity":[]}})json";

} // namespace

void CliTest::write(const QString &name, const QByteArray &text) const
{
    QFile out(file(name));
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(text), text.size());
}

QStringList CliTest::question(const QStringList &more) const
{
    return QStringList{QStringLiteral("simulate"), file(QStringLiteral("w.rolewright")), QStringLiteral("--principal"),
               operatorArn, QStringLiteral("--resource"), instance}
    + more;
}

void CliTest::initTestCase()
{
    QVERIFY(m_directory.isValid());
    write(QStringLiteral("customer.json"), customer);
    write(QStringLiteral("provider.json"), provider);
    const Result result = run({QStringLiteral("import"), file(QStringLiteral("customer.json")),
        file(QStringLiteral("provider.json")), QStringLiteral("-o"), file(QStringLiteral("w.rolewright"))});
    QCOMPARE(result.code, 0);
}

void CliTest::usage()
{
    const Result none = run({});
    QCOMPARE(none.code, 2);
    QVERIFY(none.out.isEmpty());
    QVERIFY(none.err.contains("simulate"));
    const Result asked = run({QStringLiteral("--help")});
    QCOMPARE(asked.code, 0);
    QVERIFY(asked.out.contains("evaluate"));
    const Result unknown = run({QStringLiteral("simulat")});
    QCOMPARE(unknown.code, 2);
    QVERIFY(unknown.err.contains("simulat"));
}

void CliTest::help_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("option");
    QTest::newRow("import") << QStringLiteral("import") << QByteArray("--output");
    QTest::newRow("simulate") << QStringLiteral("simulate") << QByteArray("--max-hops");
    QTest::newRow("evaluate") << QStringLiteral("evaluate") << QByteArray("--stats");
    QTest::newRow("scenarios") << QStringLiteral("scenarios") << QByteArray("WORKSPACE");
    QTest::newRow("conformance") << QStringLiteral("conformance") << QByteArray("--family");
}

void CliTest::help()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, option);
    const Result result = run({command, QStringLiteral("--help")});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.contains(option));
    QVERIFY(result.err.isEmpty());
}

void CliTest::badArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    const QString workspace = file(QStringLiteral("w.rolewright"));
    const QStringList principal = args({"--principal", operatorArn});
    const QStringList action = args({"--action", "ec2:StopInstances"});
    QTest::newRow("no workspace") << args({"simulate"}) << QByteArray("WORKSPACE");
    QTest::newRow("no principal") << args({"simulate", workspace}) + action << QByteArray("--principal");
    QTest::newRow("no action") << args({"simulate", workspace}) + principal << QByteArray("--action");
    QTest::newRow("unknown option") << args({"simulate", workspace, "--resorce", "x"}) << QByteArray("resorce");
    QTest::newRow("principal by name") << args({"simulate", workspace, "--principal", "operator"}) + action
                                       << QByteArray("Did you mean “arn:aws:iam::111122223333:user/operator”?");
    QTest::newRow("group") << args({"simulate", workspace, "--principal", "arn:aws:iam::111122223333:group/g"}) + action
                           << QByteArray("group/g");
    QTest::newRow("action without service") << args({"simulate", workspace, "--action", "StopInstances"}) + principal
                                            << QByteArray("Did you mean “ec2:StopInstances”?");
    QTest::newRow("action pattern") << args({"simulate", workspace, "--action", "ec2:Stop*"}) + principal
                                    << QByteArray("ec2:Stop*");
    QTest::newRow("resource") << args({"simulate", workspace, "--resource", "bucket"}) + principal + action
                              << QByteArray("bucket");
    QTest::newRow("context") << args({"simulate", workspace, "--context", "aws:SourceIp"}) + principal + action
                             << QByteArray("KEY=VALUE");
    QTest::newRow("given and unknown") << args({"simulate", workspace, "--context", "aws:SourceIp=1.2.3.4", "--unknown",
                                              "AWS:sourceip"})
            + principal + action << QByteArray("AWS:sourceip");
    QTest::newRow("hops") << args({"simulate", workspace, "--max-hops", "0"}) + principal + action << QByteArray("--max-hops");
    QTest::newRow("hops text") << args({"simulate", workspace, "--max-hops", "two"}) + principal + action << QByteArray("two");
    QTest::newRow("two workspaces") << args({"simulate", workspace, workspace}) + principal + action << QByteArray("too many");
    QTest::newRow("requests and principal") << args({"simulate", workspace, "--requests", "-"}) + principal
                                            << QByteArray("exclude each other");
    QTest::newRow("import without output") << args({"import", workspace}) << QByteArray("-o WORKSPACE");
    QTest::newRow("import without file") << args({"import", "-o", "x"}) << QByteArray("FILE");
    QTest::newRow("scenarios without workspace") << args({"scenarios"}) << QByteArray("WORKSPACE");
    QTest::newRow("scenarios of two workspaces") << args({"scenarios", workspace, workspace}) << QByteArray("too many");
    QTest::newRow("missing cases") << args({"conformance", file(QStringLiteral("nowhere"))}) << QByteArray("nowhere");
    QTest::newRow("evaluate two files") << args({"evaluate", "a", "b"}) << QByteArray("too many");
    QTest::newRow("missing file") << args({"evaluate", file(QStringLiteral("nowhere"))}) << QByteArray("nowhere");
    QTest::newRow("missing workspace") << args({"simulate", file(QStringLiteral("nowhere"))}) + principal + action
                                       << QByteArray("nowhere");
}

void CliTest::badArguments()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    const Result result = run(arguments);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(message), result.err.constData());
}

void CliTest::importMakesAWorkspace()
{
    const Result result =
        run({QStringLiteral("import"), file(QStringLiteral("customer.json")), file(QStringLiteral("provider.json")),
            QStringLiteral("-o"), file(QStringLiteral("again.rolewright")), QStringLiteral("--json")});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.json()[QStringLiteral("users")].toInt(), 1);
    QCOMPARE(result.json()[QStringLiteral("roles")].toInt(), 1);
    QVERIFY(result.json()[QStringLiteral("remarks")].isArray());
    QVERIFY(QFile::exists(file(QStringLiteral("again.rolewright"))));
}

void CliTest::importTellsWhatIsWrong()
{
    write(QStringLiteral("odd.json"),
        R"({"UserDetailList":[{"UserName":"a","Arn":"arn:aws:iam::111122223333:user/a","Path":"/","UserId":"AIDAA",)"
        R"("AttachedManagedPolicies":[{"PolicyName":"gone","PolicyArn":"arn:aws:iam::111122223333:policy/gone"}]}]})");
    const Result result = run({QStringLiteral("import"), file(QStringLiteral("odd.json")), QStringLiteral("-o"),
        file(QStringLiteral("odd.rolewright"))});
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.contains("policy/gone"), result.out.constData());
    QVERIFY(result.out.contains("arn:aws:iam::111122223333:user/a"));
    const Result unwritable = run({QStringLiteral("import"), file(QStringLiteral("odd.json")), QStringLiteral("-o"),
        file(QStringLiteral("no/such/place"))});
    QCOMPARE(unwritable.code, 2);
    QVERIFY(unwritable.err.contains("no/such/place"));
}

void CliTest::importToStandardOutput()
{
    const Result result =
        run({QStringLiteral("import"), QStringLiteral("-"), QStringLiteral("-o"), QStringLiteral("-")}, customer);
    QCOMPARE(result.code, 0);
    QVERIFY(!result.json().isEmpty());
    QVERIFY(result.err.contains("1"));
}

void CliTest::simulateForPeople()
{
    const Result result = run(question({QStringLiteral("--action"), QStringLiteral("ec2:StopInstances")}));
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith("Allowed"));
    QVERIFY(result.out.contains("External ID cust-7f21"));
    QVERIFY(result.out.contains("aws sts assume-role --role-arn arn:aws:iam::444455556666:role/ParkingAccess"));
    QVERIFY(result.out.contains("--external-id cust-7f21"));
    const Result direct =
        run(question({QStringLiteral("--action"), QStringLiteral("ec2:StopInstances"), QStringLiteral("--direct")}));
    QCOMPARE(direct.code, 1);
    QVERIFY(!direct.out.contains("ParkingAccess"));
}

void CliTest::simulateJson()
{
    const Result result =
        run(question({QStringLiteral("--action"), QStringLiteral("ec2:StopInstances"), QStringLiteral("--json")}));
    QCOMPARE(result.code, 0);
    QVERIFY(result.err.isEmpty());
    QCOMPARE(result.out.count('\n'), 1);
    const QJsonObject json = result.json();
    QCOMPARE(json[QStringLiteral("verdict")].toString(), QStringLiteral("allowed"));
    const QJsonObject direct = json[QStringLiteral("direct")].toObject();
    for (const QString &key : {QStringLiteral("decision"), QStringLiteral("verdict"), QStringLiteral("blockedBy"),
             QStringLiteral("statements"), QStringLiteral("dependsOn"), QStringLiteral("rules")})
        QVERIFY2(direct.contains(key), qPrintable(key));
    QCOMPARE(direct[QStringLiteral("decision")].toString(), QStringLiteral("implicitDeny"));
    const QJsonArray routes = json[QStringLiteral("routes")].toArray();
    QCOMPARE(routes.size(), 1);
    const QJsonObject route = routes[0].toObject();
    QCOMPARE(route[QStringLiteral("answer")].toObject()[QStringLiteral("verdict")].toString(), QStringLiteral("allowed"));
    const QJsonArray hops = route[QStringLiteral("hops")].toArray();
    QCOMPARE(hops.size(), 1);
    const QJsonObject hop = hops[0].toObject();
    QCOMPARE(hop[QStringLiteral("kind")].toString(), QStringLiteral("assumeRole"));
    QCOMPARE(hop[QStringLiteral("from")].toString(), operatorArn);
    QCOMPARE(hop[QStringLiteral("to")].toString(), QStringLiteral("arn:aws:iam::444455556666:role/ParkingAccess"));
    QCOMPARE(hop[QStringLiteral("needs")].toObject(), (QJsonObject{{QStringLiteral("externalId"), QStringLiteral("cust-7f21")}}));
    QVERIFY(hop[QStringLiteral("command")].toString().startsWith(u"aws sts assume-role "));
    QCOMPARE(hop[QStringLiteral("answer")].toObject()[QStringLiteral("decision")].toString(), QStringLiteral("allowed"));
    QVERIFY(json[QStringLiteral("nearMisses")].isArray());
}

void CliTest::simulateFixes()
{
    const QStringList asked = question({QStringLiteral("--action"), QStringLiteral("ec2:StopInstances"), QStringLiteral("--direct"),
        QStringLiteral("--fixes")});
    QCOMPARE(run(asked).code, 1);
    QVERIFY(run(asked).out.contains("What would allow it"));

    const QJsonObject fixes = run(asked + QStringList{QStringLiteral("--json")}).json()[QStringLiteral("fixes")].toObject();
    QCOMPARE(fixes[QStringLiteral("wanted")].toString(), QStringLiteral("allowed"));
    QVERIFY(fixes[QStringLiteral("edits")].isArray());
    // EC2 instances have no policy of their own that could let another account in.
    QVERIFY(fixes[QStringLiteral("edits")].toArray().isEmpty());
    QCOMPARE(fixes[QStringLiteral("obstacles")].toArray().first().toObject()[QStringLiteral("code")].toString(), QStringLiteral("resourceUnknown"));
}

void CliTest::simulateSeveralResources()
{
    const QStringList asked = question({QStringLiteral("--action"), QStringLiteral("ec2:StopInstances"), QStringLiteral("--resource"),
        QStringLiteral("arn:aws:ec2:eu-west-1:444455556666:instance/i-0def"), QStringLiteral("--json")});
    const Result result = run(asked);
    QCOMPARE(result.code, 0);
    const QJsonArray rows = result.json()[QStringLiteral("routes")].toArray().first().toObject()[QStringLiteral("answer")].toObject()[QStringLiteral("resources")].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.last().toObject()[QStringLiteral("resource")].toString(), QStringLiteral("arn:aws:ec2:eu-west-1:444455556666:instance/i-0def"));
    QCOMPARE(rows.last().toObject()[QStringLiteral("verdict")].toString(), QStringLiteral("allowed"));
    QCOMPARE(run(question({QStringLiteral("--action"), QStringLiteral("ec2:StopInstances"), QStringLiteral("--resource"), QStringLiteral("*")})).code, 2);
}

void CliTest::whoCan()
{
    const QStringList asked{QStringLiteral("who-can"), file(QStringLiteral("w.rolewright")), QStringLiteral("--action"),
        QStringLiteral("ec2:StopInstances"), QStringLiteral("--resource"), instance};
    const Result text = run(asked);
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("via arn:aws:iam::444455556666:role/ParkingAccess, needs: External ID cust-7f21"));

    const QJsonArray rows = run(asked + QStringList{QStringLiteral("--json")}).json()[QStringLiteral("principals")].toArray();
    QMap<QString, QJsonObject> byArn;
    for (const QJsonValue &row : rows)
        byArn[row.toObject()[QStringLiteral("principal")].toString()] = row.toObject();
    const auto verdict = [&](const QString &arn) { return byArn.value(arn)[QStringLiteral("verdict")].toString(); };
    QCOMPARE(verdict(operatorArn), QStringLiteral("allowed"));
    QCOMPARE(byArn[operatorArn][QStringLiteral("hops")].toArray().size(), 1);
    QCOMPARE(verdict(QStringLiteral("arn:aws:iam::444455556666:role/ParkingAccess")), QStringLiteral("allowed"));
    QCOMPARE(verdict(QStringLiteral("arn:aws:iam::444455556666:root")), QStringLiteral("allowed"));
    QCOMPARE(verdict(QStringLiteral("arn:aws:iam::111122223333:root")), QStringLiteral("denied"));
    QCOMPARE(byArn[QStringLiteral("*")][QStringLiteral("kind")].toString(), QStringLiteral("anyone"));
    QCOMPARE(verdict(QStringLiteral("*")), QStringLiteral("denied"));

    // Without routes the operator can't.
    const QJsonArray direct = run(asked + QStringList{QStringLiteral("--json"), QStringLiteral("--direct")}).json()[QStringLiteral("principals")].toArray();
    for (const QJsonValue &row : direct) {
        if (row.toObject()[QStringLiteral("principal")].toString() == operatorArn)
            QCOMPARE(row.toObject()[QStringLiteral("verdict")].toString(), QStringLiteral("denied"));
    }
}

void CliTest::whoCanRequests()
{
    const QStringList asked{QStringLiteral("who-can"), file(QStringLiteral("w.rolewright")), QStringLiteral("--requests"), QStringLiteral("-")};
    const Result result = run(asked, "{\"id\":7,\"action\":\"ec2:StopInstances\",\"resource\":\"" + instance.toUtf8() + "\"}\n{\"resource\":\"*\"}\n");
    QCOMPARE(result.code, 2);
    const QList<QJsonObject> lines = result.lines();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0][QStringLiteral("id")].toInt(), 7);
    QVERIFY(lines[0][QStringLiteral("principals")].toArray().size() >= 4);
    QVERIFY(lines[1].contains(QStringLiteral("error")));
    QCOMPARE(run({QStringLiteral("who-can"), file(QStringLiteral("w.rolewright"))}).code, 2);
}

void CliTest::simulateExitCodes_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("code");
    QTest::newRow("allowed") << args({"--action", "ec2:StopInstances"}) << 0;
    QTest::newRow("allowed with the id") << args({"--action", "ec2:StopInstances", "--context", "sts:ExternalId=cust-7f21"}) << 0;
    QTest::newRow("another id") << args({"--action", "ec2:StopInstances", "--context", "sts:ExternalId=cust-0000"}) << 1;
    QTest::newRow("id not known") << args({"--action", "ec2:StopInstances", "--unknown", "sts:ExternalId"}) << 3;
    QTest::newRow("not allowed") << args({"--action", "ec2:TerminateInstances"}) << 1;
    QTest::newRow("action the catalog doesn't know") << args({"--action", "ec2:StopInstanses"}) << 1;
}

void CliTest::simulateExitCodes()
{
    QFETCH(QStringList, more);
    QFETCH(int, code);
    const Result result = run(question(more));
    QCOMPARE(result.code, code);
    if (more.contains(QStringLiteral("ec2:StopInstanses")))
        QVERIFY(result.err.contains("Did you mean “ec2:StopInstances”?"));
}

void CliTest::simulateFromStandardInput()
{
    const Result result = run({QStringLiteral("simulate"), QStringLiteral("-"), QStringLiteral("--principal"), operatorArn,
                                  QStringLiteral("--action"), QStringLiteral("sts:AssumeRole"), QStringLiteral("--resource"),
                                  QStringLiteral("arn:aws:iam::444455556666:role/ParkingAccess"), QStringLiteral("--json")},
        provider);
    // The other account's role isn't in this input: whether it trusts the user isn't known.
    QCOMPARE(result.code, 3);
}

void CliTest::nearMissJson()
{
    const Result result = run(question({QStringLiteral("--action"), QStringLiteral("ec2:StopInstances"),
        QStringLiteral("--context"), QStringLiteral("sts:ExternalId=cust-0000"), QStringLiteral("--json")}));
    QCOMPARE(result.code, 1);
    const QJsonArray nearMisses = result.json()[QStringLiteral("nearMisses")].toArray();
    QCOMPARE(nearMisses.size(), 1);
    const QJsonObject nearMiss = nearMisses[0].toObject();
    QCOMPARE(nearMiss[QStringLiteral("hops")].toArray().size(), 1);
    const QJsonObject missing = nearMiss[QStringLiteral("missing")].toArray()[0].toObject();
    QCOMPARE(missing[QStringLiteral("side")].toString(), QStringLiteral("trust"));
    QVERIFY(missing[QStringLiteral("what")].toString().contains(QStringLiteral("cust-7f21")));
    QVERIFY(missing[QStringLiteral("what")].toString().contains(QStringLiteral("cust-0000")));
    QVERIFY(!missing[QStringLiteral("fix")].toString().isEmpty());
}

void CliTest::requests()
{
    const QByteArray principal = operatorArn.toUtf8();
    const QByteArray input = R"({"id":"a","principal":")" + principal + R"(","action":"ec2:StopInstances","resource":")"
        + instance.toUtf8() + "\"}\n" + R"({"principal":")" + principal + R"(","action":"ec2:StopInstances","resource":")"
        + instance.toUtf8() + R"(","context":{"sts:ExternalId":"no"}})" + "\n";
    const Result result =
        run({QStringLiteral("simulate"), file(QStringLiteral("w.rolewright")), QStringLiteral("--requests"), QStringLiteral("-")},
            input);
    QCOMPARE(result.code, 0);
    const auto lines = result.lines();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0][QStringLiteral("id")].toString(), QStringLiteral("a"));
    QCOMPARE(lines[0][QStringLiteral("verdict")].toString(), QStringLiteral("allowed"));
    QCOMPARE(lines[0][QStringLiteral("routes")].toArray().size(), 1);
    QVERIFY(!lines[1].contains(QStringLiteral("id")));
    QCOMPARE(lines[1][QStringLiteral("verdict")].toString(), QStringLiteral("denied"));
}

void CliTest::requestsDirect()
{
    write(QStringLiteral("requests.jsonl"),
        R"({"id":1,"principal":")" + operatorArn.toUtf8() + R"(","action":"ec2:StopInstances","resource":")" + instance.toUtf8()
            + "\"}\n");
    const Result result = run({QStringLiteral("simulate"), file(QStringLiteral("w.rolewright")), QStringLiteral("--requests"),
        file(QStringLiteral("requests.jsonl")), QStringLiteral("--direct")});
    QCOMPARE(result.code, 0);
    const QJsonObject answer = result.json();
    QCOMPARE(answer[QStringLiteral("id")].toInt(), 1);
    QCOMPARE(answer[QStringLiteral("verdict")].toString(), QStringLiteral("denied"));
    QVERIFY(!answer.contains(QStringLiteral("routes")));
}

void CliTest::requestsWithBadLines()
{
    const QByteArray good = R"({"id":1,"principal":")" + operatorArn.toUtf8() + R"(","action":"ec2:StopInstances"})";
    const QByteArray bad = R"({"id":2,"principal":"nobody","action":"ec2:StopInstances"})";
    const Result result = run({QStringLiteral("simulate"), file(QStringLiteral("w.rolewright")), QStringLiteral("--requests"),
                                  QStringLiteral("-"), QStringLiteral("--direct")},
        good + '\n' + bad + '\n' + good + '\n');
    QCOMPARE(result.code, 2);
    const auto lines = result.lines();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[1][QStringLiteral("id")].toInt(), 2);
    QCOMPARE(lines[1][QStringLiteral("error")].toObject()[QStringLiteral("at")].toString(), QStringLiteral("/principal"));
    QCOMPARE(lines[2][QStringLiteral("id")].toInt(), 1);
    QVERIFY2(result.err.contains("<stdin>:2:21: "), result.err.constData());
}

void CliTest::evaluateCases()
{
    const Result result = run({QStringLiteral("evaluate")}, allowedCase + '\n' + deniedCase + '\n');
    QCOMPARE(result.code, 0);
    const auto lines = result.lines();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0][QStringLiteral("id")].toString(), QStringLiteral("ok"));
    QCOMPARE(lines[0][QStringLiteral("decision")].toString(), QStringLiteral("allowed"));
    const QJsonObject statement = lines[0][QStringLiteral("statements")].toArray()[0].toObject();
    QCOMPARE(statement[QStringLiteral("sid")].toString(), QStringLiteral("Read"));
    QCOMPARE(statement[QStringLiteral("layer")].toString(), QStringLiteral("identity"));
    QCOMPARE(lines[1][QStringLiteral("id")].toInt(), 7);
    QCOMPARE(lines[1][QStringLiteral("verdict")].toString(), QStringLiteral("denied"));
    QCOMPARE(lines[1][QStringLiteral("blockedBy")].toArray(), QJsonArray{QStringLiteral("identity")});
}

void CliTest::evaluateBadLines()
{
    QByteArray duplicate = allowedCase;
    duplicate.replace(R"("id":"ok")", R"("id":"x","id":"y")");
    const Result result = run({QStringLiteral("evaluate"), QStringLiteral("-")},
        QByteArrayLiteral("{\"id\": 1,\n\n\xff\n[]\n{\"id\":9}\n") + duplicate + '\n' + allowedCase);
    QCOMPARE(result.code, 2);
    const auto lines = result.lines();
    QCOMPARE(lines.size(), 6);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(lines[i].contains(QStringLiteral("error")));
        QVERIFY(!lines[i][QStringLiteral("error")].toObject()[QStringLiteral("message")].toString().isEmpty());
    }
    QVERIFY(lines[0][QStringLiteral("id")].isNull());
    QCOMPARE(lines[3][QStringLiteral("id")].toInt(), 9);
    QCOMPARE(lines[5][QStringLiteral("decision")].toString(), QStringLiteral("allowed"));
    QVERIFY(result.err.contains("<stdin>:1:"));
    QVERIFY(result.err.contains("<stdin>:3:1: "));
}

void CliTest::evaluateKeepsOrder()
{
    QByteArray input;
    for (int i = 0; i < 2000; ++i) {
        QByteArray line = deniedCase;
        input += line.replace("\"id\":7", "\"id\":" + QByteArray::number(i)) + '\n';
    }
    const Result result = run({QStringLiteral("evaluate")}, input);
    const auto lines = result.lines();
    QCOMPARE(lines.size(), 2000);
    for (int i = 0; i < lines.size(); ++i)
        QCOMPARE(lines[i][QStringLiteral("id")].toInt(-1), i);
}

void CliTest::stats()
{
    const Result result = run({QStringLiteral("evaluate"), QStringLiteral("--stats")}, allowedCase);
    QCOMPARE(result.code, 0);
    const QJsonObject stats = QJsonDocument::fromJson(result.err).object();
    QCOMPARE(stats[QStringLiteral("answers")].toInt(), 1);
    QVERIFY(stats[QStringLiteral("peakBytes")].toDouble() > 1e6);
    QVERIFY(stats.contains(QStringLiteral("loadSeconds")));
    QVERIFY(stats.contains(QStringLiteral("answerSeconds")));
}

void CliTest::closedOutput()
{
    QByteArray input;
    for (int i = 0; i < 5000; ++i)
        input += allowedCase + '\n';
    write(QStringLiteral("many.jsonl"), input);
    QProcess shell;
    shell.start(QStringLiteral("bash"),
        {QStringLiteral("-c"), QStringLiteral("\"$0\" evaluate \"$1\" | head -n 1 > /dev/null; echo ${PIPESTATUS[0]}"),
            QStringLiteral(CLI), file(QStringLiteral("many.jsonl"))});
    QVERIFY(shell.waitForFinished(60'000));
    QCOMPARE(shell.readAllStandardOutput().trimmed(), QByteArray("0"));
    QVERIFY(shell.readAllStandardError().isEmpty());
}

void CliTest::brokenInput_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("empty") << QByteArray() << QByteArray("<stdin>:1:1: ");
    QTest::newRow("truncated") << QByteArray("{\n \"UserDetailList\": [\n  {\"UserName\": \"a") << QByteArray("<stdin>:3:");
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\x02\x01\x01\0\0\0",
        10) << QByteArray("<stdin>:1:1: ");
    QTest::newRow("invalid UTF-8") << QByteArray("{\n \"UserDetailList\": \"\xc3(\"}") << QByteArray("<stdin>:2:");
    QTest::newRow("deep") << QByteArray(100'000, '[') << QByteArray("<stdin>:1:");
    QTest::newRow("another shape") << QByteArray("{\"a\": 1}") << QByteArray("<stdin>");
}

void CliTest::brokenInput()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    const Result result = run({QStringLiteral("simulate"), QStringLiteral("-"), QStringLiteral("--principal"), operatorArn,
                                  QStringLiteral("--action"), QStringLiteral("s3:GetObject")},
        text);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(place), result.err.constData());
}

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
