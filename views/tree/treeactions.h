// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"

#include <QKeySequence>
#include <QList>
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

    /// What the current row is, as far as actions differ by it.
    struct Row {
        EntityPtr entity; ///< null: it isn't one
        bool renamable = false;
        bool isAccount = false;
        bool isOrganizationNode = false;
        QAction *ownNew = nullptr; ///< makes another of what the row holds or is
    };
    void setCurrent(const Row &row);
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
    QAction *createResource;
    QAction *createOidcProvider;
    QAction *createSamlProvider;
    QAction *createScp;
    QAction *createRcp;
    QAction *notes; ///< of the account

    /// All that make something, with those of the organization last.
    QList<QAction *> creating() const;
    QAction *creating(EntityKind kind) const; ///< null where that doesn't say enough

private:
    QAction *make(const char *icon, const QString &text, const QKeySequence &shortcut = {});

    QWidget *m_view;
    Row m_row;
};

} // namespace rolewright
