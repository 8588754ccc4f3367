// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <initializer_list>
#include <vector>

class QToolButton;

namespace rolewright {

/// A row of buttons above a list: some on the left, some on the right. Where their texts don't fit, all of them show
/// their icons alone (their tool tips name them) instead of texts cut to a letter.
class ButtonRow : public QWidget
{
    Q_OBJECT
public:
    explicit ButtonRow(QWidget *parent = nullptr);

    void setButtons(std::initializer_list<QToolButton *> left, std::initializer_list<QToolButton *> right);
    /// Buttons were shown, hidden or renamed.
    void arrange();
    bool showsTexts() const { return m_texts; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    std::vector<QToolButton *> m_buttons;
    bool m_texts = true;
};

} // namespace rolewright
