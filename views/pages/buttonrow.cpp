// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/buttonrow.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace rolewright {

ButtonRow::ButtonRow(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::spacing, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    layout->setSpacing(theme::tightSpacing);
}

void ButtonRow::setButtons(std::initializer_list<QToolButton *> left, std::initializer_list<QToolButton *> right)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    for (QToolButton *button : left)
        row->addWidget(button);
    row->addStretch();
    for (QToolButton *button : right)
        row->addWidget(button);
    m_buttons = left;
    m_buttons.insert(m_buttons.end(), right.begin(), right.end());
    arrange();
}

void ButtonRow::arrange()
{
    const QMargins margins = layout()->contentsMargins();
    int needed = margins.left() + margins.right();
    for (QToolButton *button : m_buttons) {
        if (button->isHidden())
            continue;
        if (!button->text().isEmpty())
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        needed += button->sizeHint().width() + theme::tightSpacing;
    }
    m_texts = needed <= width();
    for (QToolButton *button : m_buttons) {
        // Without an icon there would be nothing left.
        if (!m_texts && !button->icon().isNull())
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
}

void ButtonRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace rolewright
