// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layoutroute.h"

#include "graph/graphstyle.h"

#include <QLineF>

#include <algorithm>

namespace rolewright {

namespace {

/// At the end of a path that is `whole` long; empty where that is too short to point anywhere.
QPolygonF arrowOf(const QPainterPath &path, double whole, double length)
{
    if (whole < 1)
        return {};
    const QPointF tip = path.pointAtPercent(1);
    const QPointF behind = path.pointAtPercent(path.percentAtLength(std::max(0.0, whole - length)));
    QLineF axis(behind, tip);
    if (axis.length() < 0.5)
        return {};
    axis.setLength(length);
    const QPointF along(axis.dx() / length, axis.dy() / length);
    const QPointF across(-along.y(), along.x());
    const QPointF base = tip - along * length;
    return {tip, base + across * length * 0.42, base - across * length * 0.42};
}

} // namespace

void LayoutRoute::measure()
{
    const double whole = path.length();
    arrow = arrowOf(path, whole, graphstyle::arrowLength);
    litArrow = arrowOf(path, whole, graphstyle::arrowLength * 1.4);
    crossing = path.pointAtPercent(0.8);
}

void LayoutRoute::translate(QPointF by)
{
    path.translate(by);
    label += by;
    arrow.translate(by);
    litArrow.translate(by);
    crossing += by;
}

} // namespace rolewright
