// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace rolewright {

/// "ASK", "WHY": a small title in capitals over the whole width, with tool buttons at its right.
class SectionHeader : public QWidget
{
    Q_OBJECT
public:
    explicit SectionHeader(const QString &title, QWidget *parent = nullptr);

    QToolButton *addButton(const QString &iconName, const QString &text, const QString &toolTip);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyFonts();

    QHBoxLayout *m_layout;
    QLabel *m_title;
    QList<std::pair<QToolButton *, QString>> m_buttons; ///< and their icons' names
};

} // namespace rolewright
