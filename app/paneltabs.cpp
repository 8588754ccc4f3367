// SPDX-License-Identifier: GPL-3.0-or-later
#include "paneltabs.h"

#include <QEvent>
#include <QTabBar>

namespace rolewright {

void PanelTabs::setText(const QWidget *page, const QString &text)
{
    if (const int place = indexOf(page); tabText(place) != text)
        tabBar()->setTabText(place, text); // QTabWidget's own lays out at once
}

bool PanelTabs::event(QEvent *event)
{
    // A bar as wide as the pages, and as high as it wants to be, has its place whatever the tabs are called.
    const bool isPlaced = tabBar()->width() == width() && tabBar()->height() == tabBar()->sizeHint().height();
    if (event->type() == QEvent::LayoutRequest && isPlaced) {
        updateGeometry(); // a page may want more room
        return true;
    }
    return QTabWidget::event(event);
}

} // namespace rolewright
