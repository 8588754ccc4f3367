// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/treeactions.h"

#include "theme/theme.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

namespace rolewright {

TreeActions::TreeActions(QWidget *view)
    : QObject(view)
    , m_view(view)
{
    open = make("jump", tr("&Open"));
    rename = make("rename", tr("&Rename"), Qt::Key_F2);
    remove = make("delete", tr("&Delete"), QKeySequence::Delete);
    copyArn = make("copy", tr("Copy &ARN"), QKeySequence::Copy);
    ask = make("ask", tr("As&k what it can do…"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    attach = make("attach", tr("Attach &policy…"));
    addToGroup = make("group", tr("Add to &group…"));
    createUser = make("user", tr("New &user"));
    createGroup = make("group", tr("New &group"));
    createRole = make("role", tr("New ro&le"));
    createPolicy = make("policy", tr("New p&olicy"));
    setCurrent(nullptr, false);
}

QAction *TreeActions::make(const char *icon, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(theme::icon(QString::fromLatin1(icon)), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(action);
    return action;
}

void TreeActions::setCurrent(const EntityPtr &entity, bool renamable)
{
    const bool any = entity != nullptr;
    const EntityKind kind = any ? entity->kind() : EntityKind::Resource;
    const bool principal = any && (kind == EntityKind::User || kind == EntityKind::Role);
    open->setEnabled(any);
    remove->setEnabled(any);
    copyArn->setEnabled(any);
    rename->setEnabled(renamable);
    ask->setEnabled(principal);
    attach->setEnabled(principal || (any && kind == EntityKind::Group));
    addToGroup->setEnabled(any && kind == EntityKind::User);
}

void TreeActions::fillMenu(QMenu *menu) const
{
    for (QAction *action : {open, ask, attach, addToGroup}) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->addSeparator();
    for (QAction *action : {rename, copyArn, remove}) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->addSeparator();
    for (QAction *action : {createUser, createGroup, createRole, createPolicy})
        menu->addAction(action);
}

} // namespace rolewright
