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
/// Creates a user, group, role or policy with a name that is free in the account ("new-user", "new-user-2").
Named created(const World &world, const QString &account, EntityKind kind);

/// Whether AWS's names are the user's to change: not for AWS managed policies, resources, providers.
bool isRenamable(const Entity &entity);

} // namespace rolewright::treeedits
