// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/explanationdelegate.h"

#include "simulator/explanationmodel.h"
#include "theme/theme.h"

#include <QPainter>
#include <QTextLayout>
#include <QTextOption>
#include <QTreeView>

namespace rolewright {
namespace {

constexpr int verticalPadding = 2;
constexpr int iconSize = 14;
constexpr int mostLines = 6;

/// Lays out wrapped text; also breaks inside ARNs that have no spaces. Returns the height.
qreal layOut(QTextLayout *layout, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    layout->beginLayout();
    qreal height = 0;
    for (int i = 0; i < mostLines; ++i) {
        QTextLine line = layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(width, 20));
        line.setPosition({0, height});
        height += line.height();
    }
    layout->endLayout();
    return height;
}

} // namespace

ExplanationDelegate::ExplanationDelegate(QTreeView *view)
    : QStyledItemDelegate(view)
    , m_view(view)
{
}

QFont ExplanationDelegate::fontOf(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QFont font = option.font;
    if (index.data(ExplanationModel::StrongRole).toBool() && !index.parent().isValid())
        font.setWeight(QFont::DemiBold);
    return font;
}

int ExplanationDelegate::textWidth(const QModelIndex &index) const
{
    int depth = 1;
    for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
        ++depth;
    return m_view->columnWidth(ExplanationModel::TextColumn) - depth * m_view->indentation() - 4;
}

QSize ExplanationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() != ExplanationModel::TextColumn)
        return {0, option.fontMetrics.height() + 2 * verticalPadding};
    QTextLayout layout(index.data(Qt::DisplayRole).toString(), fontOf(option, index));
    const int width = textWidth(index);
    return {width, qRound(layOut(&layout, width)) + 2 * verticalPadding};
}

void ExplanationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Colours &colours = theme::colours();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colours.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colours.hover);

    if (index.column() == ExplanationModel::MarkColumn) {
        paintMark(painter, option, index);
    } else if (index.column() == ExplanationModel::LineColumn) {
        paintLine(painter, option, index);
    } else {
        QTextLayout layout(index.data(Qt::DisplayRole).toString(), fontOf(option, index));
        layOut(&layout, textWidth(index));
        const auto mark = static_cast<ExplanationMark>(index.data(ExplanationModel::MarkRole).toInt());
        painter->setPen(mark == ExplanationMark::NotInvolved ? colours.mutedText : colours.text);
        layout.draw(painter, QPointF(option.rect.left() + 2, option.rect.top() + verticalPadding));
    }
    painter->restore();
}

void ExplanationDelegate::paintMark(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect firstLine(option.rect.left(), option.rect.top(), option.rect.width(), option.fontMetrics.height() + 2 * verticalPadding);
    const QRect place(firstLine.center().x() - iconSize / 2 + 1, firstLine.center().y() - iconSize / 2 + 1, iconSize, iconSize);
    switch (static_cast<ExplanationMark>(index.data(ExplanationModel::MarkRole).toInt())) {
    case ExplanationMark::Yes: theme::truthIcon(Truth::True).paint(painter, place); break;
    case ExplanationMark::No: theme::truthIcon(Truth::False).paint(painter, place); break;
    case ExplanationMark::Unknown: theme::truthIcon(Truth::Unknown).paint(painter, place); break;
    case ExplanationMark::NotInvolved:
        painter->setPen(theme::colours().mutedText);
        painter->drawText(firstLine, Qt::AlignCenter, QStringLiteral("–"));
        break;
    case ExplanationMark::Info: theme::icon(QStringLiteral("info")).paint(painter, place); break;
    }
}

void ExplanationDelegate::paintLine(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Colours &colours = theme::colours();
    const QString text = index.data(Qt::DisplayRole).toString();
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.92);
    const QFontMetrics metrics(small);
    QRect area(option.rect.left(), option.rect.top(), option.rect.width() - theme::tightSpacing, option.fontMetrics.height() + 2 * verticalPadding);
    painter->setFont(small);
    painter->setPen(colours.mutedText);
    if (index.data(ExplanationModel::PageRole).toString().isEmpty()) {
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, text);
        return;
    }
    area.setLeft(area.right() - metrics.horizontalAdvance(text) - 14);
    area.adjust(0, 1, 0, -1);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(colours.border);
    painter->setBrush(option.state & QStyle::State_MouseOver ? colours.hover : QColor(Qt::transparent));
    painter->drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), area.height() / 2.0, area.height() / 2.0);
    painter->setPen(colours.accent);
    painter->drawText(area, Qt::AlignCenter, text);
}

} // namespace rolewright
