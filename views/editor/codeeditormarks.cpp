// SPDX-License-Identifier: GPL-3.0-or-later
// What is marked in the text: problems, what decided, what was found.
#include "editor/codeeditor.h"
#include "editor/editorstyle.h"

#include <Qsci/qscilexerjson.h>

#include <algorithm>

namespace rolewright {

using namespace editorstyle;

namespace {

constexpr long styledAtOnce = 256 * 1024; ///< bytes

} // namespace

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
    // Scintilla finds a partner only among styled text, and styles what is in sight. A text too long to style at once may have
    // its partner further on, so a brace of it never counts as alone.
    const long length = SendScintilla(SCI_GETLENGTH);
    const bool whole = length <= styledAtOnce;
    const long styled = SendScintilla(SCI_GETENDSTYLED);
    if (whole && styled < length)
        SendScintilla(SCI_COLOURISE, static_cast<unsigned long>(styled), -1L);
    const long here = SendScintilla(SCI_GETCURRENTPOS);
    long brace = -1;
    for (const long at : {here - 1, here}) {
        if (brace >= 0 || at < 0 || at >= length)
            continue;
        const char letter = static_cast<char>(SendScintilla(SCI_GETCHARAT, static_cast<unsigned long>(at)));
        const bool isBrace = letter == '{' || letter == '}' || letter == '[' || letter == ']';
        if (isBrace && SendScintilla(SCI_GETSTYLEAT, static_cast<unsigned long>(at)) == QsciLexerJSON::Operator)
            brace = at;
    }
    const long partner = brace < 0 ? -1 : SendScintilla(SCI_BRACEMATCH, static_cast<unsigned long>(brace), 0L);
    if (brace >= 0 && partner < 0 && whole)
        SendScintilla(SCI_BRACEBADLIGHT, static_cast<unsigned long>(brace));
    else
        SendScintilla(SCI_BRACEHIGHLIGHT, static_cast<unsigned long>(partner < 0 ? -1 : brace), partner);
    m_loneBrace = brace >= 0 && partner < 0 && whole;
}

} // namespace rolewright
