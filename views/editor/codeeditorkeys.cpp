// SPDX-License-Identifier: GPL-3.0-or-later
// What the code editor does with keys and the mouse; the rest is in codeeditor.cpp.
#include "editor/codeeditor.h"
#include "editor/editorstyle.h"
#include "theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

namespace rolewright {

using namespace editorstyle;

void CodeEditor::newLine()
{
    // Between braces the closing one goes to a line of its own, and the caret stands between, one deeper.
    const QByteArray text = bytes();
    const Span selected = selection();
    const qsizetype at = static_cast<qsizetype>(selected.begin);
    const qsizetype lineStart = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    qsizetype indent = lineStart;
    while (indent < at && (text[indent] == ' ' || text[indent] == '\t'))
        ++indent;
    const QByteArray leading = text.mid(lineStart, indent - lineStart);
    const QByteArray before = text.mid(lineStart, at - lineStart).trimmed();
    const QByteArray after = text.mid(static_cast<qsizetype>(selected.end), 1);
    const bool opens = before.endsWith('{') || before.endsWith('[');
    const bool closes = opens && ((before.endsWith('{') && after == "}") || (before.endsWith('[') && after == "]"));
    const QByteArray eol = eolMode() == QsciScintilla::EolWindows ? "\r\n" : "\n";
    const QByteArray inner = eol + leading + (opens ? "  " : "");
    replaceBytes(selected, closes ? inner + eol + leading : inner);
    setCaret(selected.begin + static_cast<std::size_t>(inner.size()));
}

void CodeEditor::closeBrace()
{
    // A closing brace typed on an otherwise empty line goes back to the column of its opening line.
    const std::size_t position = caret();
    if (position == 0)
        return;
    const long partner = SendScintilla(SCI_BRACEMATCH, static_cast<unsigned long>(position - 1), 0L);
    const unsigned long line = static_cast<unsigned long>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position)));
    const std::size_t start = static_cast<std::size_t>(SendScintilla(SCI_POSITIONFROMLINE, line));
    const QByteArray before = bytes().mid(static_cast<qsizetype>(start), static_cast<qsizetype>(position - 1 - start));
    if (partner < 0 || !before.trimmed().isEmpty())
        return;
    const unsigned long opening = static_cast<unsigned long>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(partner)));
    const long indentation = SendScintilla(SCI_GETLINEINDENTATION, opening);
    SendScintilla(SCI_SETLINEINDENTATION, line, indentation);
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    if (m_keyFilter && m_keyFilter(event)) {
        event->accept();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !isReadOnly() && !isOffering() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        newLine();
        event->accept();
        return;
    }
    QsciScintilla::keyPressEvent(event);
    if (!isReadOnly() && (event->text() == QLatin1String("}") || event->text() == QLatin1String("]")))
        closeBrace();
}

bool CodeEditor::event(QEvent *event)
{
    // Keys that the editor's owner wants mustn't become the window's shortcuts.
    if (event->type() == QEvent::ShortcutOverride && m_keyFilter && m_keyFilter(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QsciScintilla::event(event);
}

bool CodeEditor::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QsciScintilla::viewportEvent(event);
    const QHelpEvent *help = static_cast<QHelpEvent *>(event);
    const long position = SendScintilla(SCI_POSITIONFROMPOINTCLOSE, static_cast<unsigned long>(help->pos().x()), static_cast<long>(help->pos().y()));
    const QString text = position < 0 ? QString() : markTextAt(static_cast<std::size_t>(position));
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

void CodeEditor::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    const bool selected = !selection().empty();
    const auto add = [&](const QString &text, const QString &icon, const QKeySequence &key, bool enabled, auto slot) {
        QAction *action = menu.addAction(theme::icon(icon), text);
        action->setShortcut(key);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, slot);
    };
    add(tr("Cut"), QStringLiteral("cut"), QKeySequence::Cut, selected && !isReadOnly(), &QsciScintilla::cut);
    add(tr("Copy"), QStringLiteral("copy"), QKeySequence::Copy, selected, &QsciScintilla::copy);
    add(tr("Paste"), QStringLiteral("paste"), QKeySequence::Paste, !isReadOnly(), &QsciScintilla::paste);
    menu.addSeparator();
    add(tr("Select all"), QString(), QKeySequence::SelectAll, true, [this] { selectAll(); });
    for (QAction *action : actions())
        menu.addAction(action);
    menu.exec(event->globalPos());
}

} // namespace rolewright
