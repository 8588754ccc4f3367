// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/treedelegate.h"

#include "theme/theme.h"
#include "tree/worldtreemodel.h"

#include <QApplication>
#include <QPainter>

namespace rolewright {

namespace {

constexpr int iconSize = 16;
constexpr int rightMargin = 10;

bool isHeading(const QModelIndex &index)
{
    const auto type = static_cast<WorldTreeModel::NodeType>(index.data(WorldTreeModel::TypeRole).toInt());
    return type == WorldTreeModel::NodeType::Account || type == WorldTreeModel::NodeType::Organization;
}

QFont smallFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

int textLeft(const QRect &area, const QModelIndex &index)
{
    const bool hasIcon = !index.data(Qt::DecorationRole).isNull();
    return area.left() + (hasIcon ? iconSize + theme::tightSpacing + 2 : 0);
}

} // namespace

int TreeDelegate::paintMarks(QPainter *painter, const QRect &area, const QModelIndex &index, const QFont &font) const
{
    const theme::Colours &colours = theme::colours();
    int right = area.right() - rightMargin;
    const QFont small = smallFont(font);
    const QFontMetrics metrics(small);
    painter->setFont(small);
    if (const int errors = index.data(WorldTreeModel::ErrorsRole).toInt(); errors > 0) {
        const QString text = QLocale().toString(errors);
        const int width = metrics.horizontalAdvance(text);
        painter->setPen(colours.error);
        painter->drawText(QRect(right - width, area.top(), width + 1, area.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        right -= width + 16;
        theme::icon(QStringLiteral("error")).paint(painter, QRect(right, area.center().y() - 6, 13, 13));
        right -= theme::tightSpacing;
    }
    const int nameRight = textLeft(area, index) + QFontMetrics(font).horizontalAdvance(index.data(Qt::DisplayRole).toString());
    const QStringList badges = index.data(WorldTreeModel::BadgesRole).toStringList();
    for (const QString &badge : badges) {
        const int width = metrics.horizontalAdvance(badge) + 14;
        // A name is worth more than its badges.
        if (right - width < nameRight)
            break;
        const QRectF pill(right - width + 0.5, area.center().y() - metrics.height() / 2.0 - 0.5, width, metrics.height() + 2);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(colours.panel);
        painter->setPen(colours.border);
        painter->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        painter->setPen(colours.mutedText);
        painter->drawText(pill, Qt::AlignCenter, badge);
        right -= width + theme::tightSpacing;
    }
    return right;
}

void TreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Colours &colours = theme::colours();
    QStyleOptionViewItem background = option;
    background.text.clear();
    background.icon = {};
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);

    painter->save();
    const QRect area = option.rect;
    if (const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>(); !icon.isNull())
        icon.paint(painter, QRect(area.left(), area.top() + (area.height() - iconSize) / 2, iconSize, iconSize));

    const int right = paintMarks(painter, area, index, option.font);
    QFont font = option.font;
    font.setBold(isHeading(index));
    painter->setFont(font);
    painter->setPen(colours.text);
    const QFontMetrics metrics(font);
    QRect place(textLeft(area, index), area.top(), 0, area.height());
    place.setRight(right);
    const QString name = metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, place.width());
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, name);

    place.setLeft(place.left() + metrics.horizontalAdvance(name) + theme::tightSpacing + 3);
    if (place.width() > 12) {
        painter->setFont(option.font);
        painter->setPen(colours.mutedText);
        const QString muted = index.data(WorldTreeModel::MutedRole).toString();
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, option.fontMetrics.elidedText(muted, Qt::ElideRight, place.width()));
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        // Smoothed, the line would spill over to the next row and stay there.
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(colours.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(area.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, qMax(23, option.fontMetrics.height() + 7)};
}

void TreeDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect place = option.rect;
    place.setLeft(textLeft(option.rect, index) - theme::tightSpacing);
    place.setRight(option.rect.right() - rightMargin);
    editor->setGeometry(place);
}

} // namespace rolewright
