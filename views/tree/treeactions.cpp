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
    createResource = make("resource", tr("New r&esource"));
    createOidcProvider = make("provider", tr("New O&IDC provider"));
    createSamlProvider = make("provider", tr("New &SAML provider"));
    createScp = make("organizationPolicy", tr("New service &control policy"));
    createRcp = make("organizationPolicy", tr("New resource contro&l policy"));
    notes = make("file", tr("&Notes on this account"));
    setCurrent({});
}

QList<QAction *> TreeActions::creating() const
{
    return {createUser, createGroup, createRole, createPolicy, createResource, createOidcProvider, createSamlProvider, createScp, createRcp};
}

QAction *TreeActions::creating(EntityKind kind) const
{
    switch (kind) {
    case EntityKind::User: return createUser;
    case EntityKind::Group: return createGroup;
    case EntityKind::Role: return createRole;
    case EntityKind::Policy: return createPolicy;
    case EntityKind::Resource: return createResource;
    case EntityKind::Provider:
    case EntityKind::OrganizationPolicy: break;
    }
    return nullptr;
}

QAction *TreeActions::make(const char *icon, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(theme::icon(QString::fromLatin1(icon)), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(action);
    return action;
}

void TreeActions::setCurrent(const Row &row)
{
    m_row = row;
    const bool any = row.entity != nullptr;
    const EntityKind kind = any ? row.entity->kind() : EntityKind::Resource;
    const bool principal = any && (kind == EntityKind::User || kind == EntityKind::Role);
    open->setEnabled(any);
    remove->setEnabled(any || row.isAccount);
    copyArn->setEnabled(any);
    rename->setEnabled(row.renamable);
    ask->setEnabled(principal);
    attach->setEnabled(principal || (any && kind == EntityKind::Group) || row.isOrganizationNode);
    addToGroup->setEnabled(any && kind == EntityKind::User);
    notes->setEnabled(row.isAccount);
}

void TreeActions::fillMenu(QMenu *menu) const
{
    for (QAction *action : {open, ask, attach, addToGroup, notes}) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->addSeparator();
    for (QAction *action : {rename, copyArn, remove}) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->addSeparator();
    if (m_row.ownNew)
        menu->addAction(m_row.ownNew);
    menu->addMenu(tr("Ne&w"))->addActions(creating());
}

} // namespace rolewright
