// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace rolewright {

/// Dims its parent while it is shown: the window's colour over it, so that less than half of its own is left. It only paints; an effect
/// would draw the parent anew for every change in it, and lay it out first.
class Veil : public QWidget
{
    Q_OBJECT
public:
    explicit Veil(QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace rolewright
