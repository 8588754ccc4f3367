// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagebar.h"

#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace rolewright {

namespace {

constexpr int noteMilliseconds = 8000;

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFocusPolicy(Qt::NoFocus);
    m_action->setProperty("look", QStringLiteral("link"));
    m_action->setFocusPolicy(Qt::TabFocus);
    m_action->setObjectName(QStringLiteral("messageAction"));
    auto *close = new QToolButton;
    close->setIcon(theme::icon(QStringLiteral("close")));
    close->setProperty("look", QStringLiteral("flat"));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::panelMargin, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(close, 0, Qt::AlignTop);
    m_icon->setContentsMargins(0, 4, 2, 0);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (m_undo)
            emit undoTriggered();
        else
            emit actionTriggered();
    });
    hide();
}

void MessageBar::showNote(const QString &text, bool undoable)
{
    present(Kind::Note, text, undoable ? tr("Undo") : QString(), undoable);
    m_timer->start(noteMilliseconds);
}

void MessageBar::showWarning(const QString &text, const QString &action)
{
    present(Kind::Warning, text, action, false);
}

void MessageBar::showError(const QString &text, const QString &action)
{
    present(Kind::Error, text, action, false);
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::present(Kind kind, const QString &text, const QString &action, bool undoable)
{
    m_timer->stop();
    m_kind = kind;
    m_undo = undoable;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    updateColours();
    show();
}

void MessageBar::updateColours()
{
    const theme::Colours &colours = theme::colours();
    QColor background = colours.selection;
    QString icon = QStringLiteral("info");
    if (m_kind == Kind::Warning) {
        background = colours.dependsBackground;
        icon = QStringLiteral("warning");
    } else if (m_kind == Kind::Error) {
        background = colours.deniedBackground;
        icon = QStringLiteral("error");
    }
    m_icon->setPixmap(theme::icon(icon).pixmap(QSize(16, 16), devicePixelRatioF()));
    QPalette shown = palette();
    shown.setColor(QPalette::Window, background);
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
