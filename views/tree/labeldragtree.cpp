// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/labeldragtree.h"

#include "theme/theme.h"

#include <QDrag>
#include <QIcon>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace rolewright {
namespace {

constexpr int widest = 260;
constexpr int iconSide = 16;
constexpr QPoint besidePointer{-14, -6}; ///< the hot spot: the label is right of the pointer and below it

} // namespace

QPixmap LabelDragTree::dragLabel(const QModelIndex &index) const
{
    const QString text = fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, widest);
    const int left = theme::spacing + iconSide + theme::tightSpacing;
    const QSize size(left + fontMetrics().horizontalAdvance(text) + theme::spacing, std::max(fontMetrics().height(), iconSide) + theme::spacing);
    QPixmap pixmap(size * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::Colours &colours = theme::colours();
    painter.setPen(colours.border);
    painter.setBrush(colours.panel);
    painter.drawRoundedRect(QRectF(QPointF(), size).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    index.data(Qt::DecorationRole).value<QIcon>().paint(&painter, QRect(theme::spacing, (size.height() - iconSide) / 2, iconSide, iconSide));
    painter.setFont(font());
    painter.setPen(colours.text);
    painter.drawText(QRect(left, 0, size.width() - left, size.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    return pixmap;
}

void LabelDragTree::startDrag(Qt::DropActions supported)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || !model()->flags(index).testFlag(Qt::ItemIsDragEnabled))
        return;
    QMimeData *dragged = model()->mimeData({index});
    if (!dragged)
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(dragged);
    drag->setPixmap(dragLabel(index));
    drag->setHotSpot(besidePointer);
    drag->exec(supported, Qt::CopyAction);
}

} // namespace rolewright
