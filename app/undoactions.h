// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QUndoStack;

namespace rolewright {

/// Undo and redo, each saying what it would undo or redo.
class UndoActions : public QObject
{
    Q_OBJECT
public:
    UndoActions(QUndoStack *stack, QObject *parent);

    QAction *undo;
    QAction *redo;

private:
    void update();

    QUndoStack *m_stack;
};

} // namespace rolewright
