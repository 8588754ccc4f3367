// SPDX-License-Identifier: GPL-3.0-or-later
#include "undoactions.h"

#include "theme/theme.h"

#include <QAction>
#include <QUndoStack>

namespace rolewright {

UndoActions::UndoActions(QUndoStack *stack, QObject *parent)
    : QObject(parent)
    , undo(new QAction(theme::icon(QStringLiteral("undo")), tr("&Undo"), this))
    , redo(new QAction(theme::icon(QStringLiteral("redo")), tr("&Redo"), this))
    , m_stack(stack)
{
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    connect(undo, &QAction::triggered, stack, &QUndoStack::undo);
    connect(redo, &QAction::triggered, stack, &QUndoStack::redo);
    connect(stack, &QUndoStack::indexChanged, this, &UndoActions::update);
    connect(stack, &QUndoStack::undoTextChanged, this, &UndoActions::update);
    update();
}

void UndoActions::update()
{
    undo->setEnabled(m_stack->canUndo());
    redo->setEnabled(m_stack->canRedo());
    undo->setText(m_stack->canUndo() ? tr("&Undo: %1").arg(m_stack->undoText()) : tr("&Undo"));
    redo->setText(m_stack->canRedo() ? tr("&Redo: %1").arg(m_stack->redoText()) : tr("&Redo"));
    // On the tool bar the same word always: what stands beside it mustn't move under the pointer.
    undo->setIconText(tr("Undo"));
    redo->setIconText(tr("Redo"));
    undo->setToolTip(QStringLiteral("%1 (%2)").arg(undo->text().remove(u'&'), undo->shortcut().toString(QKeySequence::NativeText)));
    redo->setToolTip(QStringLiteral("%1 (%2)").arg(redo->text().remove(u'&'), redo->shortcut().toString(QKeySequence::NativeText)));
}

} // namespace rolewright
