// SPDX-License-Identifier: GPL-3.0-or-later
#include "toast.h"

#include "theme/theme.h"

#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace rolewright {

namespace {

constexpr int shownMilliseconds = 8000;
constexpr int widest = 640;
constexpr int aboveEdge = 20;

} // namespace

Toast::Toast(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel)
    , m_button(new QPushButton)
{
    setObjectName(QStringLiteral("toast"));
    setProperty("look", QStringLiteral("card"));
    setAutoFillBackground(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_button->setProperty("look", QStringLiteral("link"));
    m_button->setFocusPolicy(Qt::TabFocus);
    m_button->setObjectName(QStringLiteral("toastAction"));
    auto *close = new QToolButton;
    close->setIcon(theme::icon(QStringLiteral("close")));
    close->setProperty("look", QStringLiteral("flat"));
    close->setAccessibleName(tr("Close this message"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::panelMargin, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(close);
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(18);
    shadow->setOffset(0, 3);
    shadow->setColor(QColor(0, 0, 0, 80));
    setGraphicsEffect(shadow);
    m_timer.setSingleShot(true);
    m_timer.setInterval(shownMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        m_action.run();
    });
    parent->installEventFilter(this);
    hide();
}

void Toast::tell(const QString &text, const MessageAction &action)
{
    m_action = action;
    m_text->setText(text);
    m_button->setText(action.text);
    m_button->setVisible(!action.text.isEmpty());
    place();
    show();
    raise();
    m_timer.start();
}

QString Toast::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void Toast::dropAction()
{
    if (!m_action.text.isEmpty())
        hide();
}

void Toast::place()
{
    const int room = parentWidget()->width() - 40;
    // The text in one line where it fits, else as wide as may be.
    const int line = m_text->fontMetrics().horizontalAdvance(m_text->text()) + 2 * theme::panelMargin + 60
        + (m_action.text.isEmpty() ? 0 : m_button->sizeHint().width());
    const int width = qMin(line, qMin(widest, room));
    const int height = layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height();
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - height - aboveEdge, width, height);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && !isHidden())
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace rolewright
