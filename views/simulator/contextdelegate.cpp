// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/contextdelegate.h"

#include "simulator/contextmodel.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>

namespace rolewright {

void ContextDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Colours &colours = theme::colours();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colours.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colours.hover);
    painter->setPen(colours.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect area = option.rect.adjusted(theme::spacing, 0, -theme::tightSpacing, -1);
    const QBrush foreground = index.data(Qt::ForegroundRole).value<QBrush>();
    painter->setPen(foreground.style() == Qt::NoBrush ? colours.text : foreground.color());
    if (index.column() == ContextModel::StateColumn) {
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, QStringLiteral("▾"));
        area.setRight(area.right() - 14);
    }
    // Keys tell themselves apart at their ends: the middle goes first.
    const QString text = option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(),
                                                       index.column() == ContextModel::KeyColumn ? Qt::ElideMiddle : Qt::ElideRight, area.width());
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, text);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(colours.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QWidget *ContextDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.data(ContextModel::TypeRole).toString() == QStringLiteral("Bool")) {
        auto *choice = new QComboBox(parent);
        choice->addItems({QString(), QStringLiteral("true"), QStringLiteral("false")});
        choice->setItemText(0, tr("absent"));
        auto *self = const_cast<ContextDelegate *>(this);
        connect(choice, &QComboBox::activated, self, [self, choice] {
            emit self->commitData(choice);
            emit self->closeEditor(choice);
        });
        return choice;
    }
    auto *edit = new QLineEdit(parent);
    edit->setFrame(false);
    edit->setPlaceholderText(tr("value"));
    return edit;
}

void ContextDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QString value = index.data(Qt::EditRole).toString();
    if (auto *choice = qobject_cast<QComboBox *>(editor))
        choice->setCurrentIndex(std::max(0, choice->findText(value)));
    else if (auto *edit = qobject_cast<QLineEdit *>(editor); edit && !edit->isModified())
        edit->setText(value);
}

void ContextDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *choice = qobject_cast<QComboBox *>(editor))
        model->setData(index, choice->currentIndex() > 0 ? choice->currentText() : QString());
    else if (const auto *edit = qobject_cast<QLineEdit *>(editor))
        model->setData(index, edit->text());
}

} // namespace rolewright
