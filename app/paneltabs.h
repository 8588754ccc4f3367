// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

namespace rolewright {

/// Tabs whose texts change while somebody works: what they count changes with each edit. Qt would lay out and paint the page that is shown
/// anew each time; here only the bar is.
class PanelTabs : public QTabWidget
{
    Q_OBJECT
public:
    using QTabWidget::QTabWidget;

    /// Nothing happens when the page is called so already.
    void setText(const QWidget *page, const QString &text);

protected:
    bool event(QEvent *event) override;
};

} // namespace rolewright
