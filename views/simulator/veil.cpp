// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/veil.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

namespace rolewright {
namespace {

constexpr double left = 0.45; ///< of what is below

} // namespace

Veil::Veil(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    parent->installEventFilter(this);
    hide();
}

bool Veil::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisibleTo(parentWidget()))
        resize(parentWidget()->size());
    return QWidget::eventFilter(watched, event);
}

void Veil::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    setGeometry(parentWidget()->rect());
    raise();
}

void Veil::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setOpacity(1 - left);
    painter.fillRect(event->rect(), palette().color(QPalette::Window));
}

} // namespace rolewright
