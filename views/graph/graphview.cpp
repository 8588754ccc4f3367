// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphview.h"

#include "graph/graphscene.h"
#include "graph/nodeitem.h"
#include "theme/theme.h"

#include <QGestureEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace rolewright {

namespace {

constexpr double leastScale = 0.1;
constexpr double mostScale = 4;
constexpr double readableScale = 0.45; ///< below it names can't be read: better a part of the picture
constexpr double keyZoom = 1.2;
constexpr double fitMargin = 18;

} // namespace

GraphView::GraphView(GraphScene *scene, QWidget *parent)
    : QGraphicsView(scene, parent)
    , m_scene(scene)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::NoAnchor);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setDragMode(QGraphicsView::ScrollHandDrag);
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->grabGesture(Qt::PinchGesture);
}

void GraphView::extendScene()
{
    // Room around the content, so that it can be panned anywhere and doesn't jump when it grows.
    const double room = 4000;
    setSceneRect(m_scene->contentRect().adjusted(-room, -room, room, room));
}

void GraphView::zoomBy(double factor, QPointF anchor)
{
    const double current = transform().m11();
    const double wanted = std::clamp(current * factor, leastScale, mostScale);
    const QPointF fixed = anchor.x() < 0 ? QRectF(viewport()->rect()).center() : anchor;
    const QPointF before = mapToScene(fixed.toPoint());
    extendScene();
    setTransform(QTransform::fromScale(wanted, wanted));
    const QPointF after = mapFromScene(before);
    scrollBy((after - fixed).toPoint());
    m_fitted = false;
}

void GraphView::fit()
{
    m_around.clear();
    m_also.clear();
    const QRectF content = m_scene->contentRect().adjusted(-fitMargin, -fitMargin, fitMargin, fitMargin);
    extendScene();
    const QSizeF room = viewport()->size();
    const double scale = std::clamp(std::min(room.width() / content.width(), room.height() / content.height()), leastScale, 1.0);
    setTransform(QTransform::fromScale(scale, scale));
    centerOn(content.center());
    m_fitted = true;
}

bool GraphView::showsAll() const
{
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    return seen.contains(m_scene->contentRect());
}

void GraphView::fitReadably(const std::string &around, const std::vector<std::string> &also)
{
    fit();
    m_around = around;
    m_also = also;
    if (transform().m11() >= readableScale || !m_scene->item(around))
        return;
    setTransform(QTransform::fromScale(readableScale, readableScale));
    const QRectF content = m_scene->contentRect();
    const QSizeF seen = QSizeF(viewport()->size()) / readableScale;
    // Around the node, but no emptier than needed where the content ends.
    QPointF centre = m_scene->place(around);
    const auto within = [](double value, double low, double high) { return low > high ? (low + high) / 2 : std::clamp(value, low, high); };
    centre.setX(within(centre.x(), content.left() - fitMargin + seen.width() / 2, content.right() + fitMargin - seen.width() / 2));
    centre.setY(within(centre.y(), content.top() - fitMargin + seen.height() / 2, content.bottom() + fitMargin - seen.height() / 2));
    centerOn(centre);
    showTogether(also);
}

void GraphView::showTogether(const std::vector<std::string> &keys)
{
    QRectF all;
    for (const std::string &key : keys) {
        if (const NodeItem *item = m_scene->item(key))
            all |= item->box().translated(m_scene->place(key)).adjusted(-fitMargin, -fitMargin, fitMargin, fitMargin);
    }
    const QSizeF room = viewport()->size();
    if (all.isEmpty() || room.isEmpty() || QRectF(viewport()->rect()).contains(mapFromScene(all).boundingRect()))
        return;
    const double scale = std::min({transform().m11(), room.width() / all.width(), room.height() / all.height()});
    setTransform(QTransform::fromScale(scale, scale));
    centerOn(all.center());
}

void GraphView::reveal(const std::string &key)
{
    const NodeItem *item = m_scene->item(key);
    if (!item)
        return;
    const QRectF box = item->box().translated(m_scene->place(key));
    const QRect seen = mapFromScene(box).boundingRect().adjusted(-12, -12, 12, 12);
    const QRect room = viewport()->rect();
    QPoint by;
    if (seen.left() < room.left())
        by.setX(seen.left() - room.left());
    else if (seen.right() > room.right())
        by.setX(seen.right() - room.right());
    if (seen.top() < room.top())
        by.setY(seen.top() - room.top());
    else if (seen.bottom() > room.bottom())
        by.setY(seen.bottom() - room.bottom());
    scrollBy(by);
}

void GraphView::scrollBy(QPoint pixels)
{
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + pixels.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + pixels.y());
}

void GraphView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    if (event->modifiers() & Qt::ControlModifier) {
        constexpr double notch = 240; // two notches double the size
        zoomBy(std::pow(2.0, event->angleDelta().y() / notch), event->position());
        return;
    }
    QPoint by = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    if ((event->modifiers() & Qt::ShiftModifier) && by.x() == 0)
        by = QPoint(by.y(), 0);
    scrollBy(-by);
    m_fitted = false;
}

void GraphView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return emit moveRequested({-1, 0});
    case Qt::Key_Right:
        return emit moveRequested({1, 0});
    case Qt::Key_Up:
        return emit moveRequested({0, -1});
    case Qt::Key_Down:
        return emit moveRequested({0, 1});
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return emit openRequested();
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(keyZoom);
    case Qt::Key_Minus:
        return zoomBy(1 / keyZoom);
    case Qt::Key_F:
    case Qt::Key_0:
        if (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier))
            break;
        return fit();
    case Qt::Key_G:
    case Qt::Key_Space:
        if (event->modifiers() & ~Qt::KeypadModifier)
            break;
        return emit growRequested();
    case Qt::Key_Menu:
        return emit menuRequested();
    default:
        break;
    }
    event->ignore();
}

void GraphView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        m_fitted = false;
    QGraphicsView::mouseMoveEvent(event);
}

void GraphView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fitted && !m_scene->graph().nodes.empty()) // empty m_around: everything, as asked
        fitReadably(std::string(m_around), std::vector<std::string>(m_also));
}

bool GraphView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Gesture) {
        if (auto *pinch = static_cast<QPinchGesture *>(static_cast<QGestureEvent *>(event)->gesture(Qt::PinchGesture))) {
            zoomBy(pinch->scaleFactor(), viewport()->mapFromGlobal(pinch->hotSpot().toPoint()));
            return true;
        }
    } else if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + gesture->value(), gesture->position());
            return true;
        }
    }
    return QGraphicsView::viewportEvent(event);
}

void GraphView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, theme::colours().window);
}

} // namespace rolewright
