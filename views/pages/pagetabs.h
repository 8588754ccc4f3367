// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace rolewright {

/// The tabs above the centre. The tab of a page that is only looked at (the next one takes its place) is written in
/// italics and says so; a double click keeps it. A middle click closes.
class PageTabs : public QTabBar
{
    Q_OBJECT
public:
    explicit PageTabs(QWidget *parent = nullptr);

    void setPreview(int index); ///< -1: none
    int preview() const { return m_preview; }

signals:
    void keepRequested(int index);

protected:
    void initStyleOption(QStyleOptionTab *option, int index) const override;
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    int m_preview = -1;
    bool m_painting = false;
};

} // namespace rolewright
