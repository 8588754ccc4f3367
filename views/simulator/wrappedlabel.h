// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QLabel>

namespace rolewright {

/// A label that wraps its words and remembers how high it is at which width. Nested layouts ask for the same widths again and again,
/// and QLabel lays its text out for every one.
class WrappedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit WrappedLabel(const QString &text, QWidget *parent);

    int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    mutable QString m_measured; ///< the text that the heights are of
    mutable QHash<int, int> m_heights; ///< by width
};

} // namespace rolewright
