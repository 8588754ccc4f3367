// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/span.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;

namespace rolewright {

class CodeEditor;

/// Finds text in one editor: a bar below it that never blocks. Every hit is marked, the current one selected.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(CodeEditor *editor, QWidget *parent = nullptr);

    /// Shows the bar with the selected text, or the last one searched.
    void open();
    void closeBar();
    void next();
    void previous();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search(); ///< anew, from where the search began
    void refresh(); ///< the hits, after the text changed
    void choose(std::size_t index);
    void tellCount();

    CodeEditor *m_editor;
    QLineEdit *m_text;
    QToolButton *m_case;
    QLabel *m_count;
    std::vector<Span> m_hits;
    std::size_t m_current = 0; ///< index + 1; 0: none
    std::size_t m_origin = 0; ///< where the caret stood when the bar opened
};

} // namespace rolewright
