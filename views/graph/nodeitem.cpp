// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/nodeitem.h"

#include "graph/graphstyle.h"
#include "graph/graphwords.h"
#include "theme/theme.h"

#include <QCursor>
#include <QPainter>
#include <QPainterPath>

namespace rolewright {

NodeItem::NodeItem()
{
    setAcceptHoverEvents(true);
    setZValue(2);
    setCursor(Qt::PointingHandCursor);
}

void NodeItem::setNode(const GraphNode &node)
{
    prepareGeometryChange();
    m_node = node;
    m_size = graphstyle::nodeSize(node);
    m_label = graphwords::nodeLabel(node);
    setToolTip(graphwords::nodeToolTip(node));
    update();
}

void NodeItem::setSelectedLook(bool selected)
{
    m_selected = selected;
    update();
}

void NodeItem::setLit(bool lit, Verdict verdict)
{
    m_lit = lit;
    m_verdict = verdict;
    update();
}

QRectF NodeItem::box() const
{
    return {QPointF(-m_size.width() / 2, -m_size.height() / 2), m_size};
}

QRectF NodeItem::growButton() const
{
    if (!m_node.canGrow || !(m_hovered || m_selected))
        return {};
    const QPointF centre(box().right() - 2, box().top() + 2);
    return QRectF(0, 0, graphstyle::growSize, graphstyle::growSize).translated(centre - QPointF(graphstyle::growSize, graphstyle::growSize) / 2);
}

QRectF NodeItem::boundingRect() const
{
    const double margin = graphstyle::growSize / 2 + 3;
    return box().adjusted(-margin, -margin, margin, margin);
}

QPainterPath NodeItem::shape() const
{
    QPainterPath path = outline(0);
    if (m_node.canGrow)
        path.addRect(QRectF(box().right() - graphstyle::growSize / 2 - 2, box().top() - graphstyle::growSize / 2 + 2, graphstyle::growSize,
                            graphstyle::growSize));
    path.setFillRule(Qt::WindingFill);
    return path;
}

QPainterPath NodeItem::outline(double inset) const
{
    const QRectF rect = box().adjusted(inset, inset, -inset, -inset);
    const double radius = graphstyle::isPill(m_node.kind) ? rect.height() / 2 : graphstyle::nodeRadius;
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_node.kind == GraphNodeKind::Fold)
        return paintFold(painter);

    const theme::Colours &colours = theme::colours();
    const QColor colour = graphstyle::nodeColour(m_node);
    if (m_selected) {
        QColor halo = colours.accent;
        halo.setAlphaF(0.28F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(halo);
        QPainterPath around = outline(-4);
        painter->drawPath(around);
    }
    double width = m_node.focus || m_lit || m_selected ? 2.2 : 1.4;
    QPen pen(m_lit && m_verdict != Verdict::Allowed ? theme::verdictColour(m_verdict) : colour, width);
    const bool stranger = !m_node.entity && m_node.kind != GraphNodeKind::Permission && m_node.kind != GraphNodeKind::Service
        && m_node.kind != GraphNodeKind::Account && m_node.kind != GraphNodeKind::Policy && m_node.kind != GraphNodeKind::Resource;
    if (stranger)
        pen.setDashPattern({3, 2});
    painter->setPen(pen);
    painter->setBrush(m_hovered ? colours.hover : colours.editor);
    painter->drawPath(outline(width / 2));
    if (m_node.kind == GraphNodeKind::Group) { // a second line: several in one
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colour, 1));
        painter->drawPath(outline(width + 2));
    }
    paintText(painter);
    paintGrowButton(painter);
}

void NodeItem::paintFold(QPainter *painter) const
{
    const theme::Colours &colours = theme::colours();
    painter->setPen(QPen(m_hovered || m_selected ? colours.accent : colours.border, m_selected ? 2 : 1));
    painter->setBrush(m_hovered ? colours.hover : colours.panel);
    const QRectF rect = box().adjusted(0.5, 0.5, -0.5, -0.5);
    painter->drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter->setFont(graphstyle::smallFont());
    painter->setPen(m_hovered ? colours.text : colours.mutedText);
    const QFontMetricsF metrics(painter->font());
    painter->drawText(rect, Qt::AlignCenter, metrics.elidedText(m_label, Qt::ElideRight, rect.width() - 12));
}

void NodeItem::paintText(QPainter *painter) const
{
    const theme::Colours &colours = theme::colours();
    QFont font = graphstyle::nodeFont();
    if (m_node.focus)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const QFontMetricsF metrics(font);
    const double marks = m_node.broken ? graphstyle::iconSize + graphstyle::iconGap : 0;
    const double room = m_size.width() - 2 * graphstyle::nodePadding - graphstyle::iconSize - graphstyle::iconGap - marks;
    const QString shown = metrics.elidedText(m_label, m_node.kind == GraphNodeKind::Permission ? Qt::ElideRight : Qt::ElideMiddle, room + 2);
    const double textWidth = std::min(room + 2, metrics.horizontalAdvance(shown));
    // Things stand in columns and read best from the left; who acts is centred.
    const bool fromLeft = m_node.kind == GraphNodeKind::Permission || m_node.kind == GraphNodeKind::Resource;
    const double used = graphstyle::iconSize + graphstyle::iconGap + textWidth + marks;
    double x = fromLeft ? box().left() + graphstyle::nodePadding : -used / 2;
    const QRectF iconRect(x, -graphstyle::iconSize / 2, graphstyle::iconSize, graphstyle::iconSize);
    graphstyle::nodeIcon(m_node).paint(painter, iconRect.toRect());
    x += graphstyle::iconSize + graphstyle::iconGap;
    painter->setPen(colours.text);
    painter->drawText(QRectF(x, box().top(), textWidth + 2, m_size.height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
    if (m_node.broken) {
        const QRectF mark(x + textWidth + graphstyle::iconGap, -graphstyle::iconSize / 2, graphstyle::iconSize, graphstyle::iconSize);
        theme::icon(QStringLiteral("warning")).paint(painter, mark.toRect());
    }
}

void NodeItem::paintGrowButton(QPainter *painter) const
{
    const QRectF button = growButton();
    if (button.isEmpty())
        return;
    const theme::Colours &colours = theme::colours();
    painter->setPen(QPen(colours.accent, 1.4));
    painter->setBrush(colours.editor);
    painter->drawEllipse(button);
    const QPointF centre = button.center();
    const double arm = 4;
    painter->drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0));
    painter->drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm));
}

void NodeItem::hoverEnterEvent(QGraphicsSceneHoverEvent *event)
{
    m_hovered = true;
    update();
    QGraphicsItem::hoverEnterEvent(event);
}

void NodeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *event)
{
    m_hovered = false;
    update();
    QGraphicsItem::hoverLeaveEvent(event);
}

} // namespace rolewright
