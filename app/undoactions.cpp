// SPDX-License-Identifier: GPL-3.0-or-later
#include "undoactions.h"

#include "theme/theme.h"

#include <QAction>
#include <QUndoStack>

namespace rolewright {

namespace {

constexpr qsizetype shownLetters = 34;

} // namespace

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
    // On the tool bar: enough of it to know what goes, not so much that the others move far.
    const QString text = m_stack->undoText();
    undo->setIconText(!m_stack->canUndo() ? tr("Undo") : tr("Undo: %1").arg(text.size() > shownLetters ? text.left(shownLetters - 1) + u'…' : text));
    redo->setIconText(tr("Redo"));
    undo->setToolTip(QStringLiteral("%1 (%2)").arg(undo->text().remove(u'&'), undo->shortcut().toString(QKeySequence::NativeText)));
    redo->setToolTip(QStringLiteral("%1 (%2)").arg(redo->text().remove(u'&'), redo->shortcut().toString(QKeySequence::NativeText)));
}

} // namespace rolewright
