// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphtypes.h"

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace rolewright {

/// A node that would stand beside another, and the edge between them.
struct Neighbour {
    GraphNode node;
    GraphEdge edge;
};

/// Collects a Graph within the limit of nodes and folds what is alike.
class GraphBuilder
{
public:
    GraphBuilder(const World &world, const GraphQuery &query, std::function<bool()> cancelled);

    const World &world() const { return m_world; }
    const GraphQuery &query() const { return m_query; }
    const std::function<bool()> &cancelFunction() const { return m_cancelled; }
    bool isCancelled() const { return m_cancelled && m_cancelled(); }

    bool contains(const std::string &key) const { return m_index.contains(key); }
    /// Adds the node unless it is there; false when there is no room for it.
    bool addNode(const GraphNode &node);
    /// Adds the edge unless it is there; both ends must be.
    void addEdge(const GraphEdge &edge);
    /// Adds neighbours and edges. When there are more than `shown` (and what was unfolded), the rest
    /// becomes one node of that key. Neighbours that are in the picture already are never folded.
    /// `evaluate` works an edge out by its place in the group: for those that are drawn, not for thousands in a fold.
    void addGroup(const std::string &foldKey, std::vector<Neighbour> group, std::size_t shown,
                  const std::function<void(GraphEdge &edge, std::size_t place)> &evaluate = {});
    /// Adds several neighbours of one node, those alike (kind, account, what the edge says) grouped.
    void addAlike(const std::string &foldKey, const std::vector<Neighbour> &all, std::size_t shownAllowed, std::size_t shownOther);

    void markExpanded(const std::string &key) { m_expanded.insert(key); }
    bool isExpanded(const std::string &key) const { return m_expanded.contains(key); }
    std::vector<std::string> nodeKeys() const;
    const GraphNode *node(const std::string &key) const;
    GraphNode *node(const std::string &key);
    std::vector<GraphEdge> &edges() { return m_graph.edges; }

    Graph take();

private:
    bool hasRoom(std::size_t reserved) const { return m_graph.nodes.size() + reserved < m_query.maximumNodes; }
    void addFold(const std::string &foldKey, const std::vector<const Neighbour *> &rest);

    const World &m_world;
    const GraphQuery &m_query;
    std::function<bool()> m_cancelled;
    Graph m_graph;
    std::unordered_map<std::string, std::size_t> m_index;
    std::unordered_set<std::string> m_edgeKeys;
    std::unordered_set<std::string> m_expanded;
};

/// The node of an entity.
GraphNode entityNode(const Entity &entity);
/// The node of whatever a policy's Principal names: an entity, an account, a service, a provider, "*", or
/// something that the workspace doesn't hold.
GraphNode principalNode(const World &world, PrincipalType type, const std::string &value);

} // namespace rolewright
