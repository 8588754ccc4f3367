// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;

namespace rolewright {

/// A line above the work: what was done (with Undo), or what went wrong. Never modal. Notes leave by
/// themselves, errors stay until closed or replaced.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showNote(const QString &text, bool undoable);
    /// `action`: the text of a button that emits actionTriggered(); empty for none.
    void showWarning(const QString &text, const QString &action);
    void showError(const QString &text, const QString &action = {});
    QString text() const;

signals:
    void undoTriggered();
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Kind { Note, Warning, Error };
    void present(Kind kind, const QString &text, const QString &action, bool undoable);
    void updateColours();

    Kind m_kind = Kind::Note;
    bool m_undo = false;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QTimer *m_timer;
};

} // namespace rolewright
