// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/repeatedquestion.h"

#include "routes/changedpolicies.h"
#include "routes/finderdata.h"
#include "routes/nearmisses.h"

#include <optional>

namespace rolewright {
namespace {

/// Sessions that are kept; more take more memory than they save time.
constexpr std::size_t maximumSessions = 100'000;

bool sameOptions(const RouteOptions &left, const RouteOptions &right)
{
    const auto leavesOut = [](const RouteOptions &options) { return options.mayLead || options.mayBecome; };
    return left.maximumHops == right.maximumHops && left.nearMisses == right.nearMisses && left.passRole == right.passRole
        && left.sessionTags == right.sessionTags && left.sessionPolicies == right.sessionPolicies && left.offeredRoles == right.offeredRoles
        && left.explain == right.explain && !leavesOut(left) && !leavesOut(right);
}

} // namespace

bool isSameQuestion(const Request &left, const Request &right)
{
    return left.principal == right.principal && left.action == right.action && left.federatedBy == right.federatedBy
        && left.sessionPolicies == right.sessionPolicies && left.resource == right.resource && left.resources == right.resources
        && left.resourceAccount == right.resourceAccount && left.context == right.context && left.deriveContext == right.deriveContext;
}

struct RepeatedQuestion::Private {
    const RouteFinder::Private &finder;
    RouteOptions options; ///< the graph's
    std::optional<SessionGraph> graph;
    std::optional<RouteSearch> search; ///< in the graph; while near misses may be asked for
    Ways ways; ///< that it found
};

RepeatedQuestion::RepeatedQuestion(const RouteFinder &finder)
    : d(new Private{*finder.d, {}, std::nullopt, std::nullopt, {}})
{
}

RepeatedQuestion::~RepeatedQuestion() = default;

void RepeatedQuestion::update(const ChangedPolicies &changed)
{
    if (!d->graph)
        return;
    d->search.reset();
    // A federated user's session has its user's policies, not its own name among the changed ones.
    const Principal &asker = d->graph->question().principal;
    if (asker.kind == PrincipalKind::FederatedUser || (asker.kind == PrincipalKind::User && changed.ofHops.contains(asker.arn)))
        return forget();
    d->graph->update(d->finder.world, changed);
}

void RepeatedQuestion::forget()
{
    d->search.reset();
    d->graph.reset();
}

Simulation RepeatedQuestion::simulate(const Request &question, const RouteOptions &options)
{
    // What a session policy says may change with the workspace, or with the time, and isn't among what is watched.
    const bool passesPolicies = question.sessionPolicies || options.sessionPolicies;
    const bool again = d->graph && !passesPolicies && isSameQuestion(d->graph->question(), question) && sameOptions(d->options, options) && d->graph->size() <= maximumSessions;
    if (!again)
        forget();
    d->options = options;
    if (again)
        d->graph->restart(question);
    else
        d->graph.emplace(d->finder.world, d->finder.compiledWorld(), d->finder.index, question, d->options);
    d->search.emplace(*d->graph, d->options);
    Simulation result = d->finder.answer(*d->search, question, d->options);
    if (result.cancelled || !options.nearMisses)
        d->search.reset();
    else
        d->ways = waysOf(result);
    return result;
}

std::vector<NearMiss> RepeatedQuestion::nearMisses(const std::function<bool()> &cancelled)
{
    if (!d->search)
        return {};
    d->options.cancelled = cancelled;
    std::vector<NearMiss> found = findNearMisses(*d->graph, *d->search, d->options.explain, d->ways);
    d->search.reset();
    return found;
}

} // namespace rolewright
