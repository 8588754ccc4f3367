// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layoutroute.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

/// Placing a graph with Graphviz' dot, left to right, accounts as clusters. Lengths are device-independent
/// pixels, y grows downwards.
namespace rolewright {

struct LayoutNode {
    QSizeF size;
    int cluster = -1; ///< index into clusters; -1: outside all
};

struct LayoutEdge {
    int from = 0; ///< indices into nodes
    int to = 0;
    QSizeF label; ///< empty: no label; else the line leads through it
};

struct LayoutCluster {
    QSizeF title; ///< room kept free along the top
};

struct LayoutInput {
    std::vector<LayoutNode> nodes;
    std::vector<LayoutEdge> edges;
    std::vector<LayoutCluster> clusters;
};

struct LayoutResult {
    bool ok = false; ///< false: Graphviz refused; nothing else is set
    std::vector<QPointF> nodes; ///< centres
    std::vector<LayoutRoute> edges;
    std::vector<QRectF> clusters;
};

/// Calls from several threads wait for each other. Same input, same result.
LayoutResult layoutGraph(const LayoutInput &input);

} // namespace rolewright
