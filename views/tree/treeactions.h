// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"

#include <QKeySequence>
#include <QObject>

class QAction;
class QMenu;

namespace rolewright {

/// The actions on the tree's current row, and when each is enabled.
class TreeActions : public QObject
{
    Q_OBJECT
public:
    explicit TreeActions(QWidget *view);

    /// `entity` null: the row isn't one; `renamable` says whether its name can be edited there.
    void setCurrent(const EntityPtr &entity, bool renamable);
    void fillMenu(QMenu *menu) const;

    QAction *open;
    QAction *rename;
    QAction *remove;
    QAction *copyArn;
    QAction *ask;
    QAction *attach;
    QAction *addToGroup;
    QAction *createUser;
    QAction *createGroup;
    QAction *createRole;
    QAction *createPolicy;

private:
    QAction *make(const char *icon, const QString &text, const QKeySequence &shortcut = {});

    QWidget *m_view;
};

} // namespace rolewright
