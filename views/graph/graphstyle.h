// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphlayout.h"
#include "graph/graphtypes.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPen>

/// Sizes and looks of the graph's parts; colours come from theme at the moment of painting.
namespace rolewright::graphstyle {

inline constexpr double nodeHeight = 40;
inline constexpr double nodePadding = 14;
inline constexpr double iconSize = 16;
inline constexpr double iconGap = 7;
inline constexpr double nodeRadius = 6;
inline constexpr double clusterRadius = 8;
inline constexpr double labelHeight = 20;
inline constexpr double arrowLength = 10;
inline constexpr double growSize = 18;
inline constexpr int animationMilliseconds = 150;

/// Of what isn't on the route that is lit: still to be read. Dark colours fade sooner.
double dimmedOpacity();

QFont nodeFont();
QFont smallFont(); ///< edge labels, cluster titles, folds

QSizeF nodeSize(const GraphNode &node);
QSizeF edgeLabelSize(const GraphEdge &edge); ///< empty when it has none
QSizeF clusterTitleSize(const GraphCluster &cluster);

/// What the layout needs to know of a graph, in the order of its nodes, edges and clusters.
LayoutInput layoutInput(const Graph &graph);

QColor nodeColour(const GraphNode &node);
QIcon nodeIcon(const GraphNode &node);
bool isPill(GraphNodeKind kind); ///< half-round ends: users and groups

QPen edgePen(const GraphEdge &edge, bool lit, Verdict verdict);
struct LabelColours {
    QColor text;
    QColor background;
    QColor border;
};
LabelColours edgeLabelColours(const GraphEdge &edge, bool lit, Verdict verdict);
bool hasArrow(const GraphEdge &edge);

} // namespace rolewright::graphstyle
