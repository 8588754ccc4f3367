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
/// Hops tried again because a later step asks for something.
constexpr std::size_t maximumWishes = 200;
/// A service that has to be started asks more of its caller than an assumed role.
constexpr std::size_t passRoleDemand = 3;

} // namespace

RouteSearch::RouteSearch(SessionGraph &graph, const RouteOptions &options)
    : m_graph(graph)
    , m_options(options)
    , m_maximumHops(std::clamp(options.maximumHops, 1, 10))
{
}

bool RouteSearch::reach(std::size_t from, const Edge &edge)
{
    if (edge.verdict == Verdict::Denied)
        return false;
    const bool sure = edge.verdict == Verdict::Allowed && m_graph.node(from).way.sure;
    SessionGraph::Node &node = m_graph.node(edge.to);
    const bool known = std::any_of(
        node.way.parents.begin(), node.way.parents.end(), [&](const auto &parent) { return parent.second == &edge; });
    if (node.way.depth != SessionGraph::unreached && (node.way.sure || !sure)) {
        if (!known)
            node.way.parents.emplace_back(from, &edge);
        return false;
    }
    const bool isNew = node.way.depth == SessionGraph::unreached;
    if (isNew)
        node.way.depth = m_graph.node(from).way.depth + 1;
    node.way.sure = sure;
    if (!known)
        node.way.parents.insert(node.way.parents.begin(), {from, &edge});
    if (sure && edge.step.role != SessionGraph::noRole) {
        m_sureRoles.insert(edge.step.role);
        // A session that was limited or tagged on the way leaves another one of the same role to be found.
        if (!node.session.policies && node.session.tags.empty())
            m_plainRoles.insert(edge.step.role);
    }
    return isNew;
}

bool RouteSearch::mayLead(std::size_t role, int hops) const
{
    return !m_options.mayLead || m_options.mayLead(m_graph.index().roles()[role].slot, hops);
}

bool RouteSearch::follow(std::size_t from, const SessionGraph::Step &step)
{
    const Edge &edge = m_graph.edge(from, step);
    if (reach(from, edge))
        m_graph.reach(edge.to);
    return edge.verdict != Verdict::Denied;
}

/// Evaluates the hops that may be possible: onto roles that aren't surely reached yet, or onto `goals` when there are any.
bool RouteSearch::expand(std::size_t id, const std::set<std::size_t> &goals)
{
    // Inherited tags make another session of a role that was reached without them.
    const bool handsOn = !inheritedTags(m_graph.node(id).session).empty();
    const int left = m_maximumHops - m_graph.node(id).way.depth - 1;
    const auto wanted = [&](std::size_t role) {
        return (goals.empty() ? handsOn || !m_plainRoles.contains(role) : goals.contains(role)) && mayLead(role, left);
    };
    m_graph.prepare(id);
    for (const std::size_t role : m_graph.node(id).candidates) {
        if (!wanted(role))
            continue;
        if (cancelled())
            return false;
        const SessionGraph::Step step = m_graph.assume(id, role);
        if (!follow(id, step) && id != SessionGraph::start && goals.empty())
            grantWishes(id, m_graph.wishesForHop(id, step));
    }
    for (const SessionGraph::Step &step : m_graph.node(id).passes) {
        if (!wanted(step.role))
            continue;
        if (cancelled())
            return false;
        follow(id, step);
    }
    return true;
}

/// Tries the hops that made the session again, with what its denied request asks for.
void RouteSearch::grantWishes(std::size_t id, const std::vector<Passed> &wishes)
{
    for (const Passed &wish : wishes)
        grantWish(id, wish);
}

void RouteSearch::grantWish(std::size_t id, const Passed &wish)
{
    const auto parents = m_graph.node(id).way.parents; // a copy: reaching adds to it
    for (const auto &[from, made] : parents) {
        SessionGraph::Step step = made->step;
        const bool onlyTags = wish.sourceIdentity.empty() && wish.sessionName.empty();
        const bool onlyName = wish.sourceIdentity.empty() && wish.tags.empty();
        // A Lambda function's session is called like the function.
        const bool isFunction = step.kind == HopKind::PassRole && step.service->principal == "lambda.amazonaws.com" && isFunctionName(wish.sessionName);
        const bool takes = step.kind == HopKind::AssumeRole || (step.kind == HopKind::FederationToken && onlyTags) || (isFunction && onlyName);
        if (!takes || !step.passed.empty() || ++m_wishes > maximumWishes || cancelled())
            continue;
        step.passed = wish;
        if (follow(from, step))
            continue;
        if (m_options.nearMisses)
            m_refused.emplace_back(from, step);
        if (from == SessionGraph::start || wish.tags.empty() || wish.tags.front().transitive)
            continue;
        // The tags may be inherited from the session before.
        Passed transitive{wish.tags, {}, {}};
        for (SessionTag &tag : transitive.tags)
            tag.transitive = true;
        grantWish(from, transitive);
    }
}

bool RouteSearch::spread()
{
    for (std::size_t next = 0; next < reached().size(); ++next) {
        const std::size_t id = reached()[next];
        if (cancelled())
            return false;
        if (m_seeksTarget && id != SessionGraph::start && m_graph.target(id) != Verdict::Allowed)
            grantWishes(id, m_graph.wishesForTarget(id));
        if (m_graph.node(id).way.depth < m_maximumHops) {
            if (!expand(id, {}))
                return false;
        } else {
            m_graph.prepare(id);
            const auto &candidates = m_graph.node(id).candidates;
            m_limitReached = m_limitReached
                || std::any_of(candidates.begin(), candidates.end(),
                    [&](std::size_t role) { return !m_plainRoles.contains(role) && mayLead(role, std::numeric_limits<int>::max()); });
        }
        if (const auto token = id == SessionGraph::start && m_maximumHops > 1 ? m_graph.assumingToken() : std::nullopt)
            follow(id, *token);
        if (m_seeksTarget && id == SessionGraph::start) {
            for (const SessionGraph::Step &step : m_graph.tokenSteps())
                follow(id, step);
        }
    }
    return true;
}

bool RouteSearch::explore()
{
    m_seeksTarget = true;
    if (!spread())
        return false;
    const bool anyTarget = std::any_of(reached().begin(), reached().end(),
        [this](std::size_t id) { return id != SessionGraph::start && m_graph.target(id) != Verdict::Denied; });
    measure();
    return !anyTarget || complete();
}

/// A role that is assumed without bringing anything, and that may do what was asked: no route is shorter or less demanding. The
/// first by ARN, as routes are sorted; so the others needn't be looked at. False when there is none.
bool RouteSearch::findPlain()
{
    m_graph.prepare(SessionGraph::start);
    const auto &roles = m_graph.index().roles();
    std::vector<std::pair<std::string, std::size_t>> sorted;
    for (const std::size_t role : m_graph.node(SessionGraph::start).candidates) {
        if (mayLead(role, 0))
            sorted.emplace_back(roles[role].entity->account + '/' + roles[role].role->name + '/', role);
    }
    if (sorted.empty())
        return false;
    std::sort(sorted.begin(), sorted.end());
    const auto steps = m_graph.tokenSteps();
    if (std::any_of(steps.begin(), steps.end(), [](const SessionGraph::Step &step) { return step.kind == HopKind::FederationToken; }))
        return false; // its session may come before those of roles
    for (const auto &[name, role] : sorted) {
        if (cancelled())
            return false;
        const Edge &edge = m_graph.edge(SessionGraph::start, m_graph.assume(SessionGraph::start, role));
        if (edge.verdict == Verdict::Allowed && demand(edge.needs) == 0 && m_graph.target(edge.to) == Verdict::Allowed) {
            m_plain = &edge;
            return true;
        }
    }
    return false;
}

bool RouteSearch::exploreShortest(int least)
{
    if (least <= 1 && findPlain())
        return true;
    const int limit = m_maximumHops;
    for (m_maximumHops = std::clamp(least, 1, limit); explore(); ++m_maximumHops) {
        if (m_maximumHops == limit || m_graph.node(SessionGraph::start).way.distance <= m_maximumHops)
            return true;
        m_graph.forgetWays();
        m_sureRoles.clear();
        m_plainRoles.clear();
        m_wishes = 0;
        m_limitReached = false;
    }
    return false;
}

/// The hops between roles that were reached another way: they make further routes. Only onto roles that lead to the final request,
/// until no further role does.
bool RouteSearch::complete()
{
    const std::size_t before = m_graph.hopEvaluations();
    std::set<std::size_t> goals;
    for (int round = 0; round < m_maximumHops; ++round) {
        const std::size_t known = goals.size();
        for (const std::size_t id : reached()) {
            if (m_graph.node(id).way.undecidedDistance < m_maximumHops && m_graph.node(id).role)
                goals.insert(*m_graph.node(id).role);
        }
        if (goals.size() == known)
            break;
        for (std::size_t next = 0; next < reached().size(); ++next) {
            if (m_graph.hopEvaluations() - before > completionBudget) {
                m_limitReached = true;
                measure();
                return true;
            }
            const std::size_t id = reached()[next];
            if (m_graph.node(id).way.depth < m_maximumHops && !expand(id, goals))
                return false;
        }
        measure();
    }
    return true;
}

bool RouteSearch::isGoal(std::size_t id, bool conditional)
{
    if (id == SessionGraph::start)
        return false;
    const Verdict target = m_graph.target(id);
    return target == Verdict::Allowed || (conditional && m_graph.node(id).targetConditional);
}

/// Distances to final requests, backwards over hops: allowed ones, and with conditional ones; and whether an undecided way exists.
void RouteSearch::measure()
{
    for (const std::size_t id : reached()) {
        SessionGraph::Way &way = m_graph.node(id).way;
        way.distance = isGoal(id, false) ? 0 : SessionGraph::unreached;
        way.openDistance = isGoal(id, true) ? 0 : SessionGraph::unreached;
        way.undecidedDistance = id != SessionGraph::start && m_graph.target(id) != Verdict::Denied ? 0 : SessionGraph::unreached;
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
        for (const std::size_t id : reached()) {
            SessionGraph::Way &way = m_graph.node(id).way;
            for (const auto &[step, edge] : m_graph.node(id).edges) {
                if (edge.verdict == Verdict::Denied)
                    continue;
                const SessionGraph::Way &next = m_graph.node(edge.to).way;
                if (edge.verdict == Verdict::Allowed)
                    changed = shorten(way.distance, next.distance) || changed;
                if (edge.verdict == Verdict::Allowed || edge.conditional)
                    changed = shorten(way.openDistance, next.openDistance) || changed;
                changed = shorten(way.undecidedDistance, next.undecidedDistance) || changed;
            }
        }
    }
    m_mayDepend = m_graph.node(SessionGraph::start).way.undecidedDistance <= m_maximumHops;
}

/// Paths of exactly `length` hops that end at a final request, no role twice. Conditional ones have a step that isn't sure.
void RouteSearch::extend(
    std::vector<const Edge *> &path, std::size_t demandSoFar, std::size_t length, bool conditional, std::vector<Path> &found)
{
    const std::size_t id = path.empty() ? SessionGraph::start : path.back()->to;
    if (path.size() == length) {
        const bool sure = isGoal(id, false)
            && std::all_of(path.begin(), path.end(), [](const Edge *edge) { return edge->verdict == Verdict::Allowed; });
        if (isGoal(id, conditional) && sure != conditional)
            found.push_back({path, demandSoFar});
        return;
    }
    const int remaining = static_cast<int>(length - path.size());
    std::set<std::size_t> taken;
    for (const auto &[step, edge] : m_graph.node(id).edges) {
        if (found.size() >= pathsPerLength || ++m_steps > maximumSteps) {
            m_limitReached = true;
            return;
        }
        const bool open = edge.verdict == Verdict::Allowed || (conditional && edge.conditional);
        if (!open || distance(edge.to, conditional) > remaining - 1 || edge.step.role == m_graph.node(SessionGraph::start).role)
            continue;
        const bool again = step.role != SessionGraph::noRole
            && std::any_of(path.begin(), path.end(), [&, role = step.role](const Edge *earlier) { return earlier->step.role == role; });
        // What a later step asks for may have been chosen anyway: the same session.
        if (again || !taken.insert(edge.to).second)
            continue;
        path.push_back(&edge);
        extend(path, demandSoFar + demand(edge.needs) + (step.kind == HopKind::PassRole ? passRoleDemand : 0), length, conditional, found);
        path.pop_back();
    }
}

int RouteSearch::distance(std::size_t id, bool conditional) const
{
    const SessionGraph::Way &way = m_graph.node(id).way;
    return conditional ? way.openDistance : way.distance;
}

std::vector<RouteSearch::Path> RouteSearch::pathsOf(int length, bool conditional)
{
    std::vector<Path> found;
    std::vector<const Edge *> path;
    m_steps = 0;
    extend(path, 0, static_cast<std::size_t>(length), conditional, found);
    return found;
}

/// Less demanding, then by ARN.
bool RouteSearch::isBefore(const Path &left, const Path &right) const
{
    if (left.demand != right.demand)
        return left.demand < right.demand;
    const auto arn = [this](const Edge *edge) -> const std::string & { return m_graph.node(edge->to).session.principal.arn; };
    return std::lexicographical_compare(left.edges.begin(), left.edges.end(), right.edges.begin(), right.edges.end(),
        [&](const Edge *one, const Edge *other) { return arn(one) < arn(other); });
}

std::vector<Route> RouteSearch::listed(bool conditional)
{
    std::vector<Route> result;
    for (int length = 1; length <= m_maximumHops; ++length) {
        std::vector<Path> found = pathsOf(length, conditional);
        std::sort(found.begin(), found.end(), [this](const Path &left, const Path &right) { return isBefore(left, right); });
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

std::optional<Route> RouteSearch::first(bool conditional)
{
    if (m_plain)
        return conditional ? std::nullopt : std::optional(sketch({{m_plain}, 0}, false));
    for (int length = distance(SessionGraph::start, conditional); length <= m_maximumHops; ++length) {
        const std::vector<Path> found = pathsOf(length, conditional);
        if (found.empty())
            continue;
        const Path &best = *std::min_element(found.begin(), found.end(), [this](const Path &left, const Path &right) { return isBefore(left, right); });
        return sketch(best, conditional);
    }
    return std::nullopt;
}

/// A route whose hops have no commands and answers.
Route RouteSearch::sketch(const Path &path, bool conditional)
{
    Route result;
    std::size_t from = SessionGraph::start;
    for (const Edge *edge : path.edges) {
        Hop hop = m_graph.outline(*edge);
        if (conditional)
            hop.needs = m_graph.openNeeds(from, *edge);
        result.hops.push_back(std::move(hop));
        from = edge->to;
    }
    const auto &[answer, conditions] = m_graph.outcome(from);
    result.answer = answer;
    if (conditional)
        result.conditions = conditions;
    return result;
}

void RouteSearch::conclude(Simulation &simulation) const
{
    simulation.limitReached = limitReached();
    simulation.cancelled = cancelled();
    if (!simulation.routes.empty())
        simulation.verdict = Verdict::Allowed;
    else if (simulation.verdict == Verdict::Denied && mayDepend())
        simulation.verdict = Verdict::Depends;
}

Route RouteSearch::route(const Path &path)
{
    Route result;
    std::size_t from = SessionGraph::start;
    for (const Edge *edge : path.edges) {
        result.hops.push_back(m_graph.hop(from, *edge, m_options.explain));
        from = edge->to;
    }
    result.answer = m_graph.finalAnswer(from, m_options.explain, &result.conditions);
    return result;
}

std::vector<Hop> RouteSearch::hopsTo(std::size_t id, bool explain) const
{
    std::vector<Hop> hops;
    while (id != SessionGraph::start) {
        const auto &[from, edge] = m_graph.node(id).way.parents.front();
        hops.push_back(m_graph.hop(from, *edge, explain));
        id = from;
    }
    std::reverse(hops.begin(), hops.end());
    return hops;
}

} // namespace rolewright
