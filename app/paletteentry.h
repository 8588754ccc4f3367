// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QCoreApplication>
#include <QPointer>
#include <QString>

#include <vector>

class QAction;

namespace rolewright {

/// Something that the command palette leads to.
struct PaletteEntry {
    Q_DECLARE_TR_FUNCTIONS(PaletteEntry)
public:
    enum class Kind { Entity, AwsAction, LibraryPolicy, Command };
    Kind kind = Kind::Command;
    QString text;
    QString detail; ///< shown muted: account, service, shortcut
    QString key; ///< lower-case, what is searched
    EntityKind entityKind = EntityKind::User;
    EntityId entity; ///< Entity
    QString value; ///< the ARN of an entity or policy; the action's name
    QPointer<QAction> command; ///< Command
};

/// Users, groups, roles, policies, resources, providers of the workspace; `kinds` empty: all.
std::vector<PaletteEntry> entityEntries(const World &world, const std::vector<EntityKind> &kinds = {});
std::vector<PaletteEntry> awsActionEntries();
std::vector<PaletteEntry> libraryPolicyEntries();
/// Enabled actions with a text, those of submenus too, without their mnemonics.
std::vector<PaletteEntry> commandEntries(const QList<QAction *> &menus);

} // namespace rolewright
