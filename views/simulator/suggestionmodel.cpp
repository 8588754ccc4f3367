// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/suggestionmodel.h"

#include "theme/theme.h"

#include <QPainter>

namespace rolewright {

void SuggestionModel::setSuggestions(Suggestions suggestions)
{
    beginResetModel();
    m_suggestions = std::move(suggestions);
    endResetModel();
}

int SuggestionModel::firstSelectable() const
{
    for (int row = 0; row < m_suggestions.size(); ++row) {
        if (!m_suggestions[row].isHeading())
            return row;
    }
    return -1;
}

int SuggestionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_suggestions.size());
}

QVariant SuggestionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_suggestions.size())
        return {};
    const Suggestion &suggestion = m_suggestions[index.row()];
    switch (role) {
    case Qt::DisplayRole: return suggestion.label;
    case Qt::EditRole:
    case ValueRole: return suggestion.value;
    case Qt::DecorationRole: return suggestion.icon;
    case Qt::ToolTipRole: return suggestion.isHeading() ? QVariant() : suggestion.value;
    case DetailRole: return suggestion.detail;
    case HeadingRole: return suggestion.isHeading();
    default: return {};
    }
}

Qt::ItemFlags SuggestionModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return m_suggestions[index.row()].isHeading() ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

void SuggestionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Colours &colours = theme::colours();
    const bool heading = index.data(SuggestionModel::HeadingRole).toBool();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colours.selection);
    else if (option.state & QStyle::State_MouseOver && !heading)
        painter->fillRect(option.rect, colours.hover);

    QFont font = option.font;
    if (heading) {
        font.setPointSizeF(font.pointSizeF() * 0.88);
        font.setBold(true);
    }
    painter->setFont(font);
    const QFontMetrics metrics(font);
    QRect area = option.rect.adjusted(theme::spacing, 0, -theme::spacing, 0);

    const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
    if (!icon.isNull()) {
        const int size = 16;
        icon.paint(painter, QRect(area.left(), area.center().y() - size / 2 + 1, size, size));
        area.setLeft(area.left() + size + theme::spacing);
    }
    const QString detail = index.data(SuggestionModel::DetailRole).toString();
    const QString label = index.data(Qt::DisplayRole).toString();
    // The label matters more: the detail gets what it leaves, but not nothing.
    const int labelWidth = metrics.horizontalAdvance(label);
    const int detailWidth = std::min(metrics.horizontalAdvance(detail) + 2, std::max(area.width() - labelWidth - theme::spacing, area.width() / 3));
    QRect labelArea = area;
    if (!detail.isEmpty()) {
        const QRect detailArea(area.right() - detailWidth + 1, area.top(), detailWidth, area.height());
        painter->setPen(colours.mutedText);
        painter->drawText(detailArea, Qt::AlignVCenter | Qt::AlignRight, metrics.elidedText(detail, Qt::ElideMiddle, detailWidth));
        labelArea.setRight(detailArea.left() - theme::spacing);
    }
    painter->setPen(heading ? colours.mutedText : colours.text);
    painter->drawText(labelArea, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(label, Qt::ElideMiddle, labelArea.width()));
    painter->restore();
}

QSize SuggestionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() + theme::spacing};
}

} // namespace rolewright
