// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/routes.h"

#include "evaluate/multiresource.h"
#include "routes/finderdata.h"
#include "routes/nearmisses.h"
#include "routes/search.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace rolewright {

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
    : d(new Private{world, TrustIndex(world), std::nullopt})
{
}

RouteFinder::RouteFinder(const CompiledWorld &world)
    : d(new Private{world.world(), TrustIndex(world), world})
{
}

RouteFinder::~RouteFinder() = default;

void RouteFinder::update(const CompiledWorld &world)
{
    d->world = world.world();
    d->compiled = world;
    d->index.update(d->world);
}

Simulation RouteFinder::simulate(const Request &question, const RouteOptions &options) const
{
    SessionGraph graph(d->world, d->compiledWorld(), d->index, question, options);
    RouteSearch search(graph, options);
    Simulation result = d->answer(search, question, options);
    if (options.nearMisses && !result.cancelled) {
        result.nearMisses = findNearMisses(graph, search, options.explain, waysOf(result));
        result.cancelled = search.cancelled();
    }
    return result;
}

Simulation RouteFinder::Private::answer(RouteSearch &search, const Request &question, const RouteOptions &options) const
{
    Simulation result;
    result.direct = evaluate(world, question, {options.explain});
    // Of several resources the one that decides: its own request, without what was derived for it.
    if (options.explain && !result.direct.dependsOn.empty())
        result.facts = decidingFacts(world, decidingRequest(question, result.direct), options.cancelled);
    result.verdict = result.direct.verdict;

    if (!search.explore()) {
        result.cancelled = true;
        return result;
    }
    result.routes = search.routes();
    result.conditionalRoutes = search.conditionalRoutes();
    search.conclude(result);
    return result;
}

Reachable RouteFinder::reachable(const Request &asking, const RouteOptions &options) const
{
    Reachable result;
    Request question = asking;
    question.action = "sts:GetCallerIdentity"; // needs no permission, so no role is sought for its sake
    question.resource = "*";
    question.resources.clear();
    SessionGraph graph(d->world, d->compiledWorld(), d->index, question, options);
    RouteSearch search(graph, options);
    result.cancelled = !search.spread();
    result.limitReached = search.limitReached();
    std::set<std::size_t> seen;
    for (const bool sure : {true, false}) {
        for (const std::size_t id : search.reached()) {
            const SessionGraph::Node &node = graph.node(id);
            if (id == SessionGraph::start || !node.role || node.way.sure != sure || !seen.insert(*node.role).second)
                continue;
            result.roles.push_back({search.hopsTo(id, options.explain), sure ? Verdict::Allowed : Verdict::Depends});
        }
    }
    std::stable_sort(result.roles.begin(), result.roles.end(), [](const Reachable::Role &left, const Reachable::Role &right) {
        return std::tuple(left.hops.size(), left.hops.back().to) < std::tuple(right.hops.size(), right.hops.back().to);
    });
    return result;
}

bool setSessionPolicies(std::shared_ptr<const SessionPolicies> policies, Request &question, RouteOptions &options)
{
    switch (question.principal.kind) {
    case PrincipalKind::RoleSession:
    case PrincipalKind::FederatedUser:
        question.sessionPolicies = std::move(policies);
        return true;
    case PrincipalKind::User:
    case PrincipalKind::Role:
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
        options.sessionPolicies = std::move(policies);
        return true;
    case PrincipalKind::Root:
    case PrincipalKind::Service:
    case PrincipalKind::Anonymous:
        break;
    }
    return false;
}

Simulation simulate(const World &world, const Request &question, const RouteOptions &options)
{
    return RouteFinder(world).simulate(question, options);
}

} // namespace rolewright
