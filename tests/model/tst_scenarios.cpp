// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/conformance.h"
#include "evaluate/answerjson.h"
#include "world/import.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QSet>
#include <QTest>

using namespace rolewright;

/// Runs every case of tests/scenarios/*.json: decisions worked out from AWS's documentation, each with its page.
class TestScenarios : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void familiesHaveTheNameOfTheirFile();
    void idsAreUnique();
    void evaluate_data();
    void evaluate();
    void aWrongExpectationFails_data();
    void aWrongExpectationFails();
    void unusableFiles_data();
    void unusableFiles();
    void aboutARule();

private:
    std::map<QString, ConformanceFamily> m_families; ///< by file name without ".json"
};

namespace {

QString qString(const std::string &text)
{
    return QString::fromStdString(text);
}

QByteArray fileWith(const QByteArray &expect, const QByteArray &more = {})
{
    return R"({"family": "f", "about": "a", "cases": [
 {"id": "f.a", "page": "https://docs.aws.amazon.com/x", "note": "rule 54",
  "request": {"principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:ListBucket", "resource": "arn:aws:s3:::b"},
  "policies": {"identity": [{"name": "p", "document": {"Version": "2012-10-17", "Statement": {
    "Sid": "L", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}}}]},
  "expect": )" + expect + "}" + more + "]}";
}

} // namespace

void TestScenarios::initTestCase()
{
    const QDir directory(QStringLiteral(SCENARIOS));
    for (const QFileInfo &info : directory.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        std::string error;
        const std::optional<std::string> text = readFile(info.filePath().toStdString(), &error);
        QVERIFY2(text, error.c_str());
        ConformanceError why;
        std::optional<ConformanceFamily> family = readConformance(*text, &why);
        if (!family)
            QFAIL(qPrintable(QStringLiteral("%1:%2: %3 %4 %5").arg(info.fileName()).arg(why.position.line)
                                 .arg(qString(why.caseId), qString(why.error.code), qString(why.error.at))));
        m_families.emplace(info.completeBaseName(), std::move(*family));
    }
    QVERIFY(!m_families.empty());
}

void TestScenarios::familiesHaveTheNameOfTheirFile()
{
    for (const auto &[file, family] : m_families)
        QCOMPARE(qString(family.name), file);
}

void TestScenarios::idsAreUnique()
{
    QSet<QString> ids;
    for (const auto &[file, family] : m_families) {
        for (const ConformanceCase &oneCase : family.cases) {
            const QString id = qString(oneCase.id);
            QVERIFY2(!ids.contains(id), oneCase.id.c_str());
            ids.insert(id);
        }
    }
}

void TestScenarios::evaluate_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("index");
    for (const auto &[file, family] : m_families) {
        for (std::size_t i = 0; i < family.cases.size(); ++i)
            QTest::newRow(family.cases[i].id.c_str()) << file << static_cast<int>(i);
    }
}

void TestScenarios::evaluate()
{
    QFETCH(QString, file);
    QFETCH(int, index);
    const ConformanceResult result = runConformance(m_families.at(file).cases.at(static_cast<std::size_t>(index)));
    QString differences;
    for (const ConformanceDifference &difference : result.differences)
        differences += QStringLiteral("%1: expected %2, got %3; ").arg(qString(difference.field), qString(difference.expected), qString(difference.got));
    QVERIFY2(result.passed(), qPrintable(differences + qString(toJson(result.answer).dump())));
}

void TestScenarios::aWrongExpectationFails_data()
{
    QTest::addColumn<QByteArray>("expect");
    QTest::addColumn<QString>("fields");
    QTest::newRow("right") << QByteArray(R"({"decision": "allowed", "verdict": "allowed", "statements": ["L"]})") << QString();
    QTest::newRow("decision") << QByteArray(R"({"decision": "explicitDeny"})") << QStringLiteral("decision");
    QTest::newRow("verdict") << QByteArray(R"({"decision": "allowed", "verdict": "depends"})") << QStringLiteral("verdict");
    QTest::newRow("layer") << QByteArray(R"({"decision": "allowed", "blockedBy": ["scp"]})") << QStringLiteral("blockedBy");
    QTest::newRow("statement") << QByteArray(R"({"decision": "allowed", "statements": ["L", "M"]})") << QStringLiteral("statements");
    QTest::newRow("rule") << QByteArray(R"({"decision": "allowed", "rules": ["explicitDeny"]})") << QStringLiteral("rules");
    QTest::newRow("key") << QByteArray(R"({"decision": "allowed", "dependsOn": ["aws:SourceIp"]})") << QStringLiteral("dependsOn");
    QTest::newRow("two") << QByteArray(R"({"decision": "implicitDeny", "verdict": "denied"})") << QStringLiteral("decision verdict");
}

void TestScenarios::aWrongExpectationFails()
{
    QFETCH(QByteArray, expect);
    QFETCH(QString, fields);
    ConformanceError error;
    const std::optional<ConformanceFamily> family = readConformance(fileWith(expect).toStdString(), &error);
    QVERIFY2(family, error.error.code.c_str());
    const ConformanceResult result = runConformance(family->cases.front());
    QStringList found;
    for (const ConformanceDifference &difference : result.differences)
        found += qString(difference.field);
    QCOMPARE(found.join(u' '), fields);
    QCOMPARE(result.passed(), fields.isEmpty());
}

void TestScenarios::unusableFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("line");
    const QByteArray good = fileWith(R"({"decision": "allowed"})");
    QTest::newRow("not JSON") << QByteArray("{\n]") << QStringLiteral("jsonSyntax") << 2;
    QTest::newRow("a list") << QByteArray("[]") << QStringLiteral("notObject") << 1;
    QTest::newRow("no cases") << QByteArray(R"({"family": "f", "about": "a", "cases": []})") << QStringLiteral("noCases") << 1;
    QTest::newRow("no family") << QByteArray(R"({"about": "a", "cases": []})") << QStringLiteral("missingField") << 1;
    QTest::newRow("other page") << QByteArray(good).replace("docs.aws.amazon.com", "example.com") << QStringLiteral("badPage") << 2;
    QTest::newRow("misspelt layer") << QByteArray(good).replace("identity\": [", "idenity\": [") << QStringLiteral("unknownField") << 2;
    QTest::newRow("misspelt expectation") << fileWith(R"({"decision": "allowed", "rule": ["x"]})") << QStringLiteral("unknownField") << 6;
    QTest::newRow("misspelt decision") << fileWith(R"({"decision": "allow"})") << QStringLiteral("badDecision") << 6;
    QTest::newRow("misspelt verdict") << fileWith(R"({"verdict": "maybe"})") << QStringLiteral("badVerdict") << 6;
    QTest::newRow("expects nothing") << fileWith("{}") << QStringLiteral("expectsNothing") << 6;
    QTest::newRow("key twice") << fileWith(R"({"decision": "allowed", "decision": "allowed"})") << QStringLiteral("duplicateKey") << 6;
    const QByteArray oneCase = good.mid(good.indexOf("{\"id\""));
    QTest::newRow("id twice") << fileWith(R"({"decision": "allowed"})", ",\n" + oneCase.left(oneCase.lastIndexOf("]}")))
                              << QStringLiteral("repeatedCase") << 7;
}

void TestScenarios::unusableFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    QFETCH(int, line);
    ConformanceError error;
    QVERIFY(!readConformance(text.toStdString(), &error));
    QCOMPARE(qString(error.error.code), code);
    QCOMPARE(static_cast<int>(error.position.line), line);
}

void TestScenarios::aboutARule()
{
    ConformanceError error;
    const auto family = readConformance(fileWith(R"({"decision": "allowed", "rules": ["sameAccountUnion"]})").toStdString(), &error);
    QVERIFY(family);
    const ConformanceCase &oneCase = family->cases.front();
    QVERIFY(isAbout(oneCase, "Rule 54"));
    QVERIFY(!isAbout(oneCase, "rule 5"));
    QVERIFY(isAbout(oneCase, "sameaccountunion"));
    QVERIFY(!isAbout(oneCase, "sameAccount"));
    QVERIFY(isAbout(oneCase, "f.a"));
    QVERIFY(isAbout(oneCase, ""));
    QVERIFY(!isAbout(oneCase, "boundary"));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
