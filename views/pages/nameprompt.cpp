// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/nameprompt.h"

#include "theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace rolewright {

NamePrompt::NamePrompt(const QString &question, const QString &proposal, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_text(new QLineEdit(proposal, this))
{
    setObjectName(QStringLiteral("namePrompt"));
    setAttribute(Qt::WA_DeleteOnClose);
    setProperty("look", QStringLiteral("card"));
    m_text->setObjectName(QStringLiteral("promptText"));
    m_text->setMinimumWidth(260);
    m_text->selectAll();
    QLabel *label = new QLabel(question, this);
    label->setProperty("look", QStringLiteral("muted"));
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::spacing, theme::spacing, theme::spacing, theme::spacing);
    layout->setSpacing(theme::tightSpacing);
    layout->addWidget(label);
    layout->addWidget(m_text);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::returnPressed, this, [this] {
        const QString name = m_text->text().trimmed();
        if (name.isEmpty())
            return;
        close();
        emit entered(name);
    });
}

void NamePrompt::popUpAt(QWidget *anchor)
{
    adjustSize();
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
    show();
    m_text->setFocus();
}

} // namespace rolewright
