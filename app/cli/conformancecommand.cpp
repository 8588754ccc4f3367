// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/conformance.h"
#include "cli/builtincases.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/jsonlines.h"
#include "cli/load.h"
#include "cli/stats.h"
#include "words/shapewords.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace rolewright::cli {
namespace {

struct Conformance {
    Q_DECLARE_TR_FUNCTIONS(Conformance)
};

using Json = nlohmann::ordered_json;

/// A case that was asked for, and its result once it has run.
struct Row {
    const ConformanceCase *oneCase;
    std::optional<ConformanceResult> result;
};

struct Rows {
    const ConformanceFamily *family;
    std::vector<Row> rows;

    std::size_t passed() const
    {
        return static_cast<std::size_t>(
            std::count_if(rows.begin(), rows.end(), [](const Row &row) { return row.result && row.result->passed(); }));
    }
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString errorLine(const std::string &file, const ConformanceError &error)
{
    QString line = QStringLiteral("%1:%2:%3: ").arg(text(file)).arg(error.position.line).arg(error.position.column);
    if (!error.caseId.empty())
        line += text(error.caseId) + QStringLiteral(": ");
    if (!error.error.at.empty())
        line += text(error.error.at) + QStringLiteral(": ");
    return line + words::shapeError(error.error);
}

/// Nothing when a file can't be used, or two of them hold a case of the same id; the reason is told.
std::optional<std::vector<ConformanceFamily>> readFamilies(const std::vector<InputFile> &files)
{
    std::vector<ConformanceFamily> families;
    std::set<std::string> ids;
    for (const InputFile &file : files) {
        ConformanceError error;
        std::optional<ConformanceFamily> family = readConformance(file.text, &error);
        if (!family) {
            tell(errorLine(file.name, error));
            return std::nullopt;
        }
        for (const ConformanceCase &oneCase : family->cases) {
            if (!ids.insert(oneCase.id).second) {
                tell(errorLine(file.name, {{"repeatedCase", {oneCase.id}, {}}, {}, oneCase.position}));
                return std::nullopt;
            }
        }
        families.push_back(std::move(*family));
    }
    return families;
}

/// "explicitDeny", "implicitDeny, depends": the verdict where the decision doesn't say it.
QString outcome(const std::string &decision, const std::string &verdict)
{
    if (decision.empty())
        return text(verdict);
    const bool told = verdict.empty() || verdict == (decision == "allowed" ? "allowed" : "denied");
    return told ? text(decision) : text(decision) + QStringLiteral(", ") + text(verdict);
}

QString expected(const ConformanceCase &oneCase)
{
    return outcome(oneCase.expect.decision.value_or(""), oneCase.expect.verdict.value_or(""));
}

QString rowText(const Row &row)
{
    const ConformanceCase &oneCase = *row.oneCase;
    QString line;
    if (!row.result) {
        line = Conformance::tr("  %1: expected %2  %3").arg(text(oneCase.id), expected(oneCase), text(oneCase.page));
    } else {
        const std::string decision(name(row.result->answer.decision));
        const std::string verdict(name(row.result->answer.verdict));
        const QString got = outcome(oneCase.expect.decision ? decision : std::string(), verdict);
        line = (row.result->passed() ? Conformance::tr("  passed  %1: expected %2, got %3  %4")
                                     : Conformance::tr("  FAILED  %1: expected %2, got %3  %4"))
                   .arg(text(oneCase.id), expected(oneCase), got, text(oneCase.page));
    }
    if (!oneCase.note.empty())
        line += QStringLiteral("  (%1)").arg(text(oneCase.note));
    line += u'\n';
    if (row.result) {
        for (const ConformanceDifference &difference : row.result->differences)
            line += Conformance::tr("          %1: expected %2, got %3\n")
                        .arg(text(difference.field), text(difference.expected),
                            difference.got.empty() ? Conformance::tr("nothing") : text(difference.got));
    }
    return line;
}

QString summary(const std::vector<Rows> &families, bool listed)
{
    QString result;
    int width = 0;
    std::size_t cases = 0;
    std::size_t passed = 0;
    for (const Rows &family : families)
        width = std::max(width, static_cast<int>(text(family.family->name).size()));
    for (const Rows &family : families) {
        cases += family.rows.size();
        passed += family.passed();
        const QString name = text(family.family->name).leftJustified(width);
        const QString count = QString::number(family.rows.size()).rightJustified(5);
        result += listed ? Conformance::tr("%1 %2 cases\n").arg(name, count)
                         : Conformance::tr("%1 %2 cases, %3 failed\n").arg(name, count).arg(family.rows.size() - family.passed());
    }
    result += listed ? Conformance::tr("Families: %1, cases: %2\n").arg(families.size()).arg(cases)
                     : Conformance::tr("Families: %1, cases: %2, passed: %3, failed: %4\n")
                           .arg(families.size())
                           .arg(cases)
                           .arg(passed)
                           .arg(cases - passed);
    return result;
}

Json expectationJson(const ConformanceExpectation &expect)
{
    Json json = Json::object();
    if (expect.decision)
        json["decision"] = *expect.decision;
    if (expect.verdict)
        json["verdict"] = *expect.verdict;
    const auto add = [&](const char *key, const std::vector<std::string> &values) {
        if (!values.empty())
            json[key] = values;
    };
    add("blockedBy", expect.blockedBy);
    add("statements", expect.statements);
    add("rules", expect.rules);
    add("dependsOn", expect.dependsOn);
    return json;
}

Json toJson(const std::vector<Rows> &families, bool listed)
{
    Json json{{"families", Json::array()}, {"cases", Json::array()}};
    std::size_t passed = 0;
    std::size_t failed = 0;
    for (const Rows &family : families) {
        Json entry{{"family", family.family->name}, {"about", family.family->about}, {"cases", family.rows.size()}};
        if (!listed) {
            entry["passed"] = family.passed();
            entry["failed"] = family.rows.size() - family.passed();
            passed += family.passed();
            failed += family.rows.size() - family.passed();
        }
        json["families"].push_back(std::move(entry));
        for (const Row &row : family.rows) {
            Json one{{"id", row.oneCase->id}, {"family", family.family->name}, {"page", row.oneCase->page},
                {"note", row.oneCase->note}, {"expected", expectationJson(row.oneCase->expect)}};
            if (row.result) {
                one["got"] = rolewright::toJson(row.result->answer);
                one["passed"] = row.result->passed();
            }
            json["cases"].push_back(std::move(one));
        }
    }
    if (!listed) {
        json["passed"] = passed;
        json["failed"] = failed;
    }
    return json;
}

} // namespace

int conformanceCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Conformance::tr(
        "Runs cases that were worked out from AWS's documentation, each with its page, and compares the decision.\n"
        "Exit code: 0 all passed (or listed), 1 something failed, 2 unusable.\n\n"
        "A FILE holds {\"family\", \"about\", \"cases\": [{\"id\", \"page\", \"note\", \"expect\", …}]}; a case is one for “evaluate”,\n"
        "\"expect\" holds \"decision\" or \"verdict\", and values that \"blockedBy\", \"statements\" (Sids), \"rules\" and\n"
        "\"dependsOn\" of the answer have to hold."));
    const QCommandLineOption list(QStringLiteral("list"), Conformance::tr("List the cases, don't run them."));
    const QCommandLineOption family(
        QStringLiteral("family"), Conformance::tr("Only this family; again for further ones."), QStringLiteral("NAME"));
    const QCommandLineOption rule(QStringLiteral("rule"),
        Conformance::tr("Only cases about this: a rule that is expected, or words of the case's id, note or page."),
        QStringLiteral("TEXT"));
    const QCommandLineOption json(QStringLiteral("json"), Conformance::tr("Print one JSON object."));
    const QCommandLineOption statistics(
        QStringLiteral("stats"), Conformance::tr("Add one JSON line with times and memory on standard error."));
    parser.addOptions({list, family, rule, json, statistics});
    parser.addPositionalArgument(QStringLiteral("FILE"),
        Conformance::tr("Files of cases; “-”: standard input. The built-in ones when missing."),
        QStringLiteral("conformance [FILE...]"));
    if (const auto code = parseArguments(parser, arguments))
        return *code;

    Stats stats(parser.isSet(statistics));
    const QStringList paths = parser.positionalArguments();
    const std::optional<std::vector<InputFile>> files = paths.isEmpty() ? builtInCases() : readFiles(paths);
    if (!files)
        return ExitUnusable;
    const auto families = readFamilies(*files);
    if (!families)
        return ExitUnusable;
    for (const QString &wanted : parser.values(family)) {
        const bool known = std::any_of(families->begin(), families->end(),
            [&](const ConformanceFamily &one) { return one.name == wanted.toStdString(); });
        if (!known)
            return refuse(Conformance::tr("there is no family “%1”; “rolewright-cli conformance --list” ends with their names").arg(wanted));
    }
    stats.loaded();

    const bool listed = parser.isSet(list);
    std::vector<Rows> selected;
    bool failed = false;
    for (const ConformanceFamily &one : *families) {
        if (parser.isSet(family) && !parser.values(family).contains(text(one.name)))
            continue;
        Rows rows{&one, {}};
        for (const ConformanceCase &oneCase : one.cases) {
            if (!isAbout(oneCase, parser.value(rule).toStdString()))
                continue;
            Row row{&oneCase, std::nullopt};
            if (!listed) {
                row.result = runConformance(oneCase);
                stats.answered();
                failed = failed || !row.result->passed();
            }
            rows.rows.push_back(std::move(row));
        }
        if (!rows.rows.empty())
            selected.push_back(std::move(rows));
    }
    // Nothing asked would look like everything passed.
    if (selected.empty())
        return refuse(parser.isSet(rule) ? Conformance::tr("no case is about “%1”").arg(parser.value(rule))
                                         : Conformance::tr("there are no cases"));

    if (parser.isSet(json)) {
        write(dumped(toJson(selected, listed)) + '\n');
    } else {
        for (const Rows &rows : selected) {
            write(Conformance::tr("%1: %2\n").arg(text(rows.family->name), text(rows.family->about)));
            for (const Row &row : rows.rows)
                write(rowText(row));
            write(QStringLiteral("\n"));
        }
        write(summary(selected, listed));
    }
    flush();
    stats.print();
    return failed ? ExitFailed : ExitDone;
}

} // namespace rolewright::cli
