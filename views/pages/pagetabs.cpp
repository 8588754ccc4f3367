// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pagetabs.h"

#include "theme/theme.h"

#include <QMouseEvent>
#include <QStyleOptionTab>
#include <QStylePainter>

namespace rolewright {

PageTabs::PageTabs(QWidget *parent)
    : QTabBar(parent)
{
    setTabsClosable(true);
    setMovable(true);
    setExpanding(false);
    setDocumentMode(true);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideRight);
    setContextMenuPolicy(Qt::CustomContextMenu);
}

void PageTabs::setPreview(int index)
{
    m_preview = index;
    update();
}

void PageTabs::initStyleOption(QStyleOptionTab *option, int index) const
{
    QTabBar::initStyleOption(option, index);
    // Qt has no font for a single tab: that one's text is drawn after the rest.
    if (m_painting && index == m_preview)
        option->text.clear();
}

void PageTabs::paintEvent(QPaintEvent *event)
{
    m_painting = true;
    QTabBar::paintEvent(event);
    m_painting = false;
    if (m_preview < 0 || m_preview >= count())
        return;
    QStyleOptionTab option;
    initStyleOption(&option, m_preview);
    QFont italic = font();
    italic.setItalic(true);
    QStylePainter painter(this);
    painter.setFont(italic);
    painter.setPen(m_preview == currentIndex() ? theme::colours().text : theme::colours().mutedText);
    // The style leaves the icon's room only while there is a text to stand beside it.
    const QRect area = style()->subElementRect(QStyle::SE_TabBarTabText, &option, this);
    painter.drawText(area, Qt::AlignCenter | Qt::TextSingleLine, QFontMetrics(italic).elidedText(tabText(m_preview), elideMode(), area.width()));
}

void PageTabs::mouseReleaseEvent(QMouseEvent *event)
{
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && index >= 0)
        emit tabCloseRequested(index);
    else
        QTabBar::mouseReleaseEvent(event);
}

void PageTabs::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0)
        emit keepRequested(index);
    else
        QTabBar::mouseDoubleClickEvent(event);
}

} // namespace rolewright
