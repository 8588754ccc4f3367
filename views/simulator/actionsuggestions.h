// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/catalog.h"
#include "simulator/suggestion.h"

namespace rolewright {

/// The catalog's actions for what is typed: "s3:geto", "getobj", "ec2". Grouped by service, groups with
/// the best match first; the access level stands at the right.
Suggestions suggestActions(const QString &typed);

QString accessLevelName(AccessLevel level);

} // namespace rolewright
