// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/style.h"

#include "theme/theme.h"

#include <QMessageBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace rolewright::theme {

Style::Style()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case SP_TabCloseButton:
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton: return icon(QStringLiteral("close"));
    case SP_MessageBoxInformation: return icon(QStringLiteral("info"));
    case SP_MessageBoxWarning: return icon(QStringLiteral("warning"));
    case SP_MessageBoxCritical: return icon(QStringLiteral("error"));
    case SP_MessageBoxQuestion: return icon(QStringLiteral("help"));
    default: return QProxyStyle::standardIcon(which, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    // Alt and the letter work all the same; a question that stands in the way shows its letters.
    case SH_UnderlineShortcut: return widget && qobject_cast<const QMessageBox *>(widget->window()) ? 1 : 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == PE_FrameFocusRect) {
        if (!option->state.testFlag(State_KeyboardFocusChange))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(colours().accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter->restore();
        return;
    }
    if (element != PE_IndicatorBranch) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    if (!option->state.testFlag(State_Children))
        return;
    const bool open = option->state.testFlag(State_Open);
    const QPointF centre = QRectF(option->rect).center();
    const QPointF right[] = {{-2, -4}, {3, 0}, {-2, 4}};
    const QPointF down[] = {{-4, -2}, {4, -2}, {0, 3}};
    QPolygonF triangle;
    for (const QPointF &corner : open ? down : right)
        triangle << centre + corner;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(option->state.testFlag(State_MouseOver) ? colours().accent : colours().mutedText);
    painter->drawPolygon(triangle);
    painter->restore();
}

} // namespace rolewright::theme
