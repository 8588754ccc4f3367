// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphtypes.h"

#include <QString>

/// What the graph's nodes and edges say, translated.
namespace rolewright::graphwords {

QString nodeLabel(const GraphNode &node); ///< one line
QString nodeToolTip(const GraphNode &node); ///< rich text
QString edgeLabel(const GraphEdge &edge); ///< the pill on the line; empty: none
QString edgeToolTip(const GraphEdge &edge, const QString &from, const QString &to); ///< rich text
QString clusterTitle(const GraphCluster &cluster);
/// For screen readers: kind and name.
QString accessibleName(const GraphNode &node);

} // namespace rolewright::graphwords
