// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;

namespace rolewright {

/// Light, dark, or as the desktop has it; remembered, and switched while the window is open.
class ThemeSetting : public QObject
{
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };

    explicit ThemeSetting(QObject *parent = nullptr);

    /// The scheme that a remembered choice means. Ask before theme::apply(): the desktop's own palette tells.
    static theme::Scheme remembered();
    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    void toggle(); ///< from what is shown to the other
    void fillMenu(QMenu *menu);

signals:
    void changed();

private:
    QActionGroup *m_group;
    Choice m_choice;
};

} // namespace rolewright
