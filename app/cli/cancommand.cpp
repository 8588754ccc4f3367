// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/effective.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/jsonlines.h"
#include "cli/load.h"
#include "cli/question.h"
#include "cli/simulationjson.h"
#include "cli/stats.h"
#include "cli/suggest.h"
#include "evaluate/answerjson.h"
#include "words/words.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace rolewright::cli {
namespace {

struct Can {
    Q_DECLARE_TR_FUNCTIONS(Can)
};

using Json = nlohmann::ordered_json;

QString joined(const std::vector<std::string> &texts, bool negated)
{
    QStringList list;
    for (const std::string &text : texts)
        list += QString::fromStdString(text);
    const QString text = list.join(QStringLiteral(", "));
    return negated ? Can::tr("everything but %1").arg(text) : text;
}

QString conditionsOf(const EffectiveStatement &statement)
{
    QStringList list;
    for (const ConditionEntry &entry : statement.conditions) {
        QStringList values;
        for (const PolicyString &value : entry.values)
            values += QString::fromStdString(value.text);
        list += Can::tr("%1 %2 %3").arg(QString::fromStdString(entry.key.text), QString::fromStdString(entry.operatorText.text),
            values.join(Can::tr(" or ")));
    }
    return list.join(Can::tr(" and "));
}

QString tableOf(const EffectivePolicy &policy)
{
    if (policy.statements.empty())
        return Can::tr("  nothing\n");
    QString text;
    for (const EffectiveStatement &statement : policy.statements) {
        text += statement.effect == Effect::Deny ? Can::tr("  never    ") : statement.exact ? Can::tr("  may      ") : Can::tr("  at most  ");
        text += Can::tr("%1 on %2").arg(joined(statement.actions, statement.notActions), joined(statement.resources, statement.notResources));
        if (const QString conditions = conditionsOf(statement); !conditions.isEmpty())
            text += Can::tr(" if %1").arg(conditions);
        text += Can::tr("  [%1: %2]\n").arg(words::layer(statement.layer), QString::fromStdString(statement.policy));
    }
    for (const std::string &name : policy.unknown)
        text += Can::tr("  unknown  %1 can't be used or isn't known: it may allow or deny more\n").arg(QString::fromStdString(name));
    return text;
}

QString titleOf(const CanDo &one)
{
    if (one.hops.empty())
        return Can::tr("At any time, as %1\n").arg(QString::fromStdString(one.principal.arn));
    QString text = one.verdict == Verdict::Allowed ? Can::tr("One at a time, after:\n") : Can::tr("One at a time, if conditions hold, after:\n");
    for (const Hop &hop : one.hops) {
        text += Can::tr("  %1").arg(words::step(hop));
        text += hop.needs.empty() ? QStringLiteral("\n") : Can::tr(" (needs %1)\n").arg(words::needs(hop.needs));
    }
    return text;
}

Json tableJson(const EffectivePolicy &policy)
{
    Json rows = Json::array();
    for (const EffectiveStatement &statement : policy.statements) {
        Json row{{"effect", statement.effect == Effect::Allow ? "Allow" : "Deny"}, {"exact", statement.exact},
            {statement.notActions ? "notActions" : "actions", statement.actions},
            {statement.notResources ? "notResources" : "resources", statement.resources}};
        Json conditions = Json::array();
        for (const ConditionEntry &entry : statement.conditions) {
            Json values = Json::array();
            for (const PolicyString &value : entry.values)
                values.push_back(value.text);
            conditions.push_back({{"operator", entry.operatorText.text}, {"key", entry.key.text}, {"values", values}});
        }
        row["conditions"] = std::move(conditions);
        row["layer"] = name(statement.layer);
        row["policy"] = statement.policy;
        if (!statement.via.empty())
            row["via"] = statement.via;
        rows.push_back(std::move(row));
    }
    return rows;
}

Json toJson(const CanDo &one)
{
    Json json{{"principal", one.principal.arn}, {"verdict", name(one.verdict)}, {"hops", hopsJson(one.hops)},
        {"document", Json::parse(documentText(one.policy))}, {"table", tableJson(one.policy)}};
    if (!one.policy.unknown.empty())
        json["unknown"] = one.policy.unknown;
    return json;
}

} // namespace

int canCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Can::tr("What can somebody do: now, and as each role that it reaches, one at a time. "
                                             "Exit code: 0 answered, 2 unusable."));
    const QCommandLineOption principal(
        QStringLiteral("principal"), Can::tr("ARN of a user, role or role session."), QStringLiteral("ARN"));
    const QCommandLineOption hops(
        QStringLiteral("max-hops"), Can::tr("Longest route, 0 to 10 (default 3)."), QStringLiteral("N"), QStringLiteral("3"));
    const QCommandLineOption noPassRole(
        QStringLiteral("no-pass-role"), Can::tr("Leave out roles of services that could be started."));
    const QCommandLineOption document(QStringLiteral("document"), Can::tr("Print policy documents instead of tables."));
    const QCommandLineOption json(QStringLiteral("json"), Can::tr("Print one JSON object."));
    const QCommandLineOption statistics(
        QStringLiteral("stats"), Can::tr("Add one JSON line with times and memory on standard error."));
    parser.addOptions({principal, hops, noPassRole, document, json, statistics});
    parser.addPositionalArgument(QStringLiteral("WORKSPACE"),
        Can::tr("A .rolewright file or anything that can be imported; “-”: standard input."), QStringLiteral("can WORKSPACE"));
    if (const auto code = parseArguments(parser, arguments))
        return *code;
    if (parser.positionalArguments().size() != 1)
        return refuse(Can::tr("can needs one WORKSPACE. Try “rolewright-cli can --help”."));
    if (!parser.isSet(principal))
        return refuse(Can::tr("can needs --principal. Try “rolewright-cli can --help”."));
    RouteOptions options;
    options.nearMisses = false;
    options.explain = false;
    options.passRole = !parser.isSet(noPassRole);
    bool isNumber = false;
    options.maximumHops = parser.value(hops).toInt(&isNumber);
    if (!isNumber || options.maximumHops < 0 || options.maximumHops > 10)
        return refuse(Can::tr("--max-hops: “%1” isn't a number from 0 to 10").arg(parser.value(hops)));

    Stats stats(parser.isSet(statistics));
    const std::optional<World> world = loadWorld(parser.positionalArguments().front());
    if (!world)
        return ExitUnusable;
    stats.loaded();
    // What nobody knows it may do isn't nothing.
    const std::string arn = parser.value(principal).toStdString();
    if (const std::optional<Principal> named = parsePrincipal(arn); named && isMissing(*world, *named))
        return refuse(Can::tr("--principal: the workspace doesn't hold “%1”.%2").arg(parser.value(principal), didYouMean(closePrincipals(*world, arn))));
    const std::optional<Request> asking =
        readQuestion(*world, {parser.value(principal), QStringLiteral("sts:GetCallerIdentity"), {QStringLiteral("*")}, {}, {}});
    if (!asking)
        return ExitUnusable;
    const CanDoList list = options.maximumHops == 0
        ? CanDoList{{{{}, Verdict::Allowed, asking->principal, effectivePolicy(*world, *asking)}}, false}
        : whatCan(RouteFinder(*world), *world, *asking, options);
    stats.answered();
    if (parser.isSet(json)) {
        Json all{{"now", toJson(list.all.front())}, {"reachable", Json::array()}, {"limitReached", list.limitReached}};
        for (std::size_t i = 1; i < list.all.size(); ++i)
            all["reachable"].push_back(toJson(list.all[i]));
        write(dumped(all) + '\n');
    } else {
        bool first = true;
        for (const CanDo &one : list.all) {
            write((first ? QString() : QStringLiteral("\n")) + titleOf(one)
                + (parser.isSet(document) ? QString::fromStdString(documentText(one.policy)) + u'\n' : tableOf(one.policy)));
            first = false;
        }
        if (list.limitReached)
            write(Can::tr("\nThere may be more roles behind longer routes (--max-hops).\n"));
    }
    flush();
    stats.print();
    return ExitDone;
}

} // namespace rolewright::cli
