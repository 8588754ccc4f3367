// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphbuilder.h"

#include "analyse/problems.h"
#include "policy/arn.h"

#include <algorithm>

namespace rolewright {

namespace {

/// Room that stays free for folds, so that a full picture still tells how much it leaves out.
constexpr std::size_t reservedForFolds = 8;
/// A fold of more than so many evaluated edges says nothing about them: none is worked out beyond these.
constexpr std::size_t evaluatedInFold = 24;

/// What makes two neighbours alike.
std::string alikeKey(const Neighbour &neighbour)
{
    std::string key = std::to_string(static_cast<int>(neighbour.node.kind)) + '|' + neighbour.node.account + '|'
        + std::to_string(static_cast<int>(neighbour.edge.kind)) + '|' + std::to_string(static_cast<int>(neighbour.edge.state));
    for (Layer layer : neighbour.edge.missing)
        key += ',' + std::to_string(static_cast<int>(layer));
    return key;
}

bool isGood(GraphEdgeState state)
{
    return state != GraphEdgeState::Missing;
}

int rank(GraphEdgeState state)
{
    switch (state) {
    case GraphEdgeState::Plain:
    case GraphEdgeState::Allowed:
        return 0;
    case GraphEdgeState::Depends:
    case GraphEdgeState::Delegated:
        return 1;
    case GraphEdgeState::Denied:
        return 2;
    case GraphEdgeState::Missing:
        return 3;
    }
    return 3;
}

} // namespace

const GraphNode *Graph::find(const std::string &key) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const GraphNode &node) { return node.key == key; });
    return found == nodes.end() ? nullptr : &*found;
}

const GraphEdge *Graph::edge(const std::string &from, const std::string &to) const
{
    const auto found = std::find_if(edges.begin(), edges.end(), [&](const GraphEdge &edge) { return edge.from == from && edge.to == to; });
    return found == edges.end() ? nullptr : &*found;
}

GraphBuilder::GraphBuilder(const World &world, const GraphQuery &query, std::function<bool()> cancelled)
    : m_world(world)
    , m_query(query)
    , m_cancelled(std::move(cancelled))
{
}

bool GraphBuilder::addNode(const GraphNode &node)
{
    if (contains(node.key))
        return true;
    if (!hasRoom(node.kind == GraphNodeKind::Fold ? 0 : reservedForFolds)) {
        m_graph.truncated = true;
        return false;
    }
    m_index.emplace(node.key, m_graph.nodes.size());
    m_graph.nodes.push_back(node);
    return true;
}

void GraphBuilder::addEdge(const GraphEdge &edge)
{
    if (!contains(edge.from) || !contains(edge.to) || edge.from == edge.to || !m_edgeKeys.insert(edge.key()).second)
        return;
    m_graph.edges.push_back(edge);
}

void GraphBuilder::addFold(const std::string &foldKey, const std::vector<const Neighbour *> &rest)
{
    const Neighbour &first = *rest.front();
    GraphNode fold;
    fold.key = foldKey;
    fold.kind = GraphNodeKind::Fold;
    fold.account = first.node.account;
    fold.count = rest.size();
    fold.foldedKind = first.node.kind;
    if (!addNode(fold))
        return;
    GraphEdge edge = first.edge;
    (edge.from == first.node.key ? edge.from : edge.to) = foldKey;
    edge.answer.reset(); // each of them has its own
    edge.verbs.clear();
    edge.conditionKeys.clear();
    if (!std::all_of(rest.begin(), rest.end(), [&](const Neighbour *one) { return one->edge.needs == first.edge.needs; }))
        edge.needs = {};
    const bool same = std::all_of(rest.begin(), rest.end(), [&](const Neighbour *one) {
        return one->edge.state == first.edge.state && one->edge.missing == first.edge.missing;
    });
    if (!same) { // the first doesn't speak for the others
        edge.state = GraphEdgeState::Plain;
        edge.missing.clear();
    }
    addEdge(edge);
}

void GraphBuilder::addGroup(const std::string &foldKey, std::vector<Neighbour> group, std::size_t shown,
                            const std::function<void(GraphEdge &edge, std::size_t place)> &evaluate)
{
    if (const auto more = m_query.unfolded.find(foldKey); more != m_query.unfolded.end())
        shown += more->second;
    std::size_t fresh = 0;
    for (const Neighbour &neighbour : group)
        fresh += contains(neighbour.node.key) ? 0 : 1;
    if (fresh == shown + 1) // a fold of one would take the same room
        ++shown;
    std::vector<const Neighbour *> rest;
    std::size_t added = 0;
    for (std::size_t place = 0; place < group.size(); ++place) {
        Neighbour &neighbour = group[place];
        if (isCancelled())
            return;
        bool shows = contains(neighbour.node.key);
        if (!shows && added < shown && addNode(neighbour.node)) {
            shows = true;
            ++added;
        }
        if (evaluate && (shows || rest.size() < evaluatedInFold))
            evaluate(neighbour.edge, place);
        if (shows)
            addEdge(neighbour.edge);
        else
            rest.push_back(&neighbour);
    }
    if (!rest.empty())
        addFold(foldKey, rest);
}

void GraphBuilder::addAlike(const std::string &foldKey, const std::vector<Neighbour> &all, std::size_t shownAllowed, std::size_t shownOther)
{
    std::vector<std::string> order;
    std::unordered_map<std::string, std::vector<Neighbour>> groups;
    for (const Neighbour &neighbour : all) {
        const std::string key = alikeKey(neighbour);
        const auto [group, fresh] = groups.try_emplace(key);
        if (fresh)
            order.push_back(key);
        group->second.push_back(neighbour);
    }
    std::stable_sort(order.begin(), order.end(), [&](const std::string &left, const std::string &right) {
        return rank(groups[left].front().edge.state) < rank(groups[right].front().edge.state);
    });
    for (const std::string &key : order) {
        const std::vector<Neighbour> &group = groups[key];
        addGroup(foldKey + '|' + key, group, isGood(group.front().edge.state) ? shownAllowed : shownOther);
    }
}

std::vector<std::string> GraphBuilder::nodeKeys() const
{
    std::vector<std::string> keys;
    keys.reserve(m_graph.nodes.size());
    for (const GraphNode &node : m_graph.nodes)
        keys.push_back(node.key);
    return keys;
}

const GraphNode *GraphBuilder::node(const std::string &key) const
{
    const auto found = m_index.find(key);
    return found == m_index.end() ? nullptr : &m_graph.nodes[found->second];
}

GraphNode *GraphBuilder::node(const std::string &key)
{
    const auto found = m_index.find(key);
    return found == m_index.end() ? nullptr : &m_graph.nodes[found->second];
}

Graph GraphBuilder::take()
{
    for (GraphNode &node : m_graph.nodes) {
        node.canGrow = node.entity && !isExpanded(node.key) && !node.inlinePolicy;
        if (node.account.empty())
            continue;
        const bool there = std::any_of(m_graph.clusters.begin(), m_graph.clusters.end(),
                                       [&](const GraphCluster &cluster) { return cluster.account == node.account; });
        if (there)
            continue;
        const AccountInfo *account = m_world.account(node.account);
        m_graph.clusters.push_back({node.account, account ? account->name : std::string(), account != nullptr});
    }
    m_graph.cancelled = isCancelled();
    return std::move(m_graph);
}

GraphNode entityNode(const Entity &entity)
{
    GraphNode node;
    node.key = node.arn = entity.arn();
    node.entity = entity.id;
    node.name = entity.name();
    node.account = entity.account;
    switch (entity.kind()) {
    case EntityKind::User:
        node.kind = GraphNodeKind::User;
        break;
    case EntityKind::Group:
        node.kind = GraphNodeKind::Group;
        break;
    case EntityKind::Role: {
        node.kind = GraphNodeKind::Role;
        const DocumentPtr &trust = entity.as<Role>()->trust;
        node.broken = !trust || !trust->usableAs(PolicyKind::Trust);
        break;
    }
    case EntityKind::Policy:
    case EntityKind::OrganizationPolicy:
        node.kind = GraphNodeKind::Policy;
        break;
    case EntityKind::Provider:
        node.kind = GraphNodeKind::Provider;
        break;
    case EntityKind::Resource: {
        node.kind = GraphNodeKind::Resource;
        const DocumentPtr &policy = entity.as<Resource>()->policy;
        node.broken = policy && !policy->usableAs(policyKindOf(entity, DocumentSlot::ResourcePolicy));
        break;
    }
    }
    return node;
}

GraphNode principalNode(const World &world, PrincipalType type, const std::string &value)
{
    GraphNode node;
    node.key = node.arn = node.name = value;
    if (type == PrincipalType::Everyone || value == "*") {
        node.key = "*";
        node.arn.clear();
        node.kind = GraphNodeKind::Everyone;
        return node;
    }
    if (type == PrincipalType::Service) {
        node.kind = GraphNodeKind::Service;
        node.arn.clear();
        return node;
    }
    if (const EntityPtr entity = world.findByArn(value))
        return entityNode(*entity);
    const std::optional<Arn> arn = parseArn(value);
    const std::string account = isAccountId(value) ? value : arn ? arn->account : std::string();
    if (isAccountId(value) || (arn && arn->service == "iam" && arn->resource == "root")) {
        node.kind = GraphNodeKind::Account;
        node.key = "account:" + account;
        node.arn = "arn:" + (arn ? arn->partition : std::string("aws")) + ":iam::" + account + ":root";
        node.name = account;
        node.account = account;
        for (EntityKind kind : {EntityKind::User, EntityKind::Role})
            node.count += world.entities(account, kind).size();
        return node;
    }
    node.account = account;
    node.kind = type == PrincipalType::Federated ? GraphNodeKind::Provider : GraphNodeKind::User;
    if (arn) {
        const std::size_t slash = arn->resource.rfind('/');
        if (slash != std::string::npos)
            node.name = arn->resource.substr(type == PrincipalType::Federated ? arn->resource.find('/') + 1 : slash + 1);
        if (arn->resource.starts_with("role/") || arn->resource.starts_with("assumed-role/"))
            node.kind = GraphNodeKind::Role;
    }
    return node;
}

} // namespace rolewright
