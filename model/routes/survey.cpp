// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/survey.h"

#include "routes/finderdata.h"
#include "routes/hoprequest.h"
#include "routes/search.h"

#include <algorithm>
#include <optional>

namespace rolewright {

struct RouteSurvey::Private {
    const RouteFinder::Private &finder;
    Request question;
    RouteOptions options;
    bool namesMatter;
    int maximumHops;
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
        return (given.empty() || (!isToken(one) && !isToken(other))) && (!organization || one.account == other.account)
            && (!namesMatter || defaultSessionName(one) == defaultSessionName(other));
    }
};

RouteSurvey::RouteSurvey(const RouteFinder &finder, const Request &question, const RouteOptions &options, bool namesMatter)
    : d(new Private{*finder.d, question, options, namesMatter, std::clamp(options.maximumHops, 1, 10), std::nullopt})
{
    d->options.nearMisses = false;
    d->options.explain = false;
}

RouteSurvey::~RouteSurvey() = default;

Simulation RouteSurvey::ask(const Principal &principal, int leastHops, const std::function<bool()> &cancelled)
{
    d->options.cancelled = cancelled;
    if (d->graph && d->mayShare(d->question.principal, principal)) {
        d->question.principal = principal;
        d->graph->restart(principal);
    } else {
        d->question.principal = principal;
        d->graph.emplace(d->finder.world, d->finder.index, d->question, d->options);
    }
    Simulation result;
    result.direct = evaluate(d->finder.world, d->question, {false});
    result.verdict = result.direct.verdict;
    RouteSearch search(*d->graph, d->options, d->maximumHops);
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
