// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/clusteritem.h"

#include "graph/graphstyle.h"
#include "graph/graphwords.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

namespace rolewright {

void ClusterItem::setCluster(const GraphCluster &cluster)
{
    m_cluster = cluster;
    m_title = graphwords::clusterTitle(cluster);
    setZValue(0);
    update();
}

void ClusterItem::setRect(const QRectF &rect)
{
    prepareGeometryChange();
    m_rect = rect;
    update();
}

void ClusterItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    const theme::Colours &colours = theme::colours();
    QPen pen(colours.border, 1);
    if (!m_cluster.known)
        pen.setDashPattern({5, 4});
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(m_rect, graphstyle::clusterRadius, graphstyle::clusterRadius);
    painter->setFont(graphstyle::smallFont());
    painter->setPen(colours.mutedText);
    const QRectF title = m_rect.adjusted(14, 9, -10, 0);
    painter->drawText(title, Qt::AlignLeft | Qt::AlignTop,
                      QFontMetricsF(painter->font()).elidedText(m_title, Qt::ElideRight, title.width()));
}

} // namespace rolewright
