// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLineEdit;

namespace rolewright {

/// A popup that asks for one name; Enter takes it. Deletes itself when closed.
class NamePrompt : public QFrame
{
    Q_OBJECT
public:
    NamePrompt(const QString &question, const QString &proposal, QWidget *parent);

    void popUpAt(QWidget *anchor);

signals:
    void entered(const QString &name);

private:
    QLineEdit *m_text;
};

} // namespace rolewright
