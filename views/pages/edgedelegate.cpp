// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/edgedelegate.h"

#include "pages/edgemodel.h"
#include "theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace rolewright {
namespace {

constexpr int iconSize = 16;
constexpr int gap = 6;

} // namespace

void EdgeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    plain.icon = {};
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);

    const QModelIndex standing = index.siblingAtColumn(EdgeModel::StandingColumn);
    const QString more = index.data(EdgeModel::MoreRole).toString();
    const QFontMetrics metrics(option.font);
    const QRect inner = option.rect.adjusted(theme::spacing, 4, -theme::spacing, -4);
    const QRect first(inner.left(), inner.top(), inner.width(), metrics.height());
    painter->save();
    painter->setFont(option.font);

    const QString standingText = standing.data().toString();
    const int standingWidth = metrics.horizontalAdvance(standingText) + iconSize + gap;
    const QRect standingRect(first.right() - standingWidth, first.top(), standingWidth, first.height());
    standing.data(Qt::DecorationRole).value<QIcon>().paint(painter, QRect(standingRect.left(), first.center().y() - iconSize / 2, iconSize, iconSize));
    painter->setPen(standing.data(Qt::ForegroundRole).value<QColor>());
    painter->drawText(standingRect.adjusted(iconSize + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, standingText);

    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, QRect(first.left(), first.center().y() - iconSize / 2, iconSize, iconSize));
    const QRect nameRect(first.left() + iconSize + gap, first.top(), standingRect.left() - first.left() - iconSize - 2 * gap, first.height());
    painter->setPen(theme::colours().text);
    painter->drawText(nameRect, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(index.data(EdgeModel::NameRole).toString(), Qt::ElideMiddle, nameRect.width()));
    if (!more.isEmpty()) {
        const QRect second(nameRect.left(), first.bottom() + 2, inner.right() - nameRect.left(), metrics.height());
        painter->setPen(theme::colours().mutedText);
        painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(more, Qt::ElideRight, second.width()));
    }
    painter->restore();
}

QSize EdgeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool second = !index.data(EdgeModel::MoreRole).toString().isEmpty();
    const int line = QFontMetrics(option.font).height();
    return {200, 8 + line + (second ? line + 2 : 0)};
}

} // namespace rolewright
