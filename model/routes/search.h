// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/sessiongraph.h"

#include <set>
#include <unordered_set>

namespace rolewright {

/// Explores the sessions that a question can lead to, breadth first, and lists the routes. Every role that can be reached
/// has at least a shortest route in the result (up to maximumRoutes); further ones are found within a budget
/// of evaluations, so that a world in which everybody may assume everything ends soon.
class RouteSearch
{
public:
    /// `options`: the graph's; they outlive the search.
    RouteSearch(SessionGraph &graph, const RouteOptions &options);

    /// Finds the sessions that can be reached, whatever they may do. False when cancelled.
    bool spread();
    /// spread(), and what the sessions may do. False when cancelled.
    bool explore();
    /// explore(), but only as far as the shortest routes go; `least`: none is shorter. False when cancelled.
    bool exploreShortest(int least);
    std::vector<Route> routes() { return listed(false); }
    /// Those of which some step is open only under conditions that aren't known to hold.
    std::vector<Route> conditionalRoutes() { return listed(true); }
    /// The first of them alone, its hops without commands and answers.
    std::optional<Route> first(bool conditional);
    /// Whether some way of allowed or undecided steps leads to an allowed or undecided final request.
    bool mayDepend() const { return m_mayDepend; }
    bool limitReached() const { return m_limitReached; }
    /// What the search and the routes that are listed make of the direct verdict.
    void conclude(Simulation &simulation) const;

    bool cancelled() const { return m_options.cancelled && m_options.cancelled(); }
    /// Nodes that were reached, in breadth-first order.
    const std::vector<std::size_t> &reached() const { return m_graph.reached(); }
    bool isSure(std::size_t role) const { return m_sureRoles.contains(role); }
    int maximumHops() const { return m_maximumHops; }
    /// Hops tried again with what a later step asks for, and denied then.
    const std::vector<std::pair<std::size_t, SessionGraph::Step>> &refusedWishes() const { return m_refused; }
    /// The hops that lead to the node.
    std::vector<Hop> hopsTo(std::size_t id, bool explain) const;

private:
    using Edge = SessionGraph::Edge;
    struct Path {
        std::vector<const Edge *> edges;
        std::size_t demand = 0;
    };

    bool findPlain();
    bool expand(std::size_t id, const std::set<std::size_t> &goals);
    bool mayLead(std::size_t role, int hops) const;
    bool follow(std::size_t from, const SessionGraph::Step &step);
    bool reach(std::size_t from, const Edge &edge);
    void grantWishes(std::size_t id, const std::vector<Passed> &wishes);
    void grantWish(std::size_t id, const Passed &wish);
    bool complete();
    void measure();
    bool isGoal(std::size_t id, bool conditional);
    int distance(std::size_t id, bool conditional) const;
    void extend(std::vector<const Edge *> &path, std::size_t demandSoFar, std::size_t length, bool conditional, std::vector<Path> &found);
    std::vector<Path> pathsOf(int length, bool conditional);
    bool isBefore(const Path &left, const Path &right) const;
    std::vector<Route> listed(bool conditional);
    Route route(const Path &path);
    Route sketch(const Path &path, bool conditional);

    SessionGraph &m_graph;
    const RouteOptions &m_options;
    int m_maximumHops;
    std::unordered_set<std::size_t> m_sureRoles; ///< reached by allowed hops only
    std::unordered_set<std::size_t> m_plainRoles; ///< those whose session no tag or policy sets apart
    const Edge *m_plain = nullptr; ///< found by findPlain()
    std::vector<std::pair<std::size_t, SessionGraph::Step>> m_refused; ///< from which node
    bool m_seeksTarget = false;
    std::size_t m_wishes = 0;
    std::size_t m_steps = 0;
    bool m_mayDepend = false;
    bool m_limitReached = false;
};

} // namespace rolewright
