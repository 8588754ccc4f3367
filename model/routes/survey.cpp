// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/survey.h"

#include "routes/changedpolicies.h"
#include "routes/finderdata.h"
#include "routes/hoprequest.h"
#include "routes/search.h"

#include <algorithm>
#include <array>
#include <optional>

namespace rolewright {
namespace {

/// Sessions that are kept for further askers and questions; more take more memory than they save time.
constexpr std::size_t maximumSessions = 100'000;

} // namespace

struct RouteSurvey::Private {
    const RouteFinder::Private &finder;
    RouteOptions options;
    Request question;
    bool isGiven = false; ///< something of the context
    SessionGraph::Names names = SessionGraph::Names::Common;
    std::array<std::optional<SessionGraph>, 2> graphs; ///< by Names

    /// By whomever.
    bool isAskedAgain(const Request &asked) const
    {
        Request other = asked;
        other.principal = question.principal;
        return isSameQuestion(other, question);
    }

    std::optional<SessionGraph> &graph() { return graphs[static_cast<std::size_t>(names)]; }

    /// Whether sessions that the asker's routes lead to aren't those of others: what is given may be its token's claims, which reach some
    /// steps only.
    bool isAlone(const Principal &asker) const
    {
        return isGiven && (asker.kind == PrincipalKind::OidcProvider || asker.kind == PrincipalKind::SamlProvider);
    }
    /// Whether two others' are the same, but for their names: what is given of the caller's organization is one account's.
    bool mayShare(const Principal &one, const Principal &other) const
    {
        const auto &given = question.context.entries();
        const bool organization = std::any_of(given.begin(), given.end(), [](const auto &entry) { return entry.first.starts_with("aws:principalorg"); });
        return !organization || one.account == other.account;
    }
};

RouteSurvey::RouteSurvey(const RouteFinder &finder)
    : d(new Private{*finder.d, {}, {}, false, SessionGraph::Names::Common, {}})
{
}

RouteSurvey::~RouteSurvey() = default;

void RouteSurvey::update(const ChangedPolicies &changed)
{
    for (std::optional<SessionGraph> &graph : d->graphs) {
        if (graph)
            graph->update(d->finder.world, changed);
    }
}

void RouteSurvey::start(const Request &question, const RouteOptions &options, bool namesMatter)
{
    const bool isGiven = !question.context.entries().empty();
    // What is given may reach any hop, so that only the same question, asked once more after an edit, finds what was worked out for it.
    const bool passes = question.sessionPolicies || d->question.sessionPolicies;
    const bool mayKeep = !passes && ((!isGiven && !d->isGiven) || d->isAskedAgain(question));
    for (std::optional<SessionGraph> &graph : d->graphs) {
        if (!mayKeep || (graph && graph->size() > maximumSessions))
            graph.reset();
    }
    const Principal asking = d->question.principal;
    d->question = question;
    d->question.principal = asking; // of the graph, until somebody asks
    d->options = options;
    d->options.nearMisses = false;
    d->options.explain = false;
    d->names = namesMatter ? SessionGraph::Names::Own : SessionGraph::Names::Common;
    d->isGiven = isGiven;
}

Simulation RouteSurvey::ask(const Principal &principal, bool isDenied, int leastHops, const std::function<bool()> &cancelled)
{
    d->options.cancelled = cancelled;
    std::optional<SessionGraph> own;
    std::optional<SessionGraph> &graph = d->isAlone(principal) ? own : d->graph();
    const bool mayShare = graph && d->mayShare(graph->question().principal, principal);
    d->question.principal = principal;
    if (mayShare)
        graph->restart(d->question);
    else
        graph.emplace(d->finder.world, d->finder.compiledWorld(), d->finder.index, d->question, d->options, d->names);
    Simulation result;
    if (isDenied)
        graph->setDenied();
    else
        result.direct = d->finder.compiled ? d->finder.compiled->answer(d->question) : evaluate(d->finder.world, d->question, {false});
    result.verdict = result.direct.verdict;
    RouteSearch search(*graph, d->options);
    result.cancelled = !search.exploreShortest(leastHops);
    if (result.cancelled)
        return result;
    for (const bool conditional : {false, true}) {
        if (std::optional<Route> route = search.first(conditional))
            (conditional ? result.conditionalRoutes : result.routes).push_back(std::move(*route));
    }
    search.conclude(result);
    return result;
}

} // namespace rolewright
