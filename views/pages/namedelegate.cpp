// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/namedelegate.h"

#include "theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace rolewright {

namespace {

constexpr int least = 24; ///< pixels; a detail cut to less says nothing

} // namespace

void NameDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString detail = index.data(DetailRole).toString();
    QStyledItemDelegate::paint(painter, option, index);
    if (detail.isEmpty())
        return;
    QStyleOptionViewItem full = option;
    initStyleOption(&full, index);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    QRect area = style->subElementRect(QStyle::SE_ItemViewItemText, &full, option.widget);
    area.setLeft(area.left() + full.fontMetrics.horizontalAdvance(full.text) + 2 * theme::spacing);
    area.setRight(option.rect.right() - theme::tightSpacing);
    if (area.width() < least)
        return;
    painter->save();
    painter->setFont(full.font);
    painter->setPen(theme::colours().mutedText);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, full.fontMetrics.elidedText(detail, Qt::ElideRight, area.width()));
    painter->restore();
}

} // namespace rolewright
