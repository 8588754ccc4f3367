// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/load.h"
#include "cli/stats.h"
#include "words/words.h"
#include "world/workspaceio.h"

#include <nlohmann/json.hpp>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <unordered_map>
#include <vector>

namespace rolewright::cli {
namespace {

struct Import {
    Q_DECLARE_TR_FUNCTIONS(Import)
};

std::string severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
        break;
    }
    return "info";
}

QString reportText(const ImportReport &report)
{
    // By entity, in the order in which each is met first.
    std::vector<std::pair<std::string, QString>> groups;
    std::unordered_map<std::string, std::size_t> places;
    for (const ImportRemark &remark : report.remarks) {
        const auto [place, added] = places.emplace(remark.entity, groups.size());
        if (added)
            groups.emplace_back(remark.entity, QString());
        groups[place->second].second += QStringLiteral("  ") + remarkLine(remark) + u'\n';
    }
    QString text;
    for (const auto &[entity, lines] : groups)
        text += (entity.empty() ? Import::tr("The input as a whole") : QString::fromStdString(entity)) + u'\n' + lines;
    if (!groups.empty())
        text += u'\n';
    text += Import::tr("Users: %1, groups: %2, roles: %3, policies: %4, resources: %5, remarks: %6\n")
                .arg(report.users)
                .arg(report.groups)
                .arg(report.roles)
                .arg(report.policies)
                .arg(report.resources)
                .arg(report.remarks.size());
    return text;
}

nlohmann::ordered_json reportJson(const ImportReport &report)
{
    nlohmann::ordered_json remarks = nlohmann::ordered_json::array();
    for (const ImportRemark &remark : report.remarks) {
        remarks.push_back({{"severity", severityName(remark.severity)}, {"code", remark.code}, {"arguments", remark.arguments},
            {"message", words::remark(remark).toStdString()}, {"entity", remark.entity}, {"file", remark.file},
            {"line", remark.position.line}, {"column", remark.position.column}});
    }
    return {{"users", report.users}, {"groups", report.groups}, {"roles", report.roles}, {"policies", report.policies},
        {"resources", report.resources}, {"remarks", remarks}};
}

} // namespace

int importCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Import::tr("Makes one workspace of account exports (aws iam get-account-authorization-details) and workspace files,\n"
                   "and reports what is odd in them, entity by entity."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
        Import::tr("The workspace file to write; “-”: standard output."), QStringLiteral("WORKSPACE"));
    const QCommandLineOption json(QStringLiteral("json"), Import::tr("Print the report as one JSON object."));
    const QCommandLineOption statistics(
        QStringLiteral("stats"), Import::tr("Add one JSON line with times and memory on standard error."));
    parser.addOptions({output, json, statistics});
    parser.addPositionalArgument(
        QStringLiteral("FILE"), Import::tr("Exports, or “-” for standard input."), QStringLiteral("import FILE..."));
    if (const auto code = parseArguments(parser, arguments))
        return *code;
    if (parser.positionalArguments().isEmpty())
        return refuse(Import::tr("import needs a FILE. Try “rolewright-cli import --help”."));
    if (!parser.isSet(output) || parser.value(output).isEmpty())
        return refuse(Import::tr("import needs “-o WORKSPACE”, the file to write"));

    // An export can't be had back from the workspace that is made of it.
    for (const QString &file : parser.positionalArguments()) {
        const QFileInfo source(file), target(parser.value(output));
        if (source.suffix() != QLatin1String("rolewright") && source.exists() && target.exists() && source.canonicalFilePath() == target.canonicalFilePath())
            return refuse(Import::tr("“%1” would be replaced by the workspace; name another file after -o").arg(file));
    }

    Stats stats(parser.isSet(statistics));
    const auto files = readFiles(parser.positionalArguments());
    if (!files)
        return ExitUnusable;
    const ImportResult result = importWithProgress(*files);
    stats.loaded();
    if (!result.world) {
        for (const ImportRemark &remark : result.report.remarks)
            tell(remarkLine(remark));
        return refuse(result.report.remarks.empty() || parser.positionalArguments().size() == 1
                ? Import::tr("nothing was imported")
                : Import::tr("nothing was imported: mend the file with the error, or leave it out"));
    }

    const QString report = parser.isSet(json)
        ? QString::fromStdString(reportJson(result.report).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
            + u'\n'
        : reportText(result.report);
    const QString path = parser.value(output);
    if (path == u"-") {
        writeWorkspace(*result.world, [](std::string_view piece) { write(piece); });
        tell(report.trimmed());
    } else {
        std::string error;
        if (!saveWorkspace(*result.world, QFile::encodeName(path).toStdString(), &error)) {
            tell(QStringLiteral("%1: %2").arg(path, QString::fromStdString(error)));
            return ExitUnusable;
        }
        write(report);
    }
    stats.print();
    return ExitDone;
}

} // namespace rolewright::cli
