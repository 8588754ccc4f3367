// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fixoutput.h"
#include "cli/jsonlines.h"
#include "cli/load.h"
#include "cli/question.h"
#include "cli/recipeoutput.h"
#include "cli/sessionpolicy.h"
#include "cli/simulationjson.h"
#include "cli/simulationtext.h"
#include "cli/stats.h"
#include "cli/token.h"
#include "compiled/compiledworld.h"
#include "compiled/plainanswers.h"
#include "evaluate/answertext.h"
#include "evaluate/stsvalues.h"
#include "routes/routes.h"
#include "text/utf8.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace rolewright::cli {
namespace {

struct Simulate {
    Q_DECLARE_TR_FUNCTIONS(Simulate)
};

struct Options {
    bool direct = false;
    bool json = false;
    bool fixes = false;
    bool recipe = false;
    RouteOptions routes;
};

/// What is wrong, or empty.
QString readSessionTags(const QStringList &tags, const QStringList &transitive, std::vector<SessionTag> &result)
{
    for (const QString &tag : tags) {
        const qsizetype equals = tag.indexOf(u'=');
        if (equals < 1)
            return Simulate::tr("--session-tag: “%1” isn't KEY=VALUE").arg(tag);
        if (!isSessionTag(tag.first(equals).toStdString(), tag.sliced(equals + 1).toStdString()))
            return Simulate::tr("--session-tag: “%1” can't be a session tag: at most 128 characters = at most 256, letters, digits, spaces and _.:/=+-@, "
                                "and not beginning with “aws:”").arg(tag);
        const bool twice = std::any_of(result.begin(), result.end(),
            [&](const SessionTag &other) { return equalsIgnoringCase(other.key, tag.first(equals).toStdString()); });
        if (twice)
            return Simulate::tr("--session-tag: “%1” is passed twice").arg(tag.first(equals));
        result.push_back({tag.first(equals).toStdString(), tag.sliced(equals + 1).toStdString(), false});
    }
    for (const QString &key : transitive) {
        const auto found = std::find_if(result.begin(), result.end(),
            [&](const SessionTag &tag) { return equalsIgnoringCase(tag.key, key.toStdString()); });
        if (found == result.end())
            return Simulate::tr("--transitive-tag: there is no --session-tag with the key “%1”").arg(key);
        found->transitive = true;
    }
    return {};
}

int exitCode(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed:
        return ExitAllowed;
    case Verdict::Denied:
        return ExitDenied;
    case Verdict::Depends:
        break;
    }
    return ExitDepends;
}

Simulation answer(const World &world, const RouteFinder *finder, const Request &request, const RouteOptions &options)
{
    if (finder)
        return finder->simulate(request, options);
    Simulation simulation;
    simulation.direct = evaluate(world, request, {options.explain});
    simulation.verdict = simulation.direct.verdict;
    return simulation;
}

int answerOne(const World &world, const Request &request, const Options &options, Stats &stats)
{
    std::optional<RouteFinder> finder;
    if (!options.direct)
        finder.emplace(world);
    RouteOptions routes = options.routes;
    routes.explain = !options.json;
    const Simulation simulation = answer(world, finder ? &*finder : nullptr, request, routes);
    stats.answered();
    const Verdict wanted = oppositeOf(simulation.direct.verdict);
    const FixList fixes = options.fixes ? findFixes(world, request, wanted) : FixList();
    if (options.json) {
        nlohmann::ordered_json json = toJson(simulation, options.direct);
        if (options.fixes)
            json["fixes"] = toJson(fixes, wanted);
        if (options.recipe)
            json["recipes"] = recipesJson(world, request, simulation);
        write(dumped(json) + '\n');
    } else {
        write(toText(simulation, request, options.direct));
        if (options.fixes)
            write(toText(fixes, wanted));
        if (options.recipe)
            write(recipesText(world, request, simulation));
    }
    return exitCode(simulation.verdict);
}

void endDirectly(Verdict verdict, std::string &output)
{
    output += "},\"verdict\":\"";
    output += name(verdict);
    output += "\"}";
}

/// Plain questions.
class DirectLines final : public QuickLines
{
public:
    explicit DirectLines(const CompiledWorld &world)
        : m_answers(world)
    {
    }

    void look(std::span<const std::string_view> lines) override
    {
        m_questions.resize(lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!readPlainQuestion(lines[i], m_questions[i]))
                m_questions[i].principal = {}; // nobody's: it won't be answered
        }
        m_answers.look(m_questions);
        m_answers.fetch(0, m_questions.size());
    }

    bool answer(std::size_t line, std::string &output) override
    {
        beginAnswer(m_questions[line].id, output);
        output += "\"direct\":{";
        const std::optional<Verdict> verdict = m_answers.append(line, output);
        if (verdict)
            endDirectly(*verdict, output);
        return verdict.has_value();
    }

private:
    std::vector<PlainQuestion> m_questions;
    PlainAnswers m_answers;
};

int answerFileDirectly(const World &world, const QString &file, Stats &stats)
{
    const CompiledWorld compiled(world);
    stats.loaded();
    return answerLines(file, 2, stats, [&] {
        return LineAnswer{[&compiled, request = Request()](const json::Value &value, std::string_view, std::string &output, ShapeError &error) mutable {
            if (!questionFromJson(value, request, &error))
                return false;
            const Answer direct = compiled.answer(request);
            beginAnswer(value, output);
            output += "\"direct\":{";
            appendMembers(direct, output);
            endDirectly(direct.verdict, output);
            return true;
        }, std::make_shared<DirectLines>(compiled)};
    });
}

int answerFile(const World &world, const QString &file, const Options &options, Stats &stats)
{
    if (options.direct)
        return answerFileDirectly(world, file, stats);
    const RouteFinder finder{CompiledWorld(world)};
    stats.loaded();
    RouteOptions routes = options.routes;
    routes.explain = false;
    return answerLines(file, 2, stats, [&] {
        return LineAnswer{[&, request = Request()](const json::Value &value, std::string_view, std::string &output, ShapeError &error) mutable {
            if (!questionFromJson(value, request, &error))
                return false;
            beginAnswer(value, output);
            output += std::string_view(dumped(toJson(finder.simulate(request, routes), false))).substr(1);
            return true;
        }};
    });
}

} // namespace

int simulateCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Simulate::tr(
        "Can X do Y on Z, and via which role? Exit code: 0 allowed, 1 denied, 3 depends on facts not given, 2 unusable.\n"
        "With --requests: one answer a line; 0 when every line was answered, else 2."));
    const QCommandLineOption principal(QStringLiteral("principal"),
        Simulate::tr(
            "Who asks: ARN of a user, role, role session or root; a service (ec2.amazonaws.com); “*” for an unsigned call."),
        QStringLiteral("ARN"));
    const QCommandLineOption action(
        QStringLiteral("action"), Simulate::tr("One action, such as s3:GetObject."), QStringLiteral("A"));
    const QCommandLineOption resource(QStringLiteral("resource"),
        Simulate::tr("ARN, or “*” where the action has no resource (the default); again for further resources of the same request."), QStringLiteral("ARN"), QStringLiteral("*"));
    const QCommandLineOption context(QStringLiteral("context"),
        Simulate::tr("A key of the request context; again for further keys, or further values of the same key."),
        QStringLiteral("KEY=VALUE"));
    const QCommandLineOption unknown(
        QStringLiteral("unknown"), Simulate::tr("A key that may be absent or have any value."), QStringLiteral("KEY"));
    const QCommandLineOption absent(QStringLiteral("absent"),
        Simulate::tr("A key that isn't in the request, where the workspace doesn't tell."), QStringLiteral("KEY"));
    const QCommandLineOption hops(QStringLiteral("max-hops"), Simulate::tr("Longest route, 1 to 10 (default 3)."),
        QStringLiteral("N"), QStringLiteral("3"));
    const QCommandLineOption noPassRole(
        QStringLiteral("no-pass-role"), Simulate::tr("Leave out routes through services that are started with a role."));
    const QCommandLineOption sessionTag(QStringLiteral("session-tag"),
        Simulate::tr("A session tag passed with the first hop; again for further tags."), QStringLiteral("KEY=VALUE"));
    const QCommandLineOption transitive(QStringLiteral("transitive-tag"),
        Simulate::tr("Key of a session tag that goes on to the next role."), QStringLiteral("KEY"));
    const QCommandLineOption sessionPolicy(QStringLiteral("session-policy"),
        Simulate::tr("The inline session policy: of the principal, when that is a role's session or a federated user; else passed with the first "
                     "hop. “-”: standard input."),
        QStringLiteral("FILE"));
    const QCommandLineOption sessionPolicyArn(QStringLiteral("session-policy-arn"),
        Simulate::tr("A managed policy as a session policy; again for further ones."), QStringLiteral("ARN"));
    const QCommandLineOption recipe(QStringLiteral("recipe"),
        Simulate::tr("Add how to use the first route: commands, profiles for ~/.aws/config, the console's link."));
    const QCommandLineOption token(QStringLiteral("token"),
        Simulate::tr("A JWT or its payload, or a SAML assertion, in a file: who asks is whoever brings it. Nothing of it is checked. “-”: "
                     "standard input. With --principal: the ARN of its provider."),
        QStringLiteral("FILE"));
    const QCommandLineOption requests(QStringLiteral("requests"),
        Simulate::tr("Questions, one JSON object a line: principal, action, resource, resourceAccount, context, unknown, id; "
                     "“-”: standard input."),
        QStringLiteral("FILE"));
    const QCommandLineOption direct(QStringLiteral("direct"), Simulate::tr("Leave the routes out."));
    const QCommandLineOption fixes(QStringLiteral("fixes"),
        Simulate::tr("Add the smallest edits of policies that would turn the direct answer, with the change of their text."));
    const QCommandLineOption json(QStringLiteral("json"), Simulate::tr("Print one JSON object."));
    const QCommandLineOption statistics(
        QStringLiteral("stats"), Simulate::tr("Add one JSON line with times and memory on standard error."));
    parser.addOptions({principal, action, resource, context, unknown, absent, hops, noPassRole, sessionTag, transitive, sessionPolicy, sessionPolicyArn, token, recipe, requests, direct, fixes, json, statistics});
    parser.addPositionalArgument(QStringLiteral("WORKSPACE"),
        Simulate::tr("A .rolewright file or anything that can be imported; “-”: standard input."),
        QStringLiteral("simulate WORKSPACE"));
    if (const auto code = parseArguments(parser, arguments))
        return *code;

    const QStringList files = parser.positionalArguments();
    if (files.isEmpty())
        return refuse(Simulate::tr("simulate needs a WORKSPACE. Try “rolewright-cli simulate --help”."));
    if (files.size() > 1)
        return refuse(
            Simulate::tr("simulate asks one WORKSPACE; “%1” is too many (import makes one of several files)").arg(files[1]));
    Options options;
    options.direct = parser.isSet(direct);
    options.json = parser.isSet(json);
    options.fixes = parser.isSet(fixes);
    bool isNumber = false;
    options.routes.maximumHops = parser.value(hops).toInt(&isNumber);
    if (!isNumber || options.routes.maximumHops < 1 || options.routes.maximumHops > 10)
        return refuse(Simulate::tr("--max-hops: “%1” isn't a number from 1 to 10").arg(parser.value(hops)));
    options.recipe = parser.isSet(recipe);
    options.routes.passRole = !parser.isSet(noPassRole);
    if (const QString error = readSessionTags(parser.values(sessionTag), parser.values(transitive), options.routes.sessionTags); !error.isEmpty())
        return refuse(error);
    const bool many = parser.isSet(requests);
    if (many) {
        for (const QCommandLineOption &option : {principal, action, resource, context, unknown, fixes, recipe, sessionTag, transitive, sessionPolicy, sessionPolicyArn, token}) {
            if (parser.isSet(option))
                return refuse(Simulate::tr("--requests and --%1 exclude each other").arg(option.names().front()));
        }
        if (parser.value(requests) == u"-" && files.front() == u"-")
            return refuse(Simulate::tr("“-” (standard input) can be read only once"));
    } else {
        const QStringList inputs{files.front(), parser.value(token), parser.value(sessionPolicy)};
        if (inputs.count(QStringLiteral("-")) > 1)
            return refuse(Simulate::tr("“-” (standard input) can be read only once"));
        for (const QCommandLineOption &option : {principal, action}) {
            if (!parser.isSet(option) && !(option.names() == principal.names() && parser.isSet(token)))
                return refuse(
                    Simulate::tr("simulate needs --%1. Try “rolewright-cli simulate --help”.").arg(option.names().front()));
        }
    }

    Stats stats(parser.isSet(statistics));
    const std::optional<World> world = loadWorld(files.front());
    if (!world)
        return ExitUnusable;
    stats.loaded();
    int code = ExitUnusable;
    if (many) {
        code = answerFile(*world, parser.value(requests), options, stats);
    } else {
        TypedQuestion typed{parser.value(principal), parser.value(action), parser.values(resource), parser.values(context), parser.values(unknown), parser.values(absent)};
        std::optional<TokenBearer> bearer;
        if (parser.isSet(token)) {
            bearer = readToken(*world, parser.value(token), typed.principal);
            if (!bearer)
                return ExitUnusable;
            typed.principal = bearer->provider;
        }
        std::optional<Request> request = readQuestion(*world, typed);
        if (!request)
            return ExitUnusable;
        if (bearer) {
            addClaims(bearer->context, *request);
            options.routes.offeredRoles = bearer->roles;
        }
        if (parser.isSet(sessionPolicy) || parser.isSet(sessionPolicyArn)) {
            const auto policies = readSessionPolicies(parser.value(sessionPolicy), parser.values(sessionPolicyArn));
            if (!policies)
                return ExitUnusable;
            if (!setSessionPolicies(policies, *request, options.routes))
                return refuse(Simulate::tr("--session-policy: “%1” has no session and gets none").arg(QString::fromStdString(request->principal.arn)));
            if (options.direct && !request->sessionPolicies)
                return refuse(Simulate::tr("--direct leaves out the hop that --session-policy would be passed with; ask for the session itself: "
                                           "arn:aws:sts::ACCOUNT:assumed-role/ROLE/NAME"));
        }
        code = answerOne(*world, *request, options, stats);
    }
    flush();
    stats.print();
    return code;
}

} // namespace rolewright::cli
