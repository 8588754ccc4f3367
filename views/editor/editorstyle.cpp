// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editorstyle.h"

#include "theme/theme.h"

#include <Qsci/qscilexerjson.h>

#include <QApplication>
#include <QFontDatabase>

#include <algorithm>

namespace rolewright::editorstyle {
namespace {

QFont editorFont()
{
    QFont font(QStringLiteral("JetBrains Mono"));
    if (!QFontDatabase::families().contains(font.family()))
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(std::max(8.0, QApplication::font().pointSizeF()));
    return font;
}

void applyLexer(QsciLexerJSON &lexer, const theme::Colours &colours)
{
    const QFont font = editorFont();
    lexer.setDefaultFont(font);
    lexer.setDefaultPaper(colours.editor);
    lexer.setDefaultColor(colours.text);
    lexer.setPaper(colours.editor, -1);
    lexer.setColor(colours.text, -1);
    lexer.setFont(font, -1);
    lexer.setColor(colours.jsonKey, QsciLexerJSON::Property);
    // An ARN looks like an IRI to the lexer; here it is a string.
    for (int style : {QsciLexerJSON::String, QsciLexerJSON::UnclosedString, QsciLexerJSON::EscapeSequence, QsciLexerJSON::IRI, QsciLexerJSON::IRICompact})
        lexer.setColor(colours.jsonString, style);
    lexer.setColor(colours.jsonNumber, QsciLexerJSON::Number);
    lexer.setColor(colours.jsonKeyword, QsciLexerJSON::Keyword);
    lexer.setColor(colours.jsonString, QsciLexerJSON::KeywordLD);
    lexer.setColor(colours.error, QsciLexerJSON::Error);
    for (int style = 0; style <= QsciLexerJSON::Error; ++style)
        lexer.setEolFill(false, style);
}

/// Halfway: what is there to be used but not to be looked at.
QColor blended(const QColor &one, const QColor &other)
{
    return QColor((one.red() + other.red()) / 2, (one.green() + other.green()) / 2, (one.blue() + other.blue()) / 2);
}

void setIndicator(CodeEditor &editor, int indicator, int style, const QColor &colour, int alpha = 255)
{
    editor.indicatorDefine(static_cast<QsciScintilla::IndicatorStyle>(style), indicator);
    editor.setIndicatorForegroundColor(colour, indicator);
    editor.SendScintilla(QsciScintillaBase::SCI_INDICSETALPHA, static_cast<unsigned long>(indicator), static_cast<long>(alpha));
    editor.SendScintilla(QsciScintillaBase::SCI_INDICSETUNDER, static_cast<unsigned long>(indicator), 1L);
}

} // namespace

int indicatorOf(EditorMark::Kind kind)
{
    switch (kind) {
    case EditorMark::Kind::Error:
        return errorIndicator;
    case EditorMark::Kind::Warning:
        return warningIndicator;
    case EditorMark::Kind::Info:
        break;
    }
    return infoIndicator;
}

bool isWanted(QsciCommand::Command command)
{
    switch (command) {
    case QsciCommand::Undo:
    case QsciCommand::Redo:
    case QsciCommand::LineCut:
    case QsciCommand::LineDelete:
    case QsciCommand::LineTranspose:
    case QsciCommand::LineCopy:
    case QsciCommand::SelectionDuplicate:
    case QsciCommand::LineDuplicate:
    case QsciCommand::SelectionLowerCase:
    case QsciCommand::SelectionUpperCase:
    case QsciCommand::Formfeed:
    case QsciCommand::ZoomIn:
    case QsciCommand::ZoomOut:
        return false;
    default:
        return true;
    }
}

void apply(CodeEditor &editor, QsciLexerJSON &lexer)
{
    const theme::Colours &colours = theme::colours();
    applyLexer(lexer, colours);
    editor.setPaper(colours.editor);
    editor.setColor(colours.text);
    editor.setCaretForegroundColor(colours.text);
    QColor line = colours.mutedText;
    line.setAlpha(22);
    editor.setCaretLineBackgroundColor(line);
    QColor selected = colours.accent;
    selected.setAlpha(70);
    editor.setSelectionBackgroundColor(selected);
    editor.resetSelectionForegroundColor();
    editor.setMarginsBackgroundColor(colours.editor);
    editor.setMarginsForegroundColor(colours.mutedText);
    editor.setMarginsFont(editorFont());
    editor.setFoldMarginColors(colours.editor, colours.editor);
    using Base = QsciScintillaBase;
    const QColor fold = blended(colours.mutedText, colours.editor);
    constexpr unsigned long firstFold = Base::SC_MARKNUM_FOLDEREND;
    constexpr unsigned long lastFold = Base::SC_MARKNUM_FOLDEROPEN;
    for (unsigned long marker = firstFold; marker <= lastFold; ++marker) {
        // QsciScintilla's own setters refuse the numbers of fold markers.
        editor.SendScintilla(Base::SCI_MARKERSETFORE, marker, fold);
        editor.SendScintilla(Base::SCI_MARKERSETBACK, marker, fold);
    }
    editor.SendScintilla(Base::SCI_MARKERDEFINE, static_cast<unsigned long>(Base::SC_MARKNUM_FOLDER), static_cast<long>(Base::SC_MARK_ARROW));
    editor.SendScintilla(Base::SCI_MARKERDEFINE, static_cast<unsigned long>(Base::SC_MARKNUM_FOLDEROPEN), static_cast<long>(Base::SC_MARK_ARROWDOWN));
    editor.SendScintilla(Base::SCI_SETFOLDFLAGS, static_cast<unsigned long>(Base::SC_FOLDFLAG_LINEAFTER_CONTRACTED));
    editor.setMatchedBraceBackgroundColor(colours.selection);
    editor.setMatchedBraceForegroundColor(colours.text);
    editor.setUnmatchedBraceBackgroundColor(colours.editor);
    editor.setUnmatchedBraceForegroundColor(colours.error);

    setIndicator(editor, errorIndicator, Base::INDIC_SQUIGGLE, colours.error);
    setIndicator(editor, warningIndicator, Base::INDIC_SQUIGGLE, colours.warning);
    setIndicator(editor, infoIndicator, Base::INDIC_DOTS, colours.info);
    setIndicator(editor, hitIndicator, Base::INDIC_STRAIGHTBOX, colours.warning, 60);
    fitNumberMargin(editor);
}

void applyVerdict(CodeEditor &editor, Verdict verdict)
{
    editor.markerDefine(QsciScintilla::Background, decidedLine);
    editor.setMarkerBackgroundColor(theme::verdictBackground(verdict), decidedLine);
    editor.markerDefine(QsciScintilla::ThreeRightArrows, decidedArrow);
    editor.setMarkerForegroundColor(theme::verdictColour(verdict), decidedArrow);
    editor.setMarkerBackgroundColor(theme::verdictColour(verdict), decidedArrow);
}

void fitNumberMargin(CodeEditor &editor)
{
    const QString widest(std::max<qsizetype>(3, QString::number(editor.lines()).size()) + 1, QLatin1Char('9'));
    editor.setMarginWidth(numberMargin, widest);
}

QString decidedNote()
{
    return CodeEditor::tr("◂ decided this");
}

} // namespace rolewright::editorstyle
