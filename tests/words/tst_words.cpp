// SPDX-License-Identifier: GPL-3.0-or-later
// Every code that the engine's sources can emit has a sentence; sentences hold the user's own input.
#include "words/shapewords.h"
#include "words/vocabulary.h"
#include "words/words.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

using namespace rolewright;
using words::Vocabulary;

namespace {

/// The sources under model/DIRECTORY as one text, without comments: they name codes as examples.
QString sources(const QString &directory, const QString &only = {})
{
    QString all;
    QDirIterator files(QStringLiteral(FIXTURES "/../../model/") + directory, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!only.isEmpty() && !files.fileName().contains(QRegularExpression(only)))
            continue;
        if (!file.open(QIODevice::ReadOnly))
            qFatal("can't read %s", qPrintable(file.fileName()));
        all += QString::fromUtf8(file.readAll()) + u'\n';
    }
    static const QRegularExpression comment(QStringLiteral("(^|\\s)//[^\\n]*"));
    return all.remove(comment);
}

QSet<QString> found(const QString &text, const QString &pattern)
{
    QSet<QString> codes;
    QRegularExpressionMatchIterator matches = QRegularExpression(pattern).globalMatch(text);
    while (matches.hasNext())
        codes.insert(matches.next().captured(1));
    return codes;
}

QStringList unknown(const QSet<QString> &codes, std::initializer_list<Vocabulary> vocabularies)
{
    QStringList result;
    for (const QString &code : codes) {
        const bool known = std::any_of(vocabularies.begin(), vocabularies.end(),
                                       [&](Vocabulary vocabulary) { return words::knows(vocabulary, code.toStdString()); });
        if (!known)
            result += code;
    }
    result.sort();
    return result;
}

} // namespace

class TestWords : public QObject
{
    Q_OBJECT
private slots:
    void diagnosticCodes();
    void jsonExpectations();
    void remarkCodes();
    void refusalCodes();
    void missingAndFixCodes();
    void editCodes();
    void shapeCodes();
    void unmodelledCauses();
    void phrasesAreWellFormed();
    void everyRuleHasASentence();
    void everyReasonHasWords();
    void unknownCodeShowsItself();
    void argumentsAreNotReadAsPlaces();
    void needsInWords();
    void summaryNamesTheDecidingStatement();
    void summaryNamesTheSilentLayer();
    void summaryNamesWhatTheServiceRefuses();
    void simulationInWords();
    void jsonErrorInWords();
    void placeOfARemark();
};

void TestWords::diagnosticCodes()
{
    const QString text = sources(QStringLiteral("text")) + sources(QStringLiteral("policy")) + sources(QStringLiteral("world"));
    QSet<QString> codes = found(text, QStringLiteral("Diagnostic\\{\\s*Severity::\\w+,\\s*\"(\\w+)\""));
    codes += found(sources(QStringLiteral("text")) + sources(QStringLiteral("policy")), QStringLiteral("Severity::\\w+,\\s*\"(\\w+)\""));
    codes += found(sources(QStringLiteral("policy")), QStringLiteral("\\b(?:wrong|error)\\(\\s*\"(\\w+)\""));
    QVERIFY2(codes.size() > 35, "the scan finds fewer codes than the parser has: its patterns are out of date");
    QVERIFY(codes.contains(QStringLiteral("unknownOperator")));
    QVERIFY(codes.contains(QStringLiteral("rcpAllow")));
    QCOMPARE(unknown(codes, {Vocabulary::Diagnostics}), QStringList());
}

void TestWords::jsonExpectations()
{
    const QString text = sources(QStringLiteral("text"), QStringLiteral("jsonreader"));
    const QString body = text.section(QStringLiteral("expectation(bool comma"), 1).section(QStringLiteral("std::string_view m_text"), 0, 0);
    const QSet<QString> codes = found(body, QStringLiteral("\"(\\w+)\""));
    QVERIFY(codes.contains(QStringLiteral("commaOrBrace")));
    QCOMPARE(unknown(codes, {Vocabulary::JsonParts}), QStringList());
}

void TestWords::remarkCodes()
{
    const QString text = sources(QStringLiteral("world")) + sources(QStringLiteral("document"), QStringLiteral("^(importjob|journal|recovery)\\.cpp$"));
    QSet<QString> codes = found(text, QStringLiteral("Severity::\\w+,\\s*\"(\\w+)\""));
    codes += found(text, QStringLiteral("\\berror\\(filePath,\\s*\"(\\w+)\""));
    codes += found(text, QStringLiteral("\\b(?:warn|report|addToFile|add)\\(\\s*\"(\\w+)\""));
    codes += found(text, QStringLiteral("(?:severity|kind\\.second),\\s*\"(\\w+)\""));
    QVERIFY(codes.contains(QStringLiteral("policyNotInExport")));
    QVERIFY(codes.contains(QStringLiteral("wrongShape")));
    QVERIFY(codes.contains(QStringLiteral("recoveryTaken")));
    QVERIFY(codes.contains(QStringLiteral("lastEditsLeftOut")));
    QVERIFY(codes.size() > 25);
    QCOMPARE(unknown(codes, {Vocabulary::Remarks, Vocabulary::Diagnostics}), QStringList());
}

void TestWords::refusalCodes()
{
    const QSet<QString> codes = found(sources(QStringLiteral("edits")), QStringLiteral("(?:refuse|refused|Refused)[({]\\s*\"(\\w+)\""));
    QVERIFY(codes.contains(QStringLiteral("nameTaken")));
    QVERIFY(codes.size() > 20);
    QCOMPARE(unknown(codes, {Vocabulary::Refusals}), QStringList());
}

void TestWords::missingAndFixCodes()
{
    const QString text = sources(QStringLiteral("routes"));
    // {side, "code", arguments, "fixCode", arguments, …}; both names are lowerCamelCase and stand behind a comma or "= ".
    const QSet<QString> codes = found(text, QStringLiteral("[Ss]ide(?:::\\w+|Of\\([^)]*\\))?,\\s*\"([a-z]+[A-Z]\\w*)\""))
        + found(text, QStringLiteral("\\.code = \"(\\w+)\""));
    const QSet<QString> fixes = found(text, QStringLiteral("(?:request|subject|names|\\}),\\s*\"([a-z]+[A-Z]\\w*)\""))
        + found(text, QStringLiteral("fixCode = \"(\\w+)\""));
    QVERIFY(codes.contains(QStringLiteral("notTrusted")));
    QVERIFY(codes.contains(QStringLiteral("keyMismatch")));
    QVERIFY(fixes.contains(QStringLiteral("giveKey")));
    QVERIFY(fixes.contains(QStringLiteral("removeDeny")));
    QCOMPARE(unknown(codes, {Vocabulary::Missing}), QStringList());
    QCOMPARE(unknown(fixes, {Vocabulary::Fixes}), QStringList());
}

void TestWords::editCodes()
{
    const QString text = sources(QStringLiteral("analyse"), QStringLiteral("^(answerfixes|fixcandidates|fixtargets)\\.cpp$"));
    const QSet<QString> parts = found(text, QStringLiteral("(?:partOf\\([^\"\\n]*|offer\\(|part\\.code = [^\";]*)\"(\\w+)\""));
    const QSet<QString> obstacles = found(text, QStringLiteral("(?:block\\(\\{|FixObstacle\\{)\"(\\w+)\""));
    const QSet<QString> notes = found(text, QStringLiteral("notes\\.push_back\\(\\{\"(\\w+)\""));
    QVERIFY(parts.contains(QStringLiteral("removeStatement")));
    QVERIFY(obstacles.contains(QStringLiteral("awsManaged")));
    QVERIFY(notes.contains(QStringLiteral("skipsCondition")));
    QCOMPARE(unknown(parts, {Vocabulary::FixParts}), QStringList());
    QCOMPARE(unknown(obstacles, {Vocabulary::FixObstacles}), QStringList());
    QCOMPARE(unknown(notes - QSet<QString>{QStringLiteral("othersToo")}, {Vocabulary::FixNotes}), QStringList());
}

void TestWords::shapeCodes()
{
    const QSet<QString> codes = found(sources(QStringLiteral("evaluate")), QStringLiteral("fail\\((?:m_)?error,\\s*\"(\\w+)\""));
    QVERIFY(codes.contains(QStringLiteral("badPrincipal")));
    QVERIFY(codes.size() > 10);
    QCOMPARE(unknown(codes, {Vocabulary::Shapes}), QStringList());
}

void TestWords::unmodelledCauses()
{
    const QSet<QString> codes = found(sources(QStringLiteral("evaluate")), QStringLiteral("notModelled(?:\\.insert\\(| = )\"(\\w+)[:\"]"));
    QVERIFY(codes.contains(QStringLiteral("canonicalUser")));
    QCOMPARE(unknown(codes, {Vocabulary::Unmodelled}), QStringList());
    QCOMPARE(words::unmodelled("multivaluedKey:aws:TagKeys"),
             QStringLiteral("a single-valued operator on aws:TagKeys, which has several values"));
}

void TestWords::phrasesAreWellFormed()
{
    for (const auto phrases : {words::diagnosticPhrases(), words::remarkPhrases(), words::refusalPhrases(), words::missingPhrases(),
                               words::fixPhrases(), words::shapePhrases(), words::jsonPartPhrases(), words::unmodelledPhrases()}) {
        QSet<QString> codes;
        for (const words::Phrase &phrase : phrases) {
            const QString code = QString::fromUtf8(phrase.code), text = QString::fromUtf8(phrase.text);
            QVERIFY2(!codes.contains(code), phrase.code);
            codes.insert(code);
            QVERIFY2(!text.trimmed().isEmpty(), phrase.code);
            QCOMPARE(text.count(QChar(0x201c)), text.count(QChar(0x201d)));
        }
    }
}

void TestWords::everyRuleHasASentence()
{
    const QString header = sources(QStringLiteral("evaluate"), QStringLiteral("^rules\\.h$"));
    const int rules = static_cast<int>(found(header.section(u'{', 2, 2).section(u'}', 0, 0), QStringLiteral("\\b([A-Z]\\w+)\\b")).size());
    QVERIFY(rules > 25);
    QSet<QString> sentences;
    for (int i = 0; i < rules; ++i) {
        const QString sentence = words::rule(static_cast<RuleId>(i));
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(QString::number(i)));
        sentences.insert(sentence);
    }
    QCOMPARE(sentences.size(), rules);
}

void TestWords::everyReasonHasWords()
{
    for (int i = 0; i <= static_cast<int>(MatchReason::Vacuous); ++i)
        QVERIFY2(!words::reason(static_cast<MatchReason>(i)).isEmpty(), qPrintable(QString::number(i)));
    for (int i = 0; i <= static_cast<int>(Layer::Rcp); ++i)
        QVERIFY(!words::layer(static_cast<Layer>(i)).isEmpty());
    for (int i = 0; i <= static_cast<int>(PrincipalKind::Anonymous); ++i)
        QVERIFY(!words::principalKind(static_cast<PrincipalKind>(i)).isEmpty());
    for (int i = 0; i <= static_cast<int>(EntityKind::OrganizationPolicy); ++i)
        QVERIFY(!words::entityKind(static_cast<EntityKind>(i)).isEmpty());
}

void TestWords::unknownCodeShowsItself()
{
    QCOMPARE(words::diagnostic({Severity::Error, "notYetNamed", {"a", "b"}, {}}), QStringLiteral("notYetNamed: “a”, “b”"));
    QCOMPARE(words::refused({"alsoNotNamed", {}}), QStringLiteral("alsoNotNamed"));
}

void TestWords::argumentsAreNotReadAsPlaces()
{
    QCOMPARE(words::filled(QStringLiteral("%1 and %2"), {"%2", "x%1"}), QStringLiteral("%2 and x%1"));
    QCOMPARE(words::filled(QStringLiteral("100% of %1%"), {"it"}), QStringLiteral("100% of it%"));
}

void TestWords::needsInWords()
{
    HopNeeds needs;
    QCOMPARE(words::needs(needs), QString());
    needs.externalId = "cust-7f21";
    needs.mfa = true;
    needs.mfaMaxAgeSeconds = 60;
    QCOMPARE(words::needs(needs), QStringLiteral("External ID cust-7f21, MFA at most 60 s old"));
    needs = {};
    needs.mfaMaxAgeSeconds = 7200;
    needs.sessionTags = {{"team", "a", false}};
    QCOMPARE(words::needsList(needs), QStringList({QStringLiteral("MFA at most 2 h old"), QStringLiteral("session tag team=a")}));
}

void TestWords::summaryNamesTheDecidingStatement()
{
    Answer answer;
    answer.decision = Decision::ExplicitDeny;
    answer.statements = {{Layer::Scp, "region-lock", {}, 1, "OnlyEurope", Effect::Deny, {}}};
    QCOMPARE(words::answerSummary(answer),
             QStringLiteral("Statement “OnlyEurope” of region-lock (SCP) denies it, and an explicit deny wins over every allow."));
    answer.decision = Decision::Allowed;
    answer.verdict = Verdict::Allowed;
    answer.statements = {{Layer::Identity, "read", {}, 2, "", Effect::Allow, {}}};
    QCOMPARE(words::answerSummary(answer), QStringLiteral("Statement 3 of read allows it."));
}

void TestWords::summaryNamesTheSilentLayer()
{
    Answer answer;
    answer.request.principal.kind = PrincipalKind::User;
    answer.blockedBy = {Layer::Identity, Layer::Boundary};
    QCOMPARE(words::answerSummary(answer),
             QStringLiteral("No policy of the user or of the user's groups allows it and the permissions boundary doesn't allow it."));
    answer.verdict = Verdict::Depends;
    answer.blockedBy.clear();
    answer.dependsOn = {"aws:SourceIp"};
    QVERIFY(words::answerSummary(answer).startsWith(QStringLiteral("It depends on aws:SourceIp")));
}

/// The layer that the rule's denial stands under doesn't deny it itself.
void TestWords::summaryNamesWhatTheServiceRefuses()
{
    Answer answer;
    answer.request.action = "sts:AssumeRole";
    answer.request.context.set("sts:ExternalId", "x", Provenance::Given);
    answer.blockedBy = {Layer::Trust};
    answer.rules = {RuleId::CrossAccountBoth, RuleId::StsParameters};
    QCOMPARE(words::answerSummary(answer), QStringLiteral("STS doesn't take sts:ExternalId “x”."));
    answer.rules = {RuleId::ManagedByAws};
    answer.blockedBy = {Layer::Resource, Layer::Boundary};
    QCOMPARE(words::answerSummary(answer), QStringLiteral("The permissions boundary doesn't allow it. ") + words::rule(RuleId::ManagedByAws));
    answer.rules = {RuleId::RoleChainingOneHour};
    answer.blockedBy = {Layer::Trust};
    QCOMPARE(words::answerSummary(answer), words::rule(RuleId::RoleChainingOneHour));
}

void TestWords::simulationInWords()
{
    Simulation simulation;
    QCOMPARE(words::simulationSummary(simulation), QStringLiteral("Denied"));
    Route route;
    route.hops.emplace_back();
    route.hops.back().to = "arn:aws:iam::111122223333:role/A";
    route.answer.verdict = Verdict::Allowed;
    simulation.verdict = Verdict::Allowed;
    simulation.routes = {route, route};
    QCOMPARE(words::simulationSummary(simulation), QStringLiteral("Allowed via 1 role"));
    Route token = route;
    token.hops.back().kind = HopKind::SessionToken;
    Route chain = route;
    chain.hops.emplace_back();
    chain.hops.back().to = "arn:aws:iam::111122223333:role/B";
    Route other = route;
    other.hops.back().to = "arn:aws:iam::111122223333:role/B";
    const auto summary = [&](const std::vector<Route> &routes) {
        simulation.routes = routes;
        return words::simulationSummary(simulation);
    };
    QCOMPARE(summary({token}), QStringLiteral("Allowed with a session token"));
    QCOMPARE(summary({chain}), QStringLiteral("Allowed via 2 roles in a row"));
    QCOMPARE(summary({route, other}), QStringLiteral("Allowed via any of 2 roles"));
    QCOMPARE(summary({route, chain}), QStringLiteral("Allowed by 2 routes"));
    simulation.direct.verdict = Verdict::Allowed;
    QCOMPARE(summary({route}), QStringLiteral("Allowed directly, and via 1 role"));
}

void TestWords::jsonErrorInWords()
{
    const Diagnostics missingComma = json::parse("{\"a\": 1 \"b\": 2}").diagnostics;
    QCOMPARE(missingComma.size(), std::size_t(1));
    const QString text = words::diagnostic(missingComma.front());
    QVERIFY2(text.contains(QStringLiteral("expected a comma or }")), qPrintable(text));
    const Diagnostics cut = json::parse("{\"a\": ").diagnostics;
    QCOMPARE(words::diagnostic(cut.at(0)), QStringLiteral("the text ends here: expected a value"));
}

void TestWords::placeOfARemark()
{
    QCOMPARE(words::place({Severity::Warning, "oddArn", {}, "a.json", {}, {12, 7}}), QStringLiteral("a.json:12:7"));
    QCOMPARE(words::place({Severity::Warning, "oddArn", {}, "a.json", {}, {0, 0}}), QStringLiteral("a.json"));
    const QString shape = words::remark({Severity::Error, "wrongShape", {"Statement", "list", "string"}, {}, {}, {}});
    QCOMPARE(shape, QStringLiteral("“Statement” should be a list and is text"));
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
