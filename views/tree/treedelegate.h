// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace rolewright {

/// A row of the world tree: icon, name, muted count or id, and at the right badges and the mark of broken documents.
class TreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    /// Draws from the right edge leftwards; returns where the free space ends.
    int paintMarks(QPainter *painter, const QRect &area, const QModelIndex &index, const QFont &font) const;
};

} // namespace rolewright
