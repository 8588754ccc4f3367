// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/survey.h"

#include "routes/finderdata.h"
#include "routes/hoprequest.h"
#include "routes/search.h"

#include <algorithm>
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
    bool namesMatter = false;
    bool isGiven = false; ///< something of the context
    std::optional<SessionGraph> graph;

    /// Whether sessions that an asker's routes lead to are the same as those of another.
    bool mayShare(const Principal &one, const Principal &other) const
    {
        // The claims of a token and the asking account's organization reach some steps only.
        const auto isToken = [](const Principal &principal) {
            return principal.kind == PrincipalKind::OidcProvider || principal.kind == PrincipalKind::SamlProvider;
        };
        const auto &given = question.context.entries();
        const bool organization = std::any_of(given.begin(), given.end(), [](const auto &entry) { return entry.first.starts_with("aws:principalorg"); });
        return (!isGiven || (!isToken(one) && !isToken(other))) && (!organization || one.account == other.account)
            && (!namesMatter || defaultSessionName(one) == defaultSessionName(other));
    }
};

RouteSurvey::RouteSurvey(const RouteFinder &finder)
    : d(new Private{*finder.d, {}, {}, false, false, std::nullopt})
{
}

RouteSurvey::~RouteSurvey() = default;

void RouteSurvey::update(const std::unordered_set<std::string> &changed)
{
    if (d->graph)
        d->graph->update(d->finder.world, changed);
}

void RouteSurvey::start(const Request &question, const RouteOptions &options, bool namesMatter)
{
    const bool isGiven = !question.context.entries().empty();
    if (isGiven || d->isGiven || (d->graph && d->graph->size() > maximumSessions))
        d->graph.reset();
    const Principal asking = d->question.principal;
    d->question = question;
    d->question.principal = asking; // of the graph, until somebody asks
    d->options = options;
    d->options.nearMisses = false;
    d->options.explain = false;
    d->namesMatter = namesMatter;
    d->isGiven = isGiven;
}

Simulation RouteSurvey::ask(const Principal &principal, int leastHops, const std::function<bool()> &cancelled)
{
    d->options.cancelled = cancelled;
    const bool mayShare = d->graph && d->mayShare(d->question.principal, principal);
    d->question.principal = principal;
    if (mayShare)
        d->graph->restart(d->question);
    else
        d->graph.emplace(d->finder.world, d->finder.compiledWorld(), d->finder.index, d->question, d->options);
    Simulation result;
    result.direct = d->finder.compiled ? d->finder.compiled->answer(d->question) : evaluate(d->finder.world, d->question, {false});
    result.verdict = result.direct.verdict;
    RouteSearch search(*d->graph, d->options, std::clamp(d->options.maximumHops, 1, 10));
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
