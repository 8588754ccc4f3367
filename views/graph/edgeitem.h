// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphlayout.h"
#include "graph/graphtypes.h"

#include <QGraphicsItem>

namespace rolewright {

/// One edge with its arrow and label, in scene coordinates.
class EdgeItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };
    int type() const override { return Type; }

    EdgeItem();

    void setEdge(const GraphEdge &edge, const QString &from, const QString &to);
    const GraphEdge &edge() const { return m_edge; }
    /// True when the line really changed.
    bool setRoute(const LayoutRoute &route);
    void setLit(bool lit, Verdict verdict);

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QRectF labelRect() const;
    void paintArrow(QPainter *painter, const QColor &colour, const QPolygonF &arrow) const;
    void paintCross(QPainter *painter, const QColor &colour) const;
    void paintLabel(QPainter *painter) const;

    GraphEdge m_edge;
    LayoutRoute m_route;
    QString m_label;
    QSizeF m_labelSize;
    bool m_lit = false;
    Verdict m_verdict = Verdict::Allowed;
};

} // namespace rolewright
