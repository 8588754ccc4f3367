// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/answerjson.h"
#include "evaluate/evaluate.h"
#include "text/json.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace rolewright;

/// Runs every case of tests/scenarios/*.json: decisions worked out from AWS's documentation, each with its page.
class TestScenarios : public QObject
{
    Q_OBJECT

private slots:
    void evaluate_data();
    void evaluate();

private:
    QMap<QString, QByteArray> m_texts;
    QMap<QString, json::Value> m_files;
};

void TestScenarios::evaluate_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("index");
    QSet<QString> ids;
    const QDir directory(QStringLiteral(SCENARIOS));
    for (const QString &name : directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_texts[name] = file.readAll();
        json::Parsed parsed = json::parse(m_texts[name].toStdString());
        QVERIFY2(parsed.value && !hasErrors(parsed.diagnostics), qPrintable(name));
        m_files[name] = std::move(*parsed.value);
        const json::Value *cases = m_files[name].find("cases");
        QVERIFY2(cases && cases->isArray() && !cases->items.empty(), qPrintable(name));
        for (std::size_t i = 0; i < cases->items.size(); ++i) {
            const json::Value *id = cases->items[i].find("id");
            const json::Value *page = cases->items[i].find("page");
            QVERIFY2(id && id->isString() && page && page->text.starts_with("https://docs.aws.amazon.com/"),
                     qPrintable(name + QLatin1Char('/') + QString::number(i)));
            const QString text = QString::fromStdString(id->text);
            QVERIFY2(!ids.contains(text), qPrintable(text));
            ids.insert(text);
            QTest::newRow(qPrintable(text)) << name << static_cast<int>(i);
        }
    }
    QVERIFY(!ids.isEmpty());
}

void TestScenarios::evaluate()
{
    QFETCH(QString, file);
    QFETCH(int, index);
    const json::Value &value = m_files[file].find("cases")->items[static_cast<std::size_t>(index)];
    const std::string text = m_texts[file].toStdString();
    Case evaluated;
    ShapeError error;
    QVERIFY2(caseFromJson(value, text, evaluated, &error), (error.code + " at " + error.at).c_str());
    const Answer answer = rolewright::evaluate(evaluated.layers, evaluated.request);

    const json::Value *expect = value.find("expect");
    QVERIFY(expect && expect->isObject() && !expect->members.empty());
    std::vector<std::string> rules;
    for (const RuleId rule : answer.rules)
        rules.emplace_back(ruleName(rule));
    std::vector<std::string> blockedBy;
    for (const Layer layer : answer.blockedBy)
        blockedBy.emplace_back(name(layer));
    std::vector<std::string> sids;
    for (const StatementRef &statement : answer.statements)
        sids.push_back(statement.sid);
    const auto containsAll = [](const std::vector<std::string> &have, const json::Value &want) {
        return std::all_of(want.items.begin(), want.items.end(), [&](const json::Value &item) {
            return std::find(have.begin(), have.end(), item.text) != have.end();
        });
    };
    for (const json::Member &member : expect->members) {
        if (member.key == "decision")
            QCOMPARE(QString::fromUtf8(name(answer.decision).data()), QString::fromStdString(member.value.text));
        else if (member.key == "verdict")
            QCOMPARE(QString::fromUtf8(name(answer.verdict).data()), QString::fromStdString(member.value.text));
        else if (member.key == "blockedBy")
            QVERIFY2(containsAll(blockedBy, member.value), toJson(answer).dump().c_str());
        else if (member.key == "rules")
            QVERIFY2(containsAll(rules, member.value), toJson(answer).dump().c_str());
        else if (member.key == "statements")
            QVERIFY2(containsAll(sids, member.value), toJson(answer).dump().c_str());
        else if (member.key == "dependsOn")
            QVERIFY2(containsAll(answer.dependsOn, member.value), toJson(answer).dump().c_str());
        else
            QFAIL(qPrintable(QStringLiteral("unknown expectation ") + QString::fromStdString(member.key)));
    }
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
