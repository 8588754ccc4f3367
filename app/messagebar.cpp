// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagebar.h"

#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace rolewright {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFocusPolicy(Qt::NoFocus);
    m_action->setProperty("look", QStringLiteral("link"));
    m_action->setFocusPolicy(Qt::TabFocus);
    m_action->setObjectName(QStringLiteral("messageAction"));
    auto *closeButton = new QToolButton;
    closeButton->setIcon(theme::icon(QStringLiteral("close")));
    closeButton->setProperty("look", QStringLiteral("flat"));
    closeButton->setToolTip(tr("Close this message"));
    closeButton->setAccessibleName(tr("Close this message"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::panelMargin, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(closeButton, 0, Qt::AlignTop);
    m_icon->setContentsMargins(0, 4, 2, 0);
    connect(closeButton, &QToolButton::clicked, this, &MessageBar::close);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const MessageAction action = m_messages.back().action;
        close();
        action.run();
    });
    hide();
}

void MessageBar::showWarning(const QString &text, const MessageAction &action)
{
    add({false, text, action, Stay::UntilClosed});
}

void MessageBar::showError(const QString &text, const MessageAction &action, Stay stay)
{
    add({true, text, action, stay});
}

QString MessageBar::text() const
{
    return m_messages.empty() ? QString() : m_messages.back().text;
}

void MessageBar::add(Message message)
{
    std::erase_if(m_messages, [&](const Message &known) { return known.text == message.text; });
    m_messages.push_back(std::move(message));
    update();
}

void MessageBar::close()
{
    m_messages.pop_back();
    update();
}

void MessageBar::clear()
{
    m_messages.clear();
    update();
}

void MessageBar::noteEdited()
{
    if (std::erase_if(m_messages, [](const Message &message) { return message.stay == Stay::UntilEdited; }) > 0)
        update();
}

void MessageBar::noteSaved()
{
    if (std::erase_if(m_messages, [](const Message &message) { return message.stay != Stay::UntilClosed; }) > 0)
        update();
}

void MessageBar::update()
{
    setVisible(!m_messages.empty());
    if (m_messages.empty())
        return;
    m_text->setText(m_messages.back().text);
    m_action->setText(m_messages.back().action.text);
    m_action->setVisible(!m_messages.back().action.text.isEmpty());
    updateColours();
}

void MessageBar::updateColours()
{
    if (m_messages.empty())
        return;
    const bool isError = m_messages.back().isError;
    m_icon->setPixmap(theme::icon(isError ? QStringLiteral("error") : QStringLiteral("warning")).pixmap(QSize(16, 16), devicePixelRatioF()));
    QPalette shown = palette();
    shown.setColor(QPalette::Window, isError ? theme::colours().deniedBackground : theme::colours().dependsBackground);
    setPalette(shown);
    setAutoFillBackground(true);
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        updateColours();
}

} // namespace rolewright
