// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;

namespace rolewright {

/// What a message offers to do; nothing when its text is empty.
struct MessageAction {
    QString text;
    std::function<void()> run;
};

/// A line above the work: what went wrong or needs to be known. Never modal. A message stays until it is closed, or until what
/// it tells is over; then the one before it shows again.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    enum class Stay {
        UntilEdited, ///< somebody who goes on working has read it
        UntilSaved,
        UntilClosed,
    };

    explicit MessageBar(QWidget *parent = nullptr);

    void showWarning(const QString &text, const MessageAction &action = {});
    void showError(const QString &text, const MessageAction &action = {}, Stay stay = Stay::UntilEdited);
    QString text() const; ///< what shows; empty when nothing does

    void clear();
    void noteEdited();
    void noteSaved();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Message {
        bool isError = false;
        QString text;
        MessageAction action;
        Stay stay = Stay::UntilClosed;
    };

    void add(Message message);
    void close();
    void update();
    void updateColours();

    std::vector<Message> m_messages; ///< the last one shows
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace rolewright
