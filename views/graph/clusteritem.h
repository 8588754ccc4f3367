// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphtypes.h"

#include <QGraphicsItem>

namespace rolewright {

/// The frame around an account's nodes, in scene coordinates.
class ClusterItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 3 };
    int type() const override { return Type; }

    void setCluster(const GraphCluster &cluster);
    void setRect(const QRectF &rect);
    QRectF rect() const { return m_rect; }

    QRectF boundingRect() const override { return m_rect.adjusted(-1, -1, 1, 1); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    GraphCluster m_cluster;
    QString m_title;
    QRectF m_rect;
};

} // namespace rolewright
