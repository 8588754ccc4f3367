// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/suggestion.h"

#include <QLineEdit>

#include <optional>

class QCompleter;

namespace rolewright {

class SuggestionModel;

/// A line edit with a list of suggestions that follows the typing. Enter and Tab take the row that is
/// current, the first by default. While it has no focus it shows what its text stands for: icon, name,
/// muted detail. A dropped or pasted text replaces the whole and loses spaces, quotes and commas around it.
class CompletionField : public QLineEdit
{
    Q_OBJECT
public:
    CompletionField(SuggestionSource source, QWidget *parent = nullptr);

    /// What a text stands for; nothing: the text itself is shown.
    using Describer = std::function<std::optional<Suggestion>(const QString &text)>;
    void setDescriber(Describer describer);

    /// The text without what surrounds it.
    QString value() const;
    /// Also leaves the cursor at the start, so that the beginning is seen.
    void setValue(const QString &value);
    void showSuggestions();
    bool isListVisible() const;

signals:
    void taken(const QString &value); ///< a suggestion was chosen

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void offer(Suggestions suggestions);
    void take(const QModelIndex &index);
    bool takeCurrent();
    void leaveWhenComplete();
    bool selectPlaceholder(qsizetype from);

    SuggestionSource m_source;
    Describer m_describer;
    SuggestionModel *m_model;
    QCompleter *m_completer;
};

} // namespace rolewright
