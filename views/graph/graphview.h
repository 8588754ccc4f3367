// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsView>

#include <string>
#include <vector>

namespace rolewright {

class GraphScene;

/// Pans and zooms the graph; keys that mean something for nodes are told by signals.
class GraphView : public QGraphicsView
{
    Q_OBJECT
public:
    explicit GraphView(GraphScene *scene, QWidget *parent = nullptr);

    void zoomBy(double factor, QPointF anchor = {-1, -1}); ///< anchor: in the viewport; else its centre
    void fit(); ///< everything, never larger than natural size
    /// Like fit(), but never smaller than people can read: then around the node, and with those of `also` that fit in, too.
    void fitReadably(const std::string &around, const std::vector<std::string> &also = {});
    bool showsAll() const; ///< nothing of the picture is out of sight
    void reveal(const std::string &key); ///< pans as little as needed
    void showTogether(const std::vector<std::string> &keys); ///< moves, and zooms out as far as needed, unless all of them are in sight
    /// Nobody has moved the picture since it was fitted.
    bool isFitted() const { return m_fitted; }

signals:
    void moveRequested(QPointF direction);
    void openRequested();
    void growRequested();
    void menuRequested();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;

private:
    void scrollBy(QPoint pixels);
    void extendScene();

    GraphScene *m_scene;
    std::string m_around; ///< the node that fitReadably() keeps in sight; empty: everything fits
    std::vector<std::string> m_also;
    bool m_fitted = true;
};

} // namespace rolewright
