// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/scenarios.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/jsonlines.h"
#include "cli/load.h"
#include "cli/stats.h"
#include "routes/routes.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace rolewright::cli {
namespace {

struct Scenarios {
    Q_DECLARE_TR_FUNCTIONS(Scenarios)
};

using Json = nlohmann::ordered_json;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString joined(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &one : texts)
        list += text(one);
    return list.isEmpty() ? Scenarios::tr("none") : list.join(QStringLiteral(", "));
}

QString differences(const Scenario &scenario, const ScenarioResult &result)
{
    QString lines;
    if (result.state == ScenarioResult::State::Unusable)
        return Scenarios::tr("          “%1” isn't a principal; write the ARN of a user, role or session, a service, or *\n")
            .arg(text(scenario.principal));
    if (!result.directAsExpected)
        lines += Scenarios::tr("          directly: expected %1, got %2\n").arg(text(scenario.expectDirect), text(result.direct));
    if (!result.verdictAsExpected)
        lines += Scenarios::tr("          with routes: expected %1, got %2\n").arg(text(scenario.expectVerdict), text(result.verdict));
    if (!result.missingVia.empty())
        lines += Scenarios::tr("          via: expected %1, got %2\n").arg(joined(scenario.expectVia), joined(result.via));
    return lines;
}

QString rowText(const Scenario &scenario, const ScenarioResult &result)
{
    const QString name = scenario.name.empty()
        ? QStringLiteral("%1 · %2 · %3").arg(text(scenario.principal), text(scenario.action), text(scenario.resource))
        : text(scenario.name);
    const QString line = result.passed() ? Scenarios::tr("  passed  %1: %2\n").arg(name, text(result.verdict))
                                         : Scenarios::tr("  FAILED  %1\n").arg(name);
    return line + differences(scenario, result);
}

Json rowJson(const Scenario &scenario, const ScenarioResult &result)
{
    Json expected = Json::object();
    if (!scenario.expectDirect.empty())
        expected["direct"] = scenario.expectDirect;
    if (!scenario.expectVerdict.empty())
        expected["verdict"] = scenario.expectVerdict;
    if (!scenario.expectVia.empty())
        expected["via"] = scenario.expectVia;
    const bool usable = result.state != ScenarioResult::State::Unusable;
    Json got = Json::object();
    if (usable)
        got = {{"direct", result.direct}, {"verdict", result.verdict}, {"via", result.via}};
    return {{"name", scenario.name}, {"note", scenario.note}, {"principal", scenario.principal}, {"action", scenario.action},
        {"resource", scenario.resource}, {"expected", expected}, {"got", got}, {"usable", usable}, {"passed", result.passed()}};
}

} // namespace

int scenariosCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Scenarios::tr("Runs the saved questions of a workspace and compares the verdicts with the expected ones.\n"
                      "Exit code: 0 all passed, 1 something failed, 2 unusable (also a workspace without saved questions)."));
    const QCommandLineOption json(QStringLiteral("json"), Scenarios::tr("Print one JSON object."));
    const QCommandLineOption statistics(
        QStringLiteral("stats"), Scenarios::tr("Add one JSON line with times and memory on standard error."));
    parser.addOptions({json, statistics});
    parser.addPositionalArgument(QStringLiteral("WORKSPACE"), Scenarios::tr("A .rolewright file; “-”: standard input."),
        QStringLiteral("scenarios WORKSPACE"));
    if (const auto code = parseArguments(parser, arguments))
        return *code;
    const QStringList files = parser.positionalArguments();
    if (files.isEmpty())
        return refuse(Scenarios::tr("scenarios needs a WORKSPACE. Try “rolewright-cli scenarios --help”."));
    if (files.size() > 1)
        return refuse(Scenarios::tr("scenarios runs those of one WORKSPACE; “%1” is too many").arg(files[1]));

    Stats stats(parser.isSet(statistics));
    const std::optional<World> world = loadWorld(files.front());
    if (!world)
        return ExitUnusable;
    stats.loaded();
    const std::vector<Scenario> &scenarios = world->header().scenarios;
    if (scenarios.empty())
        return refuse(Scenarios::tr("%1 holds no saved questions").arg(files.front()));

    QString rows;
    Json list = Json::array();
    std::size_t passed = 0;
    Progress progress(Scenarios::tr("Asking"));
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        progress.show(static_cast<double>(i) / static_cast<double>(scenarios.size()));
        const ScenarioResult result = runScenario(*world, scenarios[i]);
        stats.answered();
        passed += result.passed() ? 1 : 0;
        if (parser.isSet(json))
            list.push_back(rowJson(scenarios[i], result));
        else
            rows += rowText(scenarios[i], result);
    }
    const std::size_t failed = scenarios.size() - passed;
    if (parser.isSet(json))
        write(dumped({{"scenarios", list}, {"passed", passed}, {"failed", failed}}) + '\n');
    else
        write(rows + Scenarios::tr("Scenarios: %1, passed: %2, failed: %3\n").arg(scenarios.size()).arg(passed).arg(failed));
    flush();
    stats.print();
    return failed > 0 ? ExitFailed : ExitDone;
}

} // namespace rolewright::cli
