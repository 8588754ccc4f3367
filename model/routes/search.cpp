// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/search.h"

#include <algorithm>

namespace rolewright {
namespace {

/// Hops evaluated beyond those that find every reachable role.
constexpr std::size_t completionBudget = 20'000;
/// Paths of one length that are compared, and steps of the enumeration.
constexpr std::size_t pathsPerLength = 4'000;
constexpr std::size_t maximumSteps = 400'000;

} // namespace

RouteSearch::RouteSearch(SessionGraph &graph, const RouteOptions &options, int maximumHops)
    : m_graph(graph)
    , m_options(options)
    , m_maximumHops(maximumHops)
{
}

bool RouteSearch::reach(std::size_t from, const SessionGraph::Edge &edge)
{
    if (edge.verdict == Verdict::Denied)
        return false;
    const bool sure = edge.verdict == Verdict::Allowed && m_graph.node(from).sure;
    SessionGraph::Node &node = m_graph.node(edge.to);
    if (node.depth != SessionGraph::unreached && (node.sure || !sure))
        return false;
    const bool isNew = node.depth == SessionGraph::unreached;
    if (isNew)
        node.depth = m_graph.node(from).depth + 1;
    node.sure = sure;
    node.parent = from;
    if (sure)
        m_sureRoles.insert(edge.role);
    return isNew;
}

/// Evaluates the hops that may be possible; unless `everything`, only onto roles that aren't surely reached yet.
bool RouteSearch::expand(std::size_t id, bool everything)
{
    m_graph.prepare(id);
    for (const std::size_t role : m_graph.node(id).candidates) {
        if (!everything && m_sureRoles.contains(role))
            continue;
        if (cancelled())
            return false;
        const SessionGraph::Edge &edge = m_graph.edge(id, role);
        if (reach(id, edge))
            m_reached.push_back(edge.to);
    }
    return true;
}

bool RouteSearch::explore()
{
    m_reached = {SessionGraph::start};
    for (std::size_t next = 0; next < m_reached.size(); ++next) {
        const std::size_t id = m_reached[next];
        if (m_graph.node(id).depth < m_maximumHops) {
            if (!expand(id, false))
                return false;
            continue;
        }
        m_graph.prepare(id);
        const auto &candidates = m_graph.node(id).candidates;
        m_limitReached = m_limitReached
            || std::any_of(candidates.begin(), candidates.end(), [&](std::size_t role) { return !m_sureRoles.contains(role); });
    }
    bool anyTarget = false;
    for (const std::size_t id : m_reached) {
        if (id == SessionGraph::start)
            continue;
        if (cancelled())
            return false;
        anyTarget = m_graph.target(id) != Verdict::Denied || anyTarget;
    }
    if (anyTarget && !complete())
        return false;
    measure();
    return true;
}

/// The hops between roles that were reached another way: they make further routes.
bool RouteSearch::complete()
{
    const std::size_t before = m_graph.hopEvaluations();
    for (std::size_t next = 0; next < m_reached.size(); ++next) {
        if (m_graph.hopEvaluations() - before > completionBudget) {
            m_limitReached = true;
            return true;
        }
        const std::size_t id = m_reached[next];
        if (m_graph.node(id).depth < m_maximumHops && !expand(id, true))
            return false;
    }
    return true;
}

/// Distances to allowed final requests, backwards over allowed hops; and whether an undecided way exists.
void RouteSearch::measure()
{
    m_distance.assign(m_graph.size(), SessionGraph::unreached);
    std::vector<int> undecided(m_graph.size(), SessionGraph::unreached);
    for (const std::size_t id : m_reached) {
        if (id == SessionGraph::start)
            continue;
        const Verdict target = m_graph.target(id);
        if (target == Verdict::Allowed)
            m_distance[id] = 0;
        if (target != Verdict::Denied)
            undecided[id] = 0;
    }
    const auto shorten = [](int &distance, int onward) {
        if (onward != SessionGraph::unreached && onward + 1 < distance) {
            distance = onward + 1;
            return true;
        }
        return false;
    };
    bool changed = true;
    for (int round = 0; changed && round < m_maximumHops; ++round) {
        changed = false;
        for (const std::size_t id : m_reached) {
            for (const auto &[role, edge] : m_graph.node(id).edges) {
                if (edge.verdict == Verdict::Allowed)
                    changed = shorten(m_distance[id], m_distance[edge.to]) || changed;
                if (edge.verdict != Verdict::Denied)
                    changed = shorten(undecided[id], undecided[edge.to]) || changed;
            }
        }
    }
    m_mayDepend = undecided[SessionGraph::start] <= m_maximumHops;
}

/// Paths of exactly `length` hops that end at an allowed final request, no role twice.
void RouteSearch::extend(std::vector<std::size_t> &path, std::size_t demandSoFar, std::size_t length, std::vector<Path> &found)
{
    const std::size_t id = path.empty() ? SessionGraph::start : path.back();
    if (path.size() == length) {
        if (m_distance[id] == 0)
            found.push_back({path, demandSoFar});
        return;
    }
    const int remaining = static_cast<int>(length - path.size());
    for (const auto &[role, edge] : m_graph.node(id).edges) {
        if (found.size() >= pathsPerLength || ++m_steps > maximumSteps) {
            m_limitReached = true;
            return;
        }
        if (edge.verdict != Verdict::Allowed || m_distance[edge.to] > remaining - 1
            || role == m_graph.node(SessionGraph::start).role)
            continue;
        const bool again = std::any_of(
            path.begin(), path.end(), [&, same = role](std::size_t earlier) { return m_graph.node(earlier).role == same; });
        if (again)
            continue;
        path.push_back(edge.to);
        extend(path, demandSoFar + demand(edge.needs), length, found);
        path.pop_back();
    }
}

std::vector<Route> RouteSearch::routes()
{
    std::vector<Route> result;
    for (int length = 1; length <= m_maximumHops; ++length) {
        std::vector<Path> found;
        std::vector<std::size_t> path;
        m_steps = 0;
        extend(path, 0, static_cast<std::size_t>(length), found);
        const auto arns = [&](const Path &of) {
            std::vector<std::string> list;
            for (const std::size_t id : of.nodes)
                list.push_back(m_graph.node(id).session.principal.arn);
            return list;
        };
        std::sort(found.begin(), found.end(), [&](const Path &left, const Path &right) {
            return left.demand != right.demand ? left.demand < right.demand : arns(left) < arns(right);
        });
        for (const Path &one : found) {
            if (result.size() == maximumRoutes) {
                m_limitReached = true;
                return result;
            }
            result.push_back(route(one));
        }
    }
    return result;
}

Route RouteSearch::route(const Path &path)
{
    Route result;
    std::size_t from = SessionGraph::start;
    for (const std::size_t id : path.nodes) {
        result.hops.push_back(m_graph.hop(from, m_graph.edge(from, *m_graph.node(id).role), m_options.explain));
        from = id;
    }
    result.answer = m_graph.finalAnswer(from, m_options.explain);
    return result;
}

std::vector<Hop> RouteSearch::hopsTo(std::size_t id, bool explain) const
{
    std::vector<Hop> hops;
    while (id != SessionGraph::start) {
        const SessionGraph::Node &node = m_graph.node(id);
        hops.push_back(m_graph.hop(node.parent, m_graph.edge(node.parent, *node.role), explain));
        id = node.parent;
    }
    std::reverse(hops.begin(), hops.end());
    return hops;
}

} // namespace rolewright
