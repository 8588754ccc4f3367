// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/codeeditor.h"

#include "editor/editorstyle.h"
#include "theme/theme.h"

#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexerjson.h>

#include <QEvent>
#include <QPainter>
#include <QScopedValueRollback>

#include <algorithm>

namespace rolewright {

using namespace editorstyle;

EditorMark::Kind markKind(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return EditorMark::Kind::Error;
    case Severity::Warning:
        return EditorMark::Kind::Warning;
    case Severity::Info:
        break;
    }
    return EditorMark::Kind::Info;
}

CodeEditor::CodeEditor(QWidget *parent)
    : QsciScintilla(parent)
    , m_lexer(new QsciLexerJSON(this))
{
    setUpOnce();
    applyTheme();
    connect(this, &QsciScintilla::textChanged, this, &CodeEditor::textModified);
    connect(this, &QsciScintilla::cursorPositionChanged, this, &CodeEditor::reportCaret);
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, &CodeEditor::markBraces);
    connect(this, &QsciScintillaBase::SCN_CHARADDED, this, [this] {
        if (!m_filling)
            emit characterTyped();
    });
}

CodeEditor::~CodeEditor() = default;

void CodeEditor::setUpOnce()
{
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setTabIndents(true);
    setBackspaceUnindents(true);
    setAutoIndent(false);
    setCaretLineVisible(true);
    setCaretWidth(2);
    setWrapMode(QsciScintilla::WrapNone);
    setAutoCompletionSource(QsciScintilla::AcsNone);

    m_lexer->setHighlightComments(false);
    m_lexer->setFoldCompact(false);
    setLexer(m_lexer);
    setFolding(QsciScintilla::PlainFoldStyle, foldMargin);
    setMarginType(numberMargin, QsciScintilla::NumberMargin);
    setMarginType(symbolMargin, QsciScintilla::SymbolMargin);
    setMarginWidth(symbolMargin, 12);
    setMarginWidth(foldMargin, 12);
    setMarginMarkerMask(symbolMargin, 1 << decidedArrow);
    setMarginMarkerMask(foldMargin, static_cast<int>(QsciScintillaBase::SC_MASK_FOLDERS));

    // The workspace has one undo stack for everything: Scintilla's own would disagree with it.
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTH, 100UL);
    SendScintilla(SCI_SETENDATLASTLINE, 1UL);
    SendScintilla(SCI_SETEXTRAASCENT, 2UL);
    SendScintilla(SCI_SETEXTRADESCENT, 2UL);
    SendScintilla(SCI_SETMULTIPLESELECTION, 1UL);
    SendScintilla(SCI_SETADDITIONALSELECTIONTYPING, 1UL);
    SendScintilla(SCI_AUTOCSETSEPARATOR, static_cast<unsigned long>('\n'));
    SendScintilla(SCI_AUTOCSETTYPESEPARATOR, 1UL);
    SendScintilla(SCI_AUTOCSETIGNORECASE, 1UL);
    SendScintilla(SCI_AUTOCSETORDER, static_cast<unsigned long>(SC_ORDER_PERFORMSORT));
    SendScintilla(SCI_AUTOCSETAUTOHIDE, 1UL);
    SendScintilla(SCI_AUTOCSETMAXHEIGHT, 9UL);
    SendScintilla(SCI_AUTOCSETDROPRESTOFWORD, 0UL);
    // Undo belongs to the document; Ctrl+L, Ctrl+T, Ctrl+D … to the window.
    for (QsciCommand *command : standardCommands()->commands()) {
        if (!isWanted(command->command())) {
            command->setKey(0);
            command->setAlternateKey(0);
        }
    }
}

void CodeEditor::applyTheme()
{
    editorstyle::apply(*this, *m_lexer);
    viewport()->update();
}

QByteArray CodeEditor::bytes() const
{
    const unsigned long length = static_cast<unsigned long>(SendScintilla(SCI_GETLENGTH));
    QByteArray text(static_cast<qsizetype>(length) + 1, Qt::Uninitialized);
    SendScintilla(SCI_GETTEXT, length + 1, static_cast<void *>(text.data()));
    text.chop(1);
    return text;
}

void CodeEditor::replaceRange(std::size_t begin, std::size_t end, const char *text, std::size_t length)
{
    SendScintilla(SCI_SETTARGETSTART, static_cast<unsigned long>(begin));
    SendScintilla(SCI_SETTARGETEND, static_cast<unsigned long>(end));
    SendScintilla(SCI_REPLACETARGET, static_cast<uintptr_t>(length), text);
}

void CodeEditor::setBytes(const QByteArray &text)
{
    const QByteArray old = bytes();
    if (old == text)
        return;
    const QScopedValueRollback<bool> filling(m_filling, true);
    const bool crlf = text.contains("\r\n");
    setEolMode(crlf ? QsciScintilla::EolWindows : QsciScintilla::EolUnix);

    const qsizetype shorter = std::min(old.size(), text.size());
    qsizetype prefix = 0;
    while (prefix < shorter && old[prefix] == text[prefix])
        ++prefix;
    qsizetype suffix = 0;
    while (suffix < shorter - prefix && old[old.size() - 1 - suffix] == text[text.size() - 1 - suffix])
        ++suffix;

    const bool readOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0UL);
    replaceRange(static_cast<std::size_t>(prefix), static_cast<std::size_t>(old.size() - suffix), text.constData() + prefix,
                 static_cast<std::size_t>(text.size() - prefix - suffix));
    SendScintilla(SCI_SETREADONLY, readOnly ? 1UL : 0UL);
}

void CodeEditor::replaceBytes(Span span, const QByteArray &text)
{
    if (isReadOnly())
        return;
    replaceRange(span.begin, span.end, text.constData(), static_cast<std::size_t>(text.size()));
    setCaret(span.begin + static_cast<std::size_t>(text.size()));
}

std::size_t CodeEditor::caret() const
{
    return static_cast<std::size_t>(SendScintilla(SCI_GETCURRENTPOS));
}

void CodeEditor::setCaret(std::size_t position)
{
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(position));
}

Span CodeEditor::selection() const
{
    return {static_cast<std::size_t>(SendScintilla(SCI_GETSELECTIONSTART)), static_cast<std::size_t>(SendScintilla(SCI_GETSELECTIONEND))};
}

void CodeEditor::select(Span span)
{
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(span.begin), static_cast<long>(span.end));
}

void CodeEditor::reveal(Span span)
{
    const unsigned long first = static_cast<unsigned long>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(span.begin)));
    const unsigned long last = static_cast<unsigned long>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(span.end)));
    for (unsigned long line = first; line <= last; ++line)
        SendScintilla(SCI_ENSUREVISIBLE, line);
    select(span);
    // The beginning matters most: a long statement would otherwise show its end.
    SendScintilla(SCI_SCROLLRANGE, static_cast<unsigned long>(span.end), static_cast<long>(span.begin));
}

void CodeEditor::offer(Span replace, const QByteArrayList &words)
{
    if (words.isEmpty()) {
        SendScintilla(SCI_AUTOCCANCEL);
        return;
    }
    const QByteArray list = words.join('\n');
    SendScintilla(SCI_AUTOCSHOW, static_cast<uintptr_t>(replace.end - replace.begin), list.constData());
}

bool CodeEditor::isOffering() const
{
    return SendScintilla(SCI_AUTOCACTIVE) != 0;
}

void CodeEditor::textModified()
{
    fitNumberMargin(*this);
    clearDecided();
    if (!m_filling)
        emit edited();
}

void CodeEditor::reportCaret()
{
    const unsigned long position = static_cast<unsigned long>(caret());
    const unsigned long line = static_cast<unsigned long>(SendScintilla(SCI_LINEFROMPOSITION, position));
    const unsigned long start = static_cast<unsigned long>(SendScintilla(SCI_POSITIONFROMLINE, line));
    const long column = SendScintilla(SCI_COUNTCHARACTERS, start, static_cast<long>(position));
    emit caretMoved(static_cast<int>(line) + 1, static_cast<int>(column) + 1);
}

void CodeEditor::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    // Before the constructor is through there is nothing to colour.
    if (m_lexer && (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange))
        applyTheme();
}

void CodeEditor::focusOutEvent(QFocusEvent *event)
{
    QsciScintilla::focusOutEvent(event);
    emit focusLeft();
}

void CodeEditor::paintEvent(QPaintEvent *event)
{
    QsciScintilla::paintEvent(event);
    const int line = m_decidedVerdict ? markerLine(m_decidedHandle) : -1;
    if (line < 0)
        return;
    const long end = SendScintilla(SCI_GETLINEENDPOSITION, static_cast<unsigned long>(line));
    const int x = static_cast<int>(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, end));
    const int y = static_cast<int>(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, end));
    const int height = static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, static_cast<unsigned long>(line)));
    QPainter painter(viewport());
    painter.setFont(m_lexer->font(QsciLexerJSON::Default));
    painter.setPen(theme::verdictColour(*m_decidedVerdict));
    painter.drawText(QRect(x + 40, y, 400, height), Qt::AlignVCenter | Qt::AlignLeft, decidedNote());
}

} // namespace rolewright
