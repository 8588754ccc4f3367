// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "world/world.h"

#include <QStringList>

#include <optional>

namespace rolewright::cli {

/// A question as it is typed on the command line.
struct TypedQuestion {
    QString principal;
    QString action;
    QStringList resources; ///< several: one request about all of them
    QStringList context; ///< KEY=VALUE; a key that comes again gets several values
    QStringList unknown;
    QStringList absent = {};
};

/// Whether it is a user, a role or a session of one that the workspace doesn't hold.
bool isMissing(const World &world, const Principal &principal);

/// The question as a request; nothing when something of it can't be read: what and what may be meant is told.
/// What can be read but isn't known (a principal that the workspace doesn't hold, an action that the catalog
/// doesn't) is told and asked nevertheless.
std::optional<Request> readQuestion(const World &world, const TypedQuestion &typed);

} // namespace rolewright::cli
