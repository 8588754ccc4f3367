// SPDX-License-Identifier: GPL-3.0-or-later
// What is marked in the text: problems, what decided, what was found.
#include "editor/codeeditor.h"
#include "editor/editorstyle.h"
#include "editor/jsoncontext.h"

#include <algorithm>

namespace rolewright {

using namespace editorstyle;

void CodeEditor::setMarks(std::vector<EditorMark> marks)
{
    const std::size_t length = static_cast<std::size_t>(SendScintilla(SCI_GETLENGTH));
    for (EditorMark &mark : marks) {
        mark.span.end = std::min(mark.span.end, length);
        mark.span.begin = std::min(mark.span.begin, mark.span.end);
        // Something must be underlined: an error at the very end is shown on what stands before it.
        if (mark.span.empty() && mark.span.end < length)
            ++mark.span.end;
        else if (mark.span.empty() && mark.span.begin > 0)
            --mark.span.begin;
    }
    std::stable_sort(marks.begin(), marks.end(), [](const EditorMark &left, const EditorMark &right) { return left.kind < right.kind; });
    m_marks = std::move(marks);
    drawMarks();
}

void CodeEditor::drawMarks()
{
    const unsigned long length = static_cast<unsigned long>(SendScintilla(SCI_GETLENGTH));
    for (int indicator : {errorIndicator, warningIndicator, infoIndicator}) {
        SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, static_cast<long>(length));
    }
    for (const EditorMark &mark : m_marks) {
        SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicatorOf(mark.kind)));
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(mark.span.begin), static_cast<long>(mark.span.end - mark.span.begin));
    }
}

QString CodeEditor::markTextAt(std::size_t position) const
{
    QStringList texts;
    for (const EditorMark &mark : m_marks) {
        if (mark.span.contains(position) && !texts.contains(mark.text))
            texts.append(mark.text);
    }
    return texts.join(QLatin1Char('\n'));
}

void CodeEditor::setDecided(Span span, Verdict verdict)
{
    clearDecided();
    const int first = static_cast<int>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(span.begin)));
    const int last = static_cast<int>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(span.end)));
    m_decidedVerdict = verdict;
    m_decidedLines = static_cast<std::size_t>(last - first) + 1;
    editorstyle::applyVerdict(*this, verdict);
    for (int line = first; line <= last; ++line)
        markerAdd(line, decidedLine);
    m_decidedHandle = markerAdd(first, decidedArrow);
    viewport()->update();
}

void CodeEditor::showSpan(Span span, std::optional<Verdict> decided)
{
    clearDecided();
    if (decided && !span.empty())
        setDecided(span, *decided);
    reveal(span);
    // The background says it all; a selection over it would hide the colour.
    if (decided)
        setCaret(span.begin);
    setFocus();
}

void CodeEditor::clearDecided()
{
    markerDeleteAll(decidedLine);
    markerDeleteAll(decidedArrow);
    m_decidedVerdict.reset();
    m_decidedHandle = -1;
    viewport()->update();
}

std::optional<Span> CodeEditor::decided() const
{
    if (!m_decidedVerdict)
        return {};
    const int first = markerLine(m_decidedHandle);
    const int last = first + static_cast<int>(m_decidedLines) - 1;
    return Span{static_cast<std::size_t>(SendScintilla(SCI_POSITIONFROMLINE, static_cast<unsigned long>(first))),
                static_cast<std::size_t>(SendScintilla(SCI_GETLINEENDPOSITION, static_cast<unsigned long>(last)))};
}

void CodeEditor::setHits(const std::vector<Span> &hits)
{
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(hitIndicator));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    for (const Span &hit : hits)
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(hit.begin), static_cast<long>(hit.end - hit.begin));
}

void CodeEditor::markBraces()
{
    // Scintilla finds a partner only among styled text, and styles what is in sight: this may be asked while a page is painted for the
    // first time, and styling all of a long text takes longer than a picture may.
    const QByteArray text = bytes();
    const std::size_t here = caret();
    std::optional<std::size_t> partner;
    std::size_t brace = here;
    if (here > 0)
        partner = partnerOfBrace({text.constData(), static_cast<std::size_t>(text.size())}, --brace);
    if (!partner)
        partner = partnerOfBrace({text.constData(), static_cast<std::size_t>(text.size())}, brace = here);
    m_loneBrace = partner == std::string::npos;
    if (m_loneBrace)
        SendScintilla(SCI_BRACEBADLIGHT, static_cast<unsigned long>(brace));
    else
        SendScintilla(SCI_BRACEHIGHLIGHT, partner ? static_cast<unsigned long>(brace) : ~0UL, partner ? static_cast<long>(*partner) : -1L);
}

} // namespace rolewright
