// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphlayout.h"
#include "graph/graphtypes.h"

#include <QGraphicsScene>
#include <QVariantAnimation>

#include <memory>
#include <unordered_map>

namespace rolewright {

class ClusterItem;
class EdgeItem;
class NodeItem;

/// The graph's items by key: updated in place, so that what stays doesn't flicker and moves calmly.
class GraphScene : public QGraphicsScene
{
    Q_OBJECT
public:
    explicit GraphScene(QObject *parent = nullptr);
    ~GraphScene() override;

    /// Shows a placed graph. `anchor`: the node that keeps its place on the scene when it was there before.
    void show(const Graph &graph, const LayoutResult &layout, const std::string &anchor, Verdict routeVerdict);
    const Graph &graph() const { return m_graph; }
    bool isAnimating() const { return m_animation.state() == QAbstractAnimation::Running; }

    QRectF contentRect() const; ///< where everything stands once it has moved
    std::string selected() const { return m_selected; }
    void select(const std::string &key); ///< empty or unknown: nothing
    const NodeItem *item(const std::string &key) const;
    QPointF place(const std::string &key) const; ///< the node's final centre

    /// The node to go to from the selected one: along an edge if there is one in that direction, else the
    /// nearest there. Empty when there is none. `direction`: a unit vector.
    std::string nodeTowards(QPointF direction) const;

signals:
    void nodeClicked(const QString &key);
    void nodeActivated(const QString &key); ///< double click
    void growRequested(const QString &key);
    void menuRequested(const QString &key, QPoint screen); ///< empty key: on the background

protected:
    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event) override;
    void contextMenuEvent(QGraphicsSceneContextMenuEvent *event) override;

private:
    struct Move {
        QPointF from;
        QPointF to;
    };
    NodeItem *nodeAt(QPointF position) const;
    void showClusters(const LayoutResult &layout, QPointF shift);
    void showNodes(const LayoutResult &layout, QPointF shift);
    void showEdges(const LayoutResult &layout, QPointF shift);
    void light(Verdict verdict);
    void step(double progress);

    Graph m_graph;
    std::string m_selected;
    std::unordered_map<std::string, std::unique_ptr<NodeItem>> m_nodes;
    std::unordered_map<std::string, std::unique_ptr<EdgeItem>> m_edges;
    std::unordered_map<std::string, std::unique_ptr<ClusterItem>> m_clusters;
    std::unordered_map<std::string, Move> m_moves; ///< by node key
    std::unordered_map<std::string, std::pair<QRectF, QRectF>> m_frames; ///< by account: from, to
    std::vector<QGraphicsItem *> m_fading; ///< items that are new in their place
    std::unordered_map<const QGraphicsItem *, double> m_opacity; ///< final ones, where not 1
    QVariantAnimation m_animation;
};

} // namespace rolewright
