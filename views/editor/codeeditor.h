// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "text/diagnostic.h"
#include "text/span.h"

#include <Qsci/qsciscintilla.h>

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QsciLexerJSON;

namespace rolewright {

/// Underlined text and what is said about it when the mouse rests there.
struct EditorMark {
    enum class Kind { Error, Warning, Info };
    Kind kind = Kind::Error;
    Span span;
    QString text;
};
EditorMark::Kind markKind(Severity severity);

/// QScintilla set up once for every JSON text of the window: colours of the theme, folding, braces, line
/// numbers, two-space indentation. It works on UTF-8 bytes, as the engine's spans do, and knows nothing of
/// documents: PolicyEditor does.
class CodeEditor : public QsciScintilla
{
    Q_OBJECT
public:
    explicit CodeEditor(QWidget *parent = nullptr);
    ~CodeEditor() override;

    QByteArray bytes() const;
    /// Replaces the text by changing only what differs, so that caret, scroll position and folds stay. Doesn't
    /// emit edited().
    void setBytes(const QByteArray &text);
    /// The same as typing it: emits edited().
    void replaceBytes(Span span, const QByteArray &text);

    std::size_t caret() const;
    void setCaret(std::size_t position);
    Span selection() const;
    void select(Span span);
    /// Selects the span, unfolds it and brings it into view.
    void reveal(Span span);

    void setMarks(std::vector<EditorMark> marks);
    const std::vector<EditorMark> &marks() const { return m_marks; }
    /// The marks that cover a byte, worst first; spans move with typing as Scintilla's indicators do.
    QString markTextAt(std::size_t position) const;

    /// Lines of a statement that decided: the verdict's background, an arrow in the margin and words at the
    /// end of its first line. Gone with the next change of the text.
    void setDecided(Span span, Verdict verdict);
    void clearDecided();
    /// Brings the span into view and takes the focus; with a verdict its lines are marked as those that decided.
    void showSpan(Span span, std::optional<Verdict> decided);
    std::optional<Span> decided() const;

    /// The caret is at a brace that has no partner.
    bool hasLoneBrace() const { return m_loneBrace; }

    /// Every hit of a search; the one chosen is selected by reveal().
    void setHits(const std::vector<Span> &hits);

    /// Offers words for what the bytes of `replace` begin. Nothing is shown for an empty list.
    void offer(Span replace, const QByteArrayList &words);
    bool isOffering() const;

    /// Called with every key first. For a ShortcutOverride it says whether it wants the key; for a KeyPress it
    /// acts, and returning true ends the event there.
    void setKeyFilter(std::function<bool(QKeyEvent *)> filter) { m_keyFilter = std::move(filter); }

signals:
    void edited(); ///< by the person, not by setBytes()
    void caretMoved(int line, int column); ///< from 1; columns count characters
    void focusLeft();
    void characterTyped();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void setUpOnce();
    void applyTheme();
    void newLine();
    void closeBrace();
    void drawMarks();
    void markBraces();
    void textModified();
    void reportCaret();
    void replaceRange(std::size_t begin, std::size_t end, const char *text, std::size_t length);

    QsciLexerJSON *m_lexer = nullptr;
    std::vector<EditorMark> m_marks;
    std::optional<Verdict> m_decidedVerdict;
    int m_decidedHandle = -1; ///< marker of the first line
    std::size_t m_decidedLines = 0;
    std::function<bool(QKeyEvent *)> m_keyFilter;
    bool m_filling = false;
    bool m_loneBrace = false;
};

} // namespace rolewright
