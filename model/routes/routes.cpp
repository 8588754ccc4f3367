// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/routes.h"

#include "evaluate/multiresource.h"
#include "routes/nearmisses.h"
#include "routes/search.h"

#include <algorithm>

namespace rolewright {

struct RouteFinder::Private {
    World world;
    TrustIndex index;
};

namespace {

Request decidingRequest(const Request &question, const Answer &answer)
{
    for (const RequestedResource &resource : question.resources) {
        if (resource.arn == answer.request.resource)
            return requestFor(question, resource);
    }
    return question;
}

} // namespace

RouteFinder::RouteFinder(const World &world)
    : d(new Private{world, TrustIndex(world)})
{
}

RouteFinder::~RouteFinder() = default;

Simulation RouteFinder::simulate(const Request &question, const RouteOptions &options) const
{
    Simulation result;
    result.direct = evaluate(d->world, question, {options.explain});
    // Of several resources the one that decides: its own request, without what was derived for it.
    if (options.explain && !result.direct.dependsOn.empty())
        result.facts = decidingFacts(d->world, decidingRequest(question, result.direct), options.cancelled);
    result.verdict = result.direct.verdict;

    SessionGraph graph(d->world, d->index, question);
    RouteSearch search(graph, options, std::clamp(options.maximumHops, 1, 10));
    if (!search.explore()) {
        result.cancelled = true;
        return result;
    }
    result.routes = search.routes();
    if (options.nearMisses)
        result.nearMisses = findNearMisses(graph, search, options.explain);
    result.limitReached = search.limitReached();
    result.cancelled = search.cancelled();
    if (!result.routes.empty())
        result.verdict = Verdict::Allowed;
    else if (result.verdict == Verdict::Denied && search.mayDepend())
        result.verdict = Verdict::Depends;
    return result;
}

Simulation simulate(const World &world, const Request &question, const RouteOptions &options)
{
    return RouteFinder(world).simulate(question, options);
}

} // namespace rolewright
