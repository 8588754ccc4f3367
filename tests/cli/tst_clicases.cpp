// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using program::Result;
using program::run;

/// `conformance` and `scenarios` of the real program: what is run and listed, exit codes, JSON shapes.
class CliCases : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_directory.isValid()); }
    void builtInCasesAreThoseOfTheRepository();
    void listedCasesDoNotRun();
    void selections_data();
    void selections();
    void passedAndFailed();
    void failedAsJson();
    void unusableCases_data();
    void unusableCases();
    void samplesPass_data();
    void samplesPass();
    void aFailedScenario();
    void unusableWorkspaces_data();
    void unusableWorkspaces();

private:
    static QByteArray sample(const char *name);
    QString written(const QString &name, const QByteArray &text) const;

    QTemporaryDir m_directory;
};

namespace {

QByteArray oneCase(const QByteArray &id, const QByteArray &expect)
{
    return R"({"id": ")" + id + R"(", "page": "https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html", "note": "rule 5",
  "request": {"principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:ListBucket", "resource": "arn:aws:s3:::b"},
  "policies": {"identity": [{"name": "p", "document": {"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}}}]}, "expect": )" + expect + "}";
}

/// A right case and one that says the opposite.
QByteArray mixedFile()
{
    return R"({"family": "mine", "about": "Two of mine.", "cases": [)" + oneCase("mine.right", R"({"decision": "allowed"})") + ",\n"
        + oneCase("mine.wrong", R"({"decision": "implicitDeny", "verdict": "denied"})") + "]}";
}

} // namespace

QByteArray CliCases::sample(const char *name)
{
    QFile file(QStringLiteral(SAMPLES "/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString CliCases::written(const QString &name, const QByteArray &text) const
{
    QFile file(m_directory.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("can't write a test's file");
    return file.fileName();
}

void CliCases::builtInCasesAreThoseOfTheRepository()
{
    QStringList expected;
    const QDir directory(QStringLiteral(SCENARIOS));
    for (const QString &name : directory.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(directory.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray())
            expected += value[QLatin1String("id")].toString();
    }
    QVERIFY(!expected.isEmpty());
    const Result result = run({QStringLiteral("conformance"), QStringLiteral("--json")});
    QCOMPARE(result.code, 0);
    QStringList got;
    for (const QJsonValue &value : result.json()[QLatin1String("cases")].toArray()) {
        got += value[QLatin1String("id")].toString();
        QVERIFY2(value[QLatin1String("passed")].toBool(), qPrintable(got.back()));
    }
    expected.sort();
    got.sort();
    QCOMPARE(got, expected);
    QCOMPARE(result.json()[QLatin1String("passed")].toInt(), static_cast<int>(expected.size()));
    QCOMPARE(result.json()[QLatin1String("failed")].toInt(), 0);
}

void CliCases::listedCasesDoNotRun()
{
    const QString file = written(QStringLiteral("mixed.json"), mixedFile());
    const Result text = run({QStringLiteral("conformance"), QStringLiteral("--list"), file});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("mine.wrong: expected implicitDeny"));
    QVERIFY(text.out.contains("https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html"));
    QVERIFY(text.out.contains("Families: 1, cases: 2"));
    QVERIFY(!text.out.contains("FAILED"));
    const QJsonObject json = run({QStringLiteral("conformance"), QStringLiteral("--list"), QStringLiteral("--json"), file}).json();
    QCOMPARE(json[QLatin1String("cases")].toArray().size(), 2);
    QVERIFY(!json.contains(QLatin1String("failed")));
    QVERIFY(!json[QLatin1String("cases")][0].toObject().contains(QLatin1String("got")));
}

void CliCases::selections_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("holds");
    const auto row = [](const char *name, const QStringList &options, int code, const QByteArray &holds) {
        QTest::newRow(name) << options << code << holds;
    };
    row("family", {QStringLiteral("--family"), QStringLiteral("mine")}, 1, "cases: 2, passed: 1, failed: 1");
    row("unknown family", {QStringLiteral("--family"), QStringLiteral("yours")}, 2, "there is no family “yours”");
    row("rule", {QStringLiteral("--rule"), QStringLiteral("Rule 5")}, 1, "cases: 2, passed: 1, failed: 1");
    row("a case by its id", {QStringLiteral("--rule"), QStringLiteral("mine.right")}, 0, "cases: 1, passed: 1, failed: 0");
    row("nothing is about it", {QStringLiteral("--rule"), QStringLiteral("rule 55")}, 2, "no case is about “rule 55”");
}

void CliCases::selections()
{
    QFETCH(QStringList, options);
    QFETCH(int, code);
    QFETCH(QByteArray, holds);
    const Result result = run(QStringList{QStringLiteral("conformance"), QStringLiteral("-")} + options, mixedFile());
    QCOMPARE(result.code, code);
    QVERIFY2((code == 2 ? result.err : result.out).contains(holds), (result.out + result.err).constData());
}

void CliCases::passedAndFailed()
{
    const Result result = run({QStringLiteral("conformance"), QStringLiteral("-")}, mixedFile());
    QCOMPARE(result.code, 1);
    QVERIFY(result.out.startsWith("mine: Two of mine.\n"));
    QVERIFY(result.out.contains("passed  mine.right: expected allowed, got allowed"));
    QVERIFY(result.out.contains("FAILED  mine.wrong: expected implicitDeny, got allowed"));
    QVERIFY(result.out.contains("verdict: expected denied, got allowed"));
    QVERIFY(result.err.isEmpty());
}

void CliCases::failedAsJson()
{
    const Result result = run({QStringLiteral("conformance"), QStringLiteral("--json"), QStringLiteral("-")}, mixedFile());
    QCOMPARE(result.code, 1);
    const QJsonObject json = result.json();
    QCOMPARE(json[QLatin1String("families")][0][QLatin1String("family")].toString(), QStringLiteral("mine"));
    QCOMPARE(json[QLatin1String("families")][0][QLatin1String("failed")].toInt(), 1);
    const QJsonValue wrong = json[QLatin1String("cases")][1];
    QCOMPARE(wrong[QLatin1String("passed")], QJsonValue(false));
    QCOMPARE(wrong[QLatin1String("expected")][QLatin1String("decision")].toString(), QStringLiteral("implicitDeny"));
    QCOMPARE(wrong[QLatin1String("got")][QLatin1String("decision")].toString(), QStringLiteral("allowed"));
}

void CliCases::unusableCases_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("not JSON") << QByteArray("{\n  \"family\": ,}") << QByteArray("<stdin>:2:13");
    QTest::newRow("another shape") << QByteArray("[]") << QByteArray("<stdin>:1:1");
    QTest::newRow("misspelt layer") << mixedFile().replace("\"identity\"", "\"idenity\"") << QByteArray("“idenity”");
    QTest::newRow("misspelt decision") << mixedFile().replace("\"allowed\"", "\"alowed\"") << QByteArray("mine.right: /expect/decision: “alowed”");
    QTest::newRow("id twice") << mixedFile().replace("mine.wrong", "mine.right") << QByteArray("another case has the id “mine.right”");
}

void CliCases::unusableCases()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const Result result = run({QStringLiteral("conformance"), QStringLiteral("-")}, text);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(message), result.err.constData());
}

void CliCases::samplesPass_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &name : QDir(QStringLiteral(SAMPLES)).entryList({QStringLiteral("*.rolewright")}, QDir::Files))
        QTest::newRow(qPrintable(name)) << QStringLiteral(SAMPLES "/") + name;
}

void CliCases::samplesPass()
{
    QFETCH(QString, file);
    const Result result = run({QStringLiteral("scenarios"), file});
    QVERIFY2(result.code == 0, result.out.constData());
    QVERIFY(result.out.contains("failed: 0"));
    QVERIFY(!result.out.contains("FAILED"));
}

void CliCases::aFailedScenario()
{
    // Without the External ID in the trust policy the other customer's id opens the role.
    QByteArray text = sample("delegation.rolewright");
    QVERIFY(text.contains("cust-7f21"));
    text.replace("\"Condition\": { \"StringEquals\": { \"sts:ExternalId\": \"cust-7f21\" } }", "\"Condition\": {}");
    const Result result = run({QStringLiteral("scenarios"), QStringLiteral("-")}, text);
    QCOMPARE(result.code, 1);
    QVERIFY2(result.out.contains("FAILED  With another customer's External ID\n          with routes: expected denied, got allowed"),
             result.out.constData());
    const Result json = run({QStringLiteral("scenarios"), QStringLiteral("-"), QStringLiteral("--json")}, text);
    QCOMPARE(json.code, 1);
    QVERIFY(json.json()[QLatin1String("failed")].toInt() > 0);
    for (const QJsonValue &row : json.json()[QLatin1String("scenarios")].toArray()) {
        const bool same = row[QLatin1String("got")][QLatin1String("verdict")] == row[QLatin1String("expected")][QLatin1String("verdict")]
            && row[QLatin1String("got")][QLatin1String("direct")] == row[QLatin1String("expected")][QLatin1String("direct")];
        QCOMPARE(row[QLatin1String("passed")].toBool(), same);
    }
}

void CliCases::unusableWorkspaces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("not JSON") << QByteArray("{") << QByteArray("<stdin>:1:");
    QTest::newRow("no saved questions") << QByteArray(R"({"rolewright": 1, "accounts": [{"id": "111122223333"}]})") << QByteArray("no saved questions");
}

void CliCases::unusableWorkspaces()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const Result result = run({QStringLiteral("scenarios"), QStringLiteral("-")}, text);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(message), result.err.constData());
}

QTEST_GUILESS_MAIN(CliCases)
#include "tst_clicases.moc"
