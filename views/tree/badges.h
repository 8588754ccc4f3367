// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"

#include <QStringList>

namespace rolewright {

/// What a role's trust policy asks for or whom it lets in, in a word or two each: "External ID", "MFA", "ec2".
/// Empty for other entities. A hint from the text, not an evaluation.
QStringList trustBadges(const Entity &entity);

/// How many of the entity's documents can't be used where they stand.
int brokenDocumentCount(const Entity &entity);

} // namespace rolewright
