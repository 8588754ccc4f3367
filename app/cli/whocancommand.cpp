// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocan.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/jsonlines.h"
#include "cli/load.h"
#include "cli/question.h"
#include "cli/simulationjson.h"
#include "cli/stats.h"
#include "evaluate/answerjson.h"
#include "words/words.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <set>

namespace rolewright::cli {
namespace {

struct WhoCan {
    Q_DECLARE_TR_FUNCTIONS(WhoCan)
};

using Json = nlohmann::ordered_json;
using Kind = WhoCanRow::Kind;

constexpr int sliceMilliseconds = 200;

struct Options {
    int maximumHops = 3;
    bool direct = false;
};

const char *kindName(Kind kind)
{
    switch (kind) {
    case Kind::User: return "user";
    case Kind::Role: return "role";
    case Kind::Root: return "root";
    case Kind::OutsideAccount: return "outsideAccount";
    case Kind::AnyAccount: return "anyAccount";
    case Kind::Outside: return "outside";
    case Kind::Session: return "session";
    case Kind::Service: return "service";
    case Kind::Provider: return "provider";
    case Kind::Anyone: break;
    }
    return "anyone";
}

QString kindText(Kind kind)
{
    switch (kind) {
    case Kind::Root: return WhoCan::tr("the account's root user");
    case Kind::OutsideAccount: return WhoCan::tr("the whole account: its own policies decide who");
    case Kind::AnyAccount: return WhoCan::tr("any account, in the workspace or not: its own policies decide who");
    case Kind::Outside: return WhoCan::tr("outside of the workspace");
    case Kind::Session: return WhoCan::tr("a session of that name only");
    case Kind::Service: return WhoCan::tr("an AWS service");
    case Kind::Provider: return WhoCan::tr("whoever signs in there and fits the conditions");
    case Kind::Anyone: return WhoCan::tr("anyone, without signing: it is public");
    case Kind::User:
    case Kind::Role: break;
    }
    return {};
}

WhoCanSearch searched(const std::shared_ptr<WhoCanWorld> &world, const Request &question, const Options &options)
{
    WhoCanSearch search(world, question, options.maximumHops);
    const auto never = [] { return false; };
    search.run(sliceMilliseconds, never);
    Progress progress(WhoCan::tr("Searching routes"));
    while (!options.direct && !search.isDone()) {
        search.run(sliceMilliseconds, never);
        progress.show(static_cast<double>(search.done()) / static_cast<double>(search.rows().size()));
    }
    return search;
}

Json toJson(const WhoCanSearch &search, bool direct)
{
    Json rows = Json::array();
    for (const WhoCanRow &row : search.rows()) {
        Json one{{"principal", row.arn}, {"kind", kindName(row.kind)}, {"verdict", name(row.verdict)}};
        if (!direct) {
            Json hops = Json::array();
            for (std::size_t i = 0; i < row.via.size(); ++i)
                hops.push_back({{"kind", cli::kindName(row.kinds[i])}, {"to", row.via[i]}, {"needs", needsJson(row.needs[i])}});
            one["hops"] = std::move(hops);
        }
        for (const Assumption assumption : row.assumptions)
            one["assumptions"].push_back(name(assumption));
        if (!row.assumedAccount.empty())
            one["assumedResourceAccount"] = row.assumedAccount;
        rows.push_back(std::move(one));
    }
    Json json{{"principals", std::move(rows)}};
    if (search.policyAssumed())
        json["assumptions"] = Json::array({name(Assumption::NoResourcePolicy)});
    if (!direct)
        json["limitReached"] = search.limitReached();
    return json;
}

QString rowText(const WhoCanRow &row)
{
    QString text = QStringLiteral("  %1  %2").arg(words::verdict(row.verdict), QString::fromStdString(row.arn));
    if (const QString kind = kindText(row.kind); !kind.isEmpty())
        text += QStringLiteral(" (%1)").arg(kind);
    if (!row.assumedAccount.empty())
        text += WhoCan::tr(", if the resource is in account %1").arg(QString::fromStdString(row.assumedAccount));
    for (std::size_t i = 0; i < row.via.size(); ++i) {
        text += WhoCan::tr("\n           via %1").arg(QString::fromStdString(row.via[i]));
        if (row.kinds[i] == HopKind::PassRole)
            text += WhoCan::tr(", by starting a service with it");
        if (!row.needs[i].empty())
            text += WhoCan::tr(", needs: %1").arg(words::needs(row.needs[i]));
    }
    return text + u'\n';
}

QString toText(const WhoCanSearch &search, const Request &question)
{
    QString result = WhoCan::tr("Who can do %1 on %2\n").arg(QString::fromStdString(question.action), QString::fromStdString(question.resource));
    int denied = 0;
    for (const Verdict verdict : {Verdict::Allowed, Verdict::Depends}) {
        for (const WhoCanRow &row : search.rows()) {
            if (row.verdict == verdict)
                result += rowText(row);
        }
    }
    for (const WhoCanRow &row : search.rows())
        denied += row.verdict == Verdict::Denied ? 1 : 0;
    if (denied > 0 && static_cast<std::size_t>(denied) < search.rows().size())
        result += WhoCan::tr("  Denied to the other %1 (--json lists them).\n").arg(denied);
    else if (denied > 0)
        result += WhoCan::tr("  Denied to all %1 (--json lists them).\n").arg(denied);
    if (search.assumedAccounts().size() > 1)
        result += WhoCan::tr("  The resource is in one account only: “if” tells whose it was taken to be for each.\n");
    std::set<Assumption> taken;
    for (const WhoCanRow &row : search.rows())
        taken.insert(row.assumptions.begin(), row.assumptions.end());
    taken.erase(Assumption::ResourceInCallersAccount); // told with each row
    if (search.policyAssumed())
        taken.insert(Assumption::NoResourcePolicy);
    for (const Assumption assumption : taken)
        result += QStringLiteral("  %1\n").arg(words::assumption(assumption, {}));
    if (search.limitReached())
        result += WhoCan::tr("There may be longer routes (--max-hops).\n");
    return result;
}

int exitCode(const WhoCanSearch &search)
{
    bool depends = false;
    for (const WhoCanRow &row : search.rows()) {
        if (row.verdict == Verdict::Allowed)
            return ExitAllowed;
        depends = depends || row.verdict == Verdict::Depends;
    }
    return depends ? ExitDepends : ExitDenied;
}

int answerFile(const World &world, const QString &file, const Options &options, Stats &stats)
{
    const auto shared = std::make_shared<WhoCanWorld>(world);
    return answerLines(file, 1, stats, [&] {
        return LineAnswer{[&, question = Request()](const json::Value &value, std::string_view, std::string &output, ShapeError &error) mutable {
            if (!openQuestionFromJson(value, question, &error))
                return false;
            beginAnswer(value, output);
            output += std::string_view(dumped(toJson(searched(shared, question, options), options.direct))).substr(1);
            return true;
        }};
    });
}

} // namespace

int whoCanCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(WhoCan::tr(
        "Who can do Y on Z: users, roles, root users, services and others that the resource's policy names, and whoever is unsigned,\n"
        "each with its verdict and shortest route. Exit code: 0 somebody can, 1 nobody can, 3 it depends on facts not given, 2 unusable.\n"
        "With --requests: one answer a line; 0 when every line was answered, else 2."));
    const QCommandLineOption action(QStringLiteral("action"), WhoCan::tr("One action, such as s3:GetObject."), QStringLiteral("A"));
    const QCommandLineOption resource(QStringLiteral("resource"), WhoCan::tr("ARN, or “*” where the action has no resource (the default)."),
        QStringLiteral("ARN"), QStringLiteral("*"));
    const QCommandLineOption context(QStringLiteral("context"), WhoCan::tr("A key of the request context."), QStringLiteral("KEY=VALUE"));
    const QCommandLineOption unknown(QStringLiteral("unknown"), WhoCan::tr("A key that may be absent or have any value."), QStringLiteral("KEY"));
    const QCommandLineOption absent(QStringLiteral("absent"),
        WhoCan::tr("A key that isn't in the request, where the workspace doesn't tell."), QStringLiteral("KEY"));
    const QCommandLineOption hops(QStringLiteral("max-hops"), WhoCan::tr("Longest route, 1 to 10 (default 3)."), QStringLiteral("N"), QStringLiteral("3"));
    const QCommandLineOption requests(QStringLiteral("requests"),
        WhoCan::tr("Questions, one JSON object a line: action, resource, resourceAccount, context, id; “-”: standard input."), QStringLiteral("FILE"));
    const QCommandLineOption direct(QStringLiteral("direct"), WhoCan::tr("Leave the routes out."));
    const QCommandLineOption json(QStringLiteral("json"), WhoCan::tr("Print one JSON object."));
    const QCommandLineOption statistics(QStringLiteral("stats"), WhoCan::tr("Add one JSON line with times and memory on standard error."));
    parser.addOptions({action, resource, context, unknown, absent, hops, requests, direct, json, statistics});
    parser.addPositionalArgument(QStringLiteral("WORKSPACE"), WhoCan::tr("A .rolewright file or anything that can be imported; “-”: standard input."),
        QStringLiteral("who-can WORKSPACE"));
    if (const auto code = parseArguments(parser, arguments))
        return *code;
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1)
        return refuse(files.isEmpty() ? WhoCan::tr("who-can needs a WORKSPACE. Try “rolewright-cli who-can --help”.")
                                      : WhoCan::tr("who-can asks one WORKSPACE; “%1” is too many").arg(files[1]));
    Options options;
    options.direct = parser.isSet(direct);
    bool isNumber = false;
    options.maximumHops = parser.value(hops).toInt(&isNumber);
    if (!isNumber || options.maximumHops < 1 || options.maximumHops > 10)
        return refuse(WhoCan::tr("--max-hops: “%1” isn't a number from 1 to 10").arg(parser.value(hops)));
    const bool many = parser.isSet(requests);
    for (const QCommandLineOption &option : {action, resource, context, unknown, absent}) {
        if (many && parser.isSet(option))
            return refuse(WhoCan::tr("--requests and --%1 exclude each other").arg(option.names().front()));
    }
    if (!many && !parser.isSet(action))
        return refuse(WhoCan::tr("who-can needs --action. Try “rolewright-cli who-can --help”."));

    Stats stats(parser.isSet(statistics));
    const std::optional<World> world = loadWorld(files.front());
    if (!world)
        return ExitUnusable;
    stats.loaded();
    int code = ExitUnusable;
    if (many) {
        code = answerFile(*world, parser.value(requests), options, stats);
    } else {
        // Asked of everybody; an unsigned request stands for the principal until then.
        const std::optional<Request> question = readQuestion(*world,
            {QStringLiteral("*"), parser.value(action), parser.values(resource), parser.values(context), parser.values(unknown), parser.values(absent)});
        if (!question)
            return ExitUnusable;
        const WhoCanSearch search = searched(std::make_shared<WhoCanWorld>(*world), *question, options);
        stats.answered();
        if (parser.isSet(json))
            write(dumped(toJson(search, options.direct)) + '\n');
        else
            write(toText(search, *question));
        code = exitCode(search);
    }
    flush();
    stats.print();
    return code;
}

} // namespace rolewright::cli
