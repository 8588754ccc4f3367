// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/suggestion.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace rolewright {

/// The rows of a completion list; replaced as a whole with every keystroke.
class SuggestionModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Roles { ValueRole = Qt::UserRole + 1, DetailRole, HeadingRole };

    using QAbstractListModel::QAbstractListModel;

    void setSuggestions(Suggestions suggestions);
    /// -1 when there is none that can be taken.
    int firstSelectable() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    Suggestions m_suggestions;
};

/// Icon, label, muted detail at the right; headings small and muted.
class SuggestionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace rolewright
