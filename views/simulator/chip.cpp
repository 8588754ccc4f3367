// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/chip.h"

#include "theme/theme.h"

#include <QPainter>

namespace rolewright {
namespace {

constexpr int sidePadding = 8;
constexpr int glyphSize = 12;

} // namespace

Chip::Chip(const QString &text, Kind kind, QWidget *parent)
    : QAbstractButton(parent)
    , m_kind(kind)
{
    setText(text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // a long text is elided
    if (kind == Kind::Button) {
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::TabFocus);
    } else {
        setFocusPolicy(Qt::NoFocus);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }
}

QFont Chip::smallFont() const
{
    QFont result = font();
    result.setPointSizeF(std::max(7.0, result.pointSizeF() * 0.88));
    return result;
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(smallFont());
    const int icons = icon().isNull() ? 0 : glyphSize + theme::tightSpacing;
    return {metrics.horizontalAdvance(text()) + icons + 2 * sidePadding + 1, metrics.height() + 4};
}

QSize Chip::minimumSizeHint() const
{
    return {40, sizeHint().height()};
}

void Chip::paintEvent(QPaintEvent *)
{
    const theme::Colours &colours = theme::colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF shape = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool hot = m_kind == Kind::Button && (underMouse() || isDown());
    painter.setPen(QPen(hasFocus() ? colours.accent : colours.border, hasFocus() ? 2 : 1));
    painter.setBrush(hot ? colours.hover : QColor(Qt::transparent));
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);

    QRect area = rect().adjusted(sidePadding, 0, -sidePadding, 0);
    if (!icon().isNull()) {
        icon().paint(&painter, QRect(area.left(), area.center().y() - glyphSize / 2 + 1, glyphSize, glyphSize));
        area.setLeft(area.left() + glyphSize + theme::tightSpacing);
    }
    painter.setFont(smallFont());
    painter.setPen(hot ? colours.text : colours.mutedText);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(smallFont()).elidedText(text(), Qt::ElideMiddle, area.width()));
}

void Chip::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Chip::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace rolewright
