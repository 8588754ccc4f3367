// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/sessiongraph.h"

#include <set>

namespace rolewright {

/// Explores the sessions that a question can lead to, breadth first, and lists the routes. Every role that can be reached
/// has at least a shortest route in the result (up to maximumRoutes); further ones are found within a budget
/// of evaluations, so that a world in which everybody may assume everything ends soon.
class RouteSearch
{
public:
    RouteSearch(SessionGraph &graph, const RouteOptions &options, int maximumHops);

    /// False when cancelled.
    bool explore();
    std::vector<Route> routes();
    /// Whether some way of allowed or undecided steps leads to an allowed or undecided final request.
    bool mayDepend() const { return m_mayDepend; }
    bool limitReached() const { return m_limitReached; }

    bool cancelled() const { return m_options.cancelled && m_options.cancelled(); }
    /// Nodes that were reached, in breadth-first order.
    const std::vector<std::size_t> &reached() const { return m_reached; }
    bool isSure(std::size_t role) const { return m_sureRoles.contains(role); }
    int maximumHops() const { return m_maximumHops; }
    /// The hops that lead to the node.
    std::vector<Hop> hopsTo(std::size_t id, bool explain) const;

private:
    struct Path {
        std::vector<std::size_t> nodes; ///< without the start
        std::size_t demand = 0;
    };

    bool expand(std::size_t id, bool everything);
    bool reach(std::size_t from, const SessionGraph::Edge &edge);
    bool complete();
    void measure();
    void extend(std::vector<std::size_t> &path, std::size_t demandSoFar, std::size_t length, std::vector<Path> &found);
    Route route(const Path &path);

    SessionGraph &m_graph;
    const RouteOptions &m_options;
    int m_maximumHops;
    std::vector<std::size_t> m_reached;
    std::set<std::size_t> m_sureRoles;
    std::vector<int> m_distance; ///< allowed hops from the node to an allowed final request
    std::size_t m_steps = 0;
    bool m_mayDepend = false;
    bool m_limitReached = false;
};

} // namespace rolewright
