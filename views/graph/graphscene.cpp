// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphscene.h"

#include "graph/clusteritem.h"
#include "graph/edgeitem.h"
#include "graph/graphstyle.h"
#include "graph/graphwords.h"
#include "graph/nodeitem.h"

#include <QGraphicsSceneContextMenuEvent>
#include <QGraphicsSceneMouseEvent>

#include <cmath>
#include <set>

namespace rolewright {

namespace {

template <typename Item>
Item *itemFor(std::unordered_map<std::string, std::unique_ptr<Item>> &items, const std::string &key, QGraphicsScene *scene, bool *fresh)
{
    std::unique_ptr<Item> &item = items[key];
    *fresh = !item;
    if (!item) {
        item = std::make_unique<Item>();
        scene->addItem(item.get());
    }
    return item.get();
}

QRectF between(const QRectF &from, const QRectF &to, double progress)
{
    const auto mix = [progress](QPointF a, QPointF b) { return a + (b - a) * progress; };
    return {mix(from.topLeft(), to.topLeft()), mix(from.bottomRight(), to.bottomRight())};
}

} // namespace

GraphScene::GraphScene(QObject *parent)
    : QGraphicsScene(parent)
{
    // Few items that all move at once: an index would be rebuilt more often than asked.
    setItemIndexMethod(QGraphicsScene::NoIndex);
    m_animation.setDuration(graphstyle::animationMilliseconds);
    m_animation.setStartValue(0.0);
    m_animation.setEndValue(1.0);
    m_animation.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_animation, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) { step(value.toDouble()); });
}

GraphScene::~GraphScene() = default;

void GraphScene::show(const Graph &graph, const LayoutResult &layout, const std::string &anchor, Verdict routeVerdict)
{
    m_animation.stop();
    step(1);
    QPointF shift;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (graph.nodes[i].key == anchor && m_nodes.contains(anchor))
            shift = place(anchor) - layout.nodes[i];
    }
    m_graph = graph;
    m_moves.clear();
    m_frames.clear();
    m_fading.clear();
    m_opacity.clear();
    showClusters(layout, shift);
    showNodes(layout, shift);
    showEdges(layout, shift);
    light(routeVerdict);
    if (!m_nodes.contains(m_selected))
        m_selected.clear();

    bool moves = !m_fading.empty();
    for (const auto &[key, move] : m_moves)
        moves = moves || move.from != move.to;
    for (const auto &[key, frame] : m_frames)
        moves = moves || frame.first != frame.second;
    if (moves) {
        step(0);
        m_animation.start();
    } else {
        step(1);
    }
}

void GraphScene::showClusters(const LayoutResult &layout, QPointF shift)
{
    std::set<std::string> kept;
    for (std::size_t i = 0; i < m_graph.clusters.size(); ++i) {
        const GraphCluster &cluster = m_graph.clusters[i];
        kept.insert(cluster.account);
        bool fresh = false;
        ClusterItem *item = itemFor(m_clusters, cluster.account, this, &fresh);
        item->setCluster(cluster);
        const QRectF target = layout.clusters[i].translated(shift);
        m_frames[cluster.account] = {fresh ? target : item->rect(), target};
        if (fresh)
            m_fading.push_back(item);
    }
    std::erase_if(m_clusters, [&](const auto &entry) { return !kept.contains(entry.first); });
}

void GraphScene::showNodes(const LayoutResult &layout, QPointF shift)
{
    std::set<std::string> kept;
    for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
        const GraphNode &node = m_graph.nodes[i];
        kept.insert(node.key);
        bool fresh = false;
        NodeItem *item = itemFor(m_nodes, node.key, this, &fresh);
        item->setNode(node);
        item->setSelectedLook(node.key == m_selected);
        const QPointF target = layout.nodes[i] + shift;
        m_moves[node.key] = {fresh ? target : item->pos(), target};
        if (fresh)
            m_fading.push_back(item);
    }
    std::erase_if(m_nodes, [&](const auto &entry) { return !kept.contains(entry.first); });
}

void GraphScene::showEdges(const LayoutResult &layout, QPointF shift)
{
    std::set<std::string> kept;
    for (std::size_t i = 0; i < m_graph.edges.size(); ++i) {
        const GraphEdge &edge = m_graph.edges[i];
        kept.insert(edge.key());
        bool fresh = false;
        EdgeItem *item = itemFor(m_edges, edge.key(), this, &fresh);
        item->setEdge(edge, graphwords::nodeLabel(*m_graph.find(edge.from)), graphwords::nodeLabel(*m_graph.find(edge.to)));
        LayoutRoute route = layout.edges[i];
        route.translate(shift);
        if (item->setRoute(route) || fresh)
            m_fading.push_back(item);
    }
    std::erase_if(m_edges, [&](const auto &entry) { return !kept.contains(entry.first); });
}

void GraphScene::light(Verdict verdict)
{
    std::set<std::string> lit;
    for (const GraphEdge &edge : m_graph.edges) {
        if (edge.onRoute) {
            lit.insert(edge.from);
            lit.insert(edge.to);
        }
    }
    for (const auto &[key, item] : m_edges) {
        const bool on = item->edge().onRoute;
        item->setLit(on, verdict);
        if (!lit.empty() && !on)
            m_opacity[item.get()] = graphstyle::dimmedOpacity();
    }
    for (const auto &[key, item] : m_nodes) {
        const bool on = lit.contains(key);
        item->setLit(on, verdict);
        // What is looked at stays what it is, whatever the question is about.
        if (!lit.empty() && !on && !item->node().focus)
            m_opacity[item.get()] = graphstyle::dimmedOpacity();
    }
    for (const auto &[key, item] : m_nodes)
        item->setOpacity(m_opacity.contains(item.get()) ? m_opacity[item.get()] : 1);
    for (const auto &[key, item] : m_edges)
        item->setOpacity(m_opacity.contains(item.get()) ? m_opacity[item.get()] : 1);
}

void GraphScene::step(double progress)
{
    for (const auto &[key, move] : m_moves) {
        if (const auto found = m_nodes.find(key); found != m_nodes.end())
            found->second->setPos(move.from + (move.to - move.from) * progress);
    }
    for (const auto &[account, frame] : m_frames) {
        if (const auto found = m_clusters.find(account); found != m_clusters.end())
            found->second->setRect(between(frame.first, frame.second, progress));
    }
    for (QGraphicsItem *item : m_fading) {
        const auto final = m_opacity.find(item);
        item->setOpacity((final == m_opacity.end() ? 1 : final->second) * progress);
    }
}

QRectF GraphScene::contentRect() const
{
    QRectF rect;
    for (const auto &[account, frame] : m_frames)
        rect = rect.united(frame.second);
    for (const auto &[key, move] : m_moves)
        rect = rect.united(m_nodes.at(key)->box().translated(move.to));
    for (const auto &[key, item] : m_edges)
        rect = rect.united(item->boundingRect());
    return rect;
}

QPointF GraphScene::place(const std::string &key) const
{
    const auto found = m_moves.find(key);
    return found == m_moves.end() ? QPointF() : found->second.to;
}

const NodeItem *GraphScene::item(const std::string &key) const
{
    const auto found = m_nodes.find(key);
    return found == m_nodes.end() ? nullptr : found->second.get();
}

void GraphScene::select(const std::string &key)
{
    if (const auto old = m_nodes.find(m_selected); old != m_nodes.end())
        old->second->setSelectedLook(false);
    const auto found = m_nodes.find(key);
    m_selected = found == m_nodes.end() ? std::string() : key;
    if (found != m_nodes.end())
        found->second->setSelectedLook(true);
}

std::string GraphScene::nodeTowards(QPointF direction) const
{
    if (m_selected.empty()) {
        for (const GraphNode &node : m_graph.nodes) {
            if (node.focus)
                return node.key;
        }
        return m_graph.nodes.empty() ? std::string() : m_graph.nodes.front().key;
    }
    const QPointF here = place(m_selected);
    std::string best;
    double bestCost = 0;
    for (const GraphNode &node : m_graph.nodes) {
        const QPointF way = place(node.key) - here;
        const double along = QPointF::dotProduct(way, direction);
        const double across = std::abs(QPointF::dotProduct(way, QPointF(-direction.y(), direction.x())));
        constexpr double ahead = 8; // less isn't "in that direction"
        if (node.key == m_selected || along < ahead)
            continue;
        const bool joined = m_graph.edge(m_selected, node.key) || m_graph.edge(node.key, m_selected);
        constexpr double detour = 2000; // an edge goes before whatever else is near
        const double cost = along + 2 * across + (joined ? 0 : detour);
        if (best.empty() || cost < bestCost) {
            best = node.key;
            bestCost = cost;
        }
    }
    return best;
}

NodeItem *GraphScene::nodeAt(QPointF position) const
{
    for (QGraphicsItem *found : items(position)) {
        if (NodeItem *node = qgraphicsitem_cast<NodeItem *>(found))
            return node;
    }
    return nullptr;
}

void GraphScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    NodeItem *node = event->button() == Qt::LeftButton ? nodeAt(event->scenePos()) : nullptr;
    if (!node) {
        event->ignore(); // the view pans
        return;
    }
    event->accept();
    const QString key = QString::fromStdString(node->node().key);
    if (node->growButton().contains(node->mapFromScene(event->scenePos())))
        emit growRequested(key);
    else
        emit nodeClicked(key);
}

void GraphScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event)
{
    NodeItem *node = event->button() == Qt::LeftButton ? nodeAt(event->scenePos()) : nullptr;
    if (!node) {
        event->ignore();
        return;
    }
    event->accept();
    emit nodeActivated(QString::fromStdString(node->node().key));
}

void GraphScene::contextMenuEvent(QGraphicsSceneContextMenuEvent *event)
{
    const NodeItem *node = nodeAt(event->scenePos());
    event->accept();
    emit menuRequested(node ? QString::fromStdString(node->node().key) : QString(), event->screenPos());
}

} // namespace rolewright
