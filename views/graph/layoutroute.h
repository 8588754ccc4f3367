// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QPolygonF>

namespace rolewright {

/// The line of an edge, with what is drawn on it.
struct LayoutRoute {
    QPainterPath path; ///< from the tail's border to the head's
    QPointF label; ///< centre of the label, or of the line
    QPolygonF arrow; ///< at the head; empty where the line is too short to point anywhere
    QPolygonF litArrow; ///< the same, larger
    QPointF crossing; ///< where a refused edge is crossed out

    /// Finds arrows and crossing by the path. For the worker: measuring a curve takes longer than painting it.
    void measure();
    void translate(QPointF by);
};

} // namespace rolewright
