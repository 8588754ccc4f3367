// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/codeeditor.h"

#include <Qsci/qscicommand.h>

class QsciLexerJSON;

/// Numbers and colours of the editor, apart from its behaviour.
namespace rolewright::editorstyle {

inline constexpr int numberMargin = 0;
inline constexpr int symbolMargin = 1;
inline constexpr int foldMargin = 2;

inline constexpr int decidedLine = 1; ///< marker: background of a line
inline constexpr int decidedArrow = 2; ///< marker: in the symbol margin

// Indicators below 8 belong to lexers.
inline constexpr int infoIndicator = 8;
inline constexpr int warningIndicator = 9;
inline constexpr int errorIndicator = 10;
inline constexpr int hitIndicator = 11;

int indicatorOf(EditorMark::Kind kind);

/// Whether the editor keeps a key for that command; the others are the window's.
bool isWanted(QsciCommand::Command command);

/// Colours and fonts of the current theme.
void apply(CodeEditor &editor, QsciLexerJSON &lexer);
void applyVerdict(CodeEditor &editor, Verdict verdict);
/// Room for the number of lines that there are.
void fitNumberMargin(CodeEditor &editor);
/// What stands at the end of a deciding statement's first line.
QString decidedNote();

} // namespace rolewright::editorstyle
