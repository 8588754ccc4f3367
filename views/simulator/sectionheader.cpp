// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/sectionheader.h"

#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace rolewright {

SectionHeader::SectionHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_title(new QLabel(title.toUpper(), this))
{
    m_layout->setContentsMargins(theme::panelMargin, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    m_layout->setSpacing(theme::tightSpacing);
    m_layout->addWidget(m_title);
    m_layout->addStretch();
    setFixedHeight(std::max(30, fontMetrics().height() + 14));
    applyFonts();
}

QToolButton *SectionHeader::addButton(const QString &iconName, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setText(text.isEmpty() || iconName.isEmpty() ? text.toUpper() : u' ' + text.toUpper()); // the space parts it from the icon
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setIconSize({14, 14});
    button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    if (iconName.isEmpty())
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_layout->addWidget(button);
    m_buttons.append({button, iconName});
    applyFonts();
    return button;
}

void SectionHeader::applyFonts()
{
    QFont small = font();
    small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.85));
    small.setBold(true);
    small.setLetterSpacing(QFont::PercentageSpacing, 108);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::colours().mutedText);
    m_title->setFont(small);
    m_title->setPalette(muted);
    for (const auto &[button, iconName] : m_buttons) {
        button->setFont(small);
        if (!iconName.isEmpty())
            button->setIcon(theme::icon(iconName));
    }
}

void SectionHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyFonts();
}

void SectionHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(theme::colours().border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace rolewright
