// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messagebar.h"

#include <QTimer>

namespace rolewright {

/// Tells for some seconds what was done, over the lower edge of its parent: nothing moves for it.
class Toast : public QFrame
{
    Q_OBJECT
public:
    explicit Toast(QWidget *parent);

    void tell(const QString &text, const MessageAction &action = {});
    QString text() const; ///< empty when nothing shows
    /// What it offers no longer means what it says.
    void dropAction();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QLabel *m_text;
    QPushButton *m_button;
    MessageAction m_action;
    QTimer m_timer;
};

} // namespace rolewright
