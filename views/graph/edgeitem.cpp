// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/edgeitem.h"

#include "graph/graphstyle.h"
#include "graph/graphwords.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPathStroker>

#include <algorithm>

namespace rolewright {

namespace {

constexpr double hoverWidth = 12; ///< how near the pointer must come
constexpr double legibleOpacity = 0.7;

} // namespace

EdgeItem::EdgeItem()
{
    setZValue(1);
}

void EdgeItem::setEdge(const GraphEdge &edge, const QString &from, const QString &to)
{
    prepareGeometryChange();
    m_edge = edge;
    m_label = graphwords::edgeLabel(edge);
    m_labelSize = graphstyle::edgeLabelSize(edge);
    setToolTip(graphwords::edgeToolTip(edge, from, to));
    update();
}

bool EdgeItem::setRoute(const LayoutRoute &route)
{
    if (route.path == m_route.path && route.label == m_route.label)
        return false;
    prepareGeometryChange();
    m_route = route;
    update();
    return true;
}

void EdgeItem::setLit(bool lit, Verdict verdict)
{
    m_lit = lit;
    m_verdict = verdict;
    setZValue(lit ? 1.5 : 1);
    update();
}

QRectF EdgeItem::labelRect() const
{
    if (m_labelSize.isEmpty())
        return {};
    return {m_route.label - QPointF(m_labelSize.width() / 2, m_labelSize.height() / 2), m_labelSize};
}

QRectF EdgeItem::boundingRect() const
{
    const double margin = hoverWidth;
    return m_route.path.boundingRect().united(labelRect()).adjusted(-margin, -margin, margin, margin);
}

QPainterPath EdgeItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(hoverWidth);
    QPainterPath path = stroker.createStroke(m_route.path);
    path.addRect(labelRect());
    path.setFillRule(Qt::WindingFill);
    return path;
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (m_route.path.isEmpty())
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    const QPen pen = graphstyle::edgePen(m_edge, m_lit, m_verdict);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_route.path);
    if (graphstyle::hasArrow(m_edge))
        paintArrow(painter, pen.color(), m_lit ? m_route.litArrow : m_route.arrow);
    if (m_edge.state == GraphEdgeState::Denied)
        paintCross(painter, pen.color());
    paintLabel(painter);
}

void EdgeItem::paintArrow(QPainter *painter, const QColor &colour, const QPolygonF &arrow) const
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawPolygon(arrow);
}

void EdgeItem::paintCross(QPainter *painter, const QColor &colour) const
{
    const double arm = 5;
    painter->setPen(QPen(colour, 2));
    painter->drawLine(m_route.crossing + QPointF(-arm, -arm), m_route.crossing + QPointF(arm, arm));
    painter->drawLine(m_route.crossing + QPointF(-arm, arm), m_route.crossing + QPointF(arm, -arm));
}

void EdgeItem::paintLabel(QPainter *painter) const
{
    const QRectF rect = labelRect();
    if (rect.isEmpty())
        return;
    const graphstyle::LabelColours colours = graphstyle::edgeLabelColours(m_edge, m_lit, m_verdict);
    painter->setPen(QPen(colours.border, 1));
    painter->setBrush(colours.background);
    const QRectF pill = rect.adjusted(0.5, 0.5, -0.5, -0.5);
    if (const double opacity = painter->opacity(); opacity < 1) {
        // Dimmed words are still read: the line behind them must go.
        painter->save();
        painter->setOpacity(1);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::colours().window);
        painter->drawRoundedRect(rect, pill.height() / 2, pill.height() / 2);
        painter->restore();
        painter->setOpacity(std::max(opacity, legibleOpacity));
    }
    painter->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter->setFont(graphstyle::smallFont());
    painter->setPen(colours.text);
    painter->drawText(rect, Qt::AlignCenter, QFontMetricsF(painter->font()).elidedText(m_label, Qt::ElideRight, rect.width() - 10));
}

} // namespace rolewright
