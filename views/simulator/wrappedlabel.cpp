// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/wrappedlabel.h"

namespace rolewright {

WrappedLabel::WrappedLabel(const QString &text, QWidget *parent)
    : QLabel(text, parent)
{
    setWordWrap(true);
}

int WrappedLabel::heightForWidth(int width) const
{
    if (m_measured != text()) {
        m_measured = text();
        m_heights.clear();
    }
    const auto known = m_heights.constFind(width);
    return known != m_heights.constEnd() ? *known : *m_heights.insert(width, QLabel::heightForWidth(width));
}

void WrappedLabel::changeEvent(QEvent *event)
{
    // Font, style, margins of the style sheet: any of them may change the heights.
    m_heights.clear();
    QLabel::changeEvent(event);
}

} // namespace rolewright
