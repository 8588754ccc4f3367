// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace rolewright {

/// A tree whose dragged row is a small label beside the pointer: the row that it is dropped on can be read.
class LabelDragTree : public QTreeView
{
public:
    using QTreeView::QTreeView;

    /// The label of a row, at the device's own resolution.
    QPixmap dragLabel(const QModelIndex &index) const;

protected:
    void startDrag(Qt::DropActions supported) override;
};

} // namespace rolewright
