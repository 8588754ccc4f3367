// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace rolewright {

/// A small pill with a word or two. A plain one tells something; a button does something and takes the focus.
class Chip : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Kind { Plain, Button };
    Chip(const QString &text, Kind kind, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QFont smallFont() const;
    Kind m_kind;
};

} // namespace rolewright
