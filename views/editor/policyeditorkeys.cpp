// SPDX-License-Identifier: GPL-3.0-or-later
// What the policy editor does on request: formatting, suggestions, undo, keys.
#include "editor/codeeditor.h"
#include "editor/findbar.h"
#include "editor/jsonformat.h"
#include "editor/policyeditor.h"
#include "editor/policyoffer.h"

#include <QKeyEvent>

namespace rolewright {

void PolicyEditor::formatDocument()
{
    const QByteArray text = m_code->bytes();
    const std::optional<std::string> formatted = formattedJson(text.toStdString());
    if (!formatted || m_code->isReadOnly() || text == QByteArray::fromStdString(*formatted))
        return;
    m_code->setBytes(QByteArray::fromStdString(*formatted));
    onEdited();
    commit();
}

void PolicyEditor::suggest(bool asked)
{
    if (m_code->isReadOnly() || !m_where)
        return;
    offerPolicyWords(*m_code, m_document->world(), kind(), asked);
}

void PolicyEditor::undo()
{
    commit();
    m_document->undoStack()->undo();
}

void PolicyEditor::redo()
{
    commit();
    m_document->undoStack()->redo();
}

bool PolicyEditor::handleKey(QKeyEvent *event)
{
    const bool acts = event->type() == QEvent::KeyPress;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->matches(QKeySequence::Undo)) {
        if (acts)
            undo();
    } else if (event->matches(QKeySequence::Redo)) {
        if (acts)
            redo();
    } else if (event->matches(QKeySequence::Find)) {
        if (acts)
            m_findBar->open();
    } else if (event->key() == Qt::Key_F3) {
        if (acts && m_findBar->isHidden())
            m_findBar->open();
        if (acts)
            shift ? m_findBar->previous() : m_findBar->next();
    } else if (event->key() == Qt::Key_Space && control) {
        if (acts)
            suggest(true);
    } else if (event->key() == Qt::Key_F && shift && (event->modifiers() & Qt::AltModifier)) {
        if (acts)
            formatDocument();
    } else if (event->key() == Qt::Key_Escape && !m_code->isOffering() && m_findBar->isVisible()) {
        if (acts)
            m_findBar->closeBar();
    } else {
        return false;
    }
    return true;
}

} // namespace rolewright
