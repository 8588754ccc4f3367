// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"

#include <QString>

/// What the tree can do with entities, as edits with their undo texts.
namespace rolewright::treeedits {

struct Named {
    edits::Result result;
    QString text; ///< for the undo menu
    QString done = {}; ///< what was done, where that is told
};

/// What dropping one entity on another means: a policy on a principal attaches it, a user on a group (or a
/// group on a user) makes a member. Nothing where it means nothing.
std::optional<Named> dropped(const World &world, EntityId what, EntityId onto);
Named renamed(const World &world, EntityId id, const QString &name);
/// An account's name is the user's own and isn't part of any ARN.
Named accountRenamed(const World &world, const std::string &account, const QString &name);
Named removed(const World &world, EntityId id);
Named accountRemoved(const World &world, const std::string &account);
/// An SCP or RCP dropped on root, unit or account of the organization. Nothing where it means nothing.
std::optional<Named> droppedOnNode(const World &world, EntityId what, const std::string &node);

/// What can be made in the tree.
enum class New { User, Group, Role, Policy, Resource, OidcProvider, SamlProvider, ServiceControlPolicy, ResourceControlPolicy };
/// Creates it with a name that is free ("new-user", "new-user-2"); those of the organization belong to no account.
Named created(const World &world, const QString &account, New kind);

/// What is typed to rename it: its name; of a resource the ARN.
QString editedName(const Entity &entity);
/// Whether its name is the user's to change: not that of AWS's policies.
bool isRenamable(const Entity &entity);

} // namespace rolewright::treeedits
