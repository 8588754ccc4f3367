// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphstyle.h"

#include "graph/graphwords.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QGuiApplication>

#include <algorithm>

namespace rolewright::graphstyle {

namespace {

constexpr double smallFontFactor = 0.86;
constexpr double foldHeight = 28;
constexpr double longestLabel = 190;

struct Widths {
    double least;
    double most;
};

Widths widths(GraphNodeKind kind)
{
    switch (kind) {
    case GraphNodeKind::User:
    case GraphNodeKind::Group:
    case GraphNodeKind::Account:
    case GraphNodeKind::Everyone:
        return {140, 220};
    case GraphNodeKind::Role:
    case GraphNodeKind::Service:
    case GraphNodeKind::Provider:
    case GraphNodeKind::Policy:
        return {160, 240};
    case GraphNodeKind::Resource:
    case GraphNodeKind::Permission:
        return {180, 270};
    case GraphNodeKind::Fold:
        return {90, 200};
    }
    return {140, 220};
}

} // namespace

double dimmedOpacity()
{
    return theme::colours().panel.lightness() > 127 ? 0.45 : 0.65;
}

QFont nodeFont()
{
    return QGuiApplication::font();
}

QFont smallFont()
{
    QFont font = QGuiApplication::font();
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * smallFontFactor));
    else
        font.setPointSizeF(font.pointSizeF() * smallFontFactor);
    return font;
}

QSizeF nodeSize(const GraphNode &node)
{
    const bool fold = node.kind == GraphNodeKind::Fold;
    const QFontMetricsF metrics(fold ? smallFont() : nodeFont());
    const Widths limits = widths(node.kind);
    const double icon = fold ? 0 : iconSize + iconGap;
    const double wanted = metrics.horizontalAdvance(graphwords::nodeLabel(node)) + icon + 2 * nodePadding;
    return {std::clamp(std::ceil(wanted), limits.least, limits.most), fold ? foldHeight : nodeHeight};
}

QSizeF edgeLabelSize(const GraphEdge &edge)
{
    const QString label = graphwords::edgeLabel(edge);
    if (label.isEmpty())
        return {};
    const double wanted = QFontMetricsF(smallFont()).horizontalAdvance(label) + 18;
    return {std::min(std::ceil(wanted), longestLabel), labelHeight};
}

QSizeF clusterTitleSize(const GraphCluster &cluster)
{
    const QFontMetricsF metrics(smallFont());
    return {std::ceil(metrics.horizontalAdvance(graphwords::clusterTitle(cluster))) + 8, std::ceil(metrics.height()) + 6};
}

LayoutInput layoutInput(const Graph &graph)
{
    LayoutInput input;
    std::map<std::string, int> clusters, nodes;
    for (const GraphCluster &cluster : graph.clusters) {
        clusters.emplace(cluster.account, static_cast<int>(input.clusters.size()));
        input.clusters.push_back({clusterTitleSize(cluster)});
    }
    for (const GraphNode &node : graph.nodes) {
        nodes.emplace(node.key, static_cast<int>(input.nodes.size()));
        const auto cluster = clusters.find(node.account);
        input.nodes.push_back({nodeSize(node), cluster == clusters.end() ? -1 : cluster->second});
    }
    for (const GraphEdge &edge : graph.edges)
        input.edges.push_back({nodes.at(edge.from), nodes.at(edge.to), edgeLabelSize(edge)});
    return input;
}

QColor nodeColour(const GraphNode &node)
{
    const theme::Colours &colours = theme::colours();
    switch (node.kind) {
    case GraphNodeKind::User:
        return colours.user;
    case GraphNodeKind::Group:
        return colours.group;
    case GraphNodeKind::Role:
        return colours.role;
    case GraphNodeKind::Policy:
        return colours.policy;
    case GraphNodeKind::Provider:
        return colours.provider;
    case GraphNodeKind::Resource:
    case GraphNodeKind::Permission:
        return colours.resource;
    case GraphNodeKind::Service:
        return colours.service;
    case GraphNodeKind::Account:
        return colours.account;
    case GraphNodeKind::Everyone:
        return colours.warning;
    case GraphNodeKind::Fold:
        return colours.border;
    }
    return colours.border;
}

QIcon nodeIcon(const GraphNode &node)
{
    switch (node.kind) {
    case GraphNodeKind::User:
        return theme::entityIcon(EntityKind::User);
    case GraphNodeKind::Group:
        return theme::entityIcon(EntityKind::Group);
    case GraphNodeKind::Role:
        return theme::entityIcon(EntityKind::Role);
    case GraphNodeKind::Policy:
        return theme::entityIcon(EntityKind::Policy);
    case GraphNodeKind::Provider:
        return theme::entityIcon(EntityKind::Provider);
    case GraphNodeKind::Resource:
    case GraphNodeKind::Permission:
        return theme::entityIcon(EntityKind::Resource);
    case GraphNodeKind::Service:
        return theme::serviceIcon();
    case GraphNodeKind::Account:
        return theme::accountIcon();
    case GraphNodeKind::Everyone:
        return theme::icon(QStringLiteral("warning"));
    case GraphNodeKind::Fold:
        break;
    }
    return {};
}

bool isPill(GraphNodeKind kind)
{
    return kind == GraphNodeKind::User || kind == GraphNodeKind::Group || kind == GraphNodeKind::Everyone;
}

QPen edgePen(const GraphEdge &edge, bool lit, Verdict verdict)
{
    const theme::Colours &colours = theme::colours();
    QPen pen(colours.mutedText, 1.3);
    pen.setCapStyle(Qt::FlatCap);
    switch (edge.state) {
    case GraphEdgeState::Plain: {
        QColor thin = colours.mutedText;
        thin.setAlphaF(0.6F);
        pen.setColor(thin);
        pen.setWidthF(1);
        // What was only read must not look like what was found to be allowed.
        if (edge.kind == GraphEdgeKind::Access || edge.kind == GraphEdgeKind::ResourcePolicy)
            pen.setDashPattern({1, 3});
        break;
    }
    case GraphEdgeState::Allowed:
        break;
    case GraphEdgeState::Depends:
        pen.setDashPattern({6, 3, 1.5, 3});
        break;
    case GraphEdgeState::Missing:
        pen.setDashPattern({4, 4});
        break;
    case GraphEdgeState::Delegated:
        pen.setDashPattern({10, 4});
        break;
    case GraphEdgeState::Denied:
        pen.setColor(colours.denied);
        break;
    }
    if (lit) {
        pen.setColor(theme::verdictColour(verdict));
        pen.setWidthF(2.6);
    }
    return pen;
}

LabelColours edgeLabelColours(const GraphEdge &edge, bool lit, Verdict verdict)
{
    const theme::Colours &colours = theme::colours();
    if (edge.state == GraphEdgeState::Denied)
        return {colours.denied, colours.deniedBackground, colours.deniedBackground};
    if (edge.state == GraphEdgeState::Missing || edge.state == GraphEdgeState::Depends)
        return {colours.depends, colours.dependsBackground, colours.dependsBackground};
    if (lit)
        return {theme::verdictColour(verdict), theme::verdictBackground(verdict), theme::verdictBackground(verdict)};
    return {colours.mutedText, colours.window, colours.border};
}

bool hasArrow(const GraphEdge &edge)
{
    return edge.kind == GraphEdgeKind::Assume || edge.kind == GraphEdgeKind::Access || edge.kind == GraphEdgeKind::ResourcePolicy || edge.kind == GraphEdgeKind::Start;
}

} // namespace rolewright::graphstyle
