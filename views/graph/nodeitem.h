// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphtypes.h"

#include <QGraphicsItem>

namespace rolewright {

/// One node. Its position is its centre.
class NodeItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };
    int type() const override { return Type; }

    NodeItem();

    void setNode(const GraphNode &node);
    const GraphNode &node() const { return m_node; }
    void setSelectedLook(bool selected);
    void setLit(bool lit, Verdict verdict);

    QRectF box() const; ///< without the margin for outlines and the grow button
    /// The "+" that grows the picture; empty when there is nothing to grow or it isn't shown now.
    QRectF growButton() const;

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;

private:
    QPainterPath outline(double inset) const;
    void paintFold(QPainter *painter) const;
    void paintText(QPainter *painter) const;
    void paintGrowButton(QPainter *painter) const;

    GraphNode m_node;
    QSizeF m_size;
    QString m_label;
    bool m_hovered = false;
    bool m_selected = false;
    bool m_lit = false;
    Verdict m_verdict = Verdict::Allowed;
};

} // namespace rolewright
