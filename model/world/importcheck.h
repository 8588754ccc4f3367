// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/remarksink.h"

namespace rolewright {

/// Where an entity of the world was read.
struct EntityOrigin {
    EntityId id;
    std::size_t file = 0;
    Span span;
};

/// Remarks on what entities name and the workspace doesn't hold: policies, boundaries, groups, organization policies.
/// `organizationFile`: the file that the organization was read from.
void checkReferences(const World &world, const std::vector<EntityOrigin> &origins, const std::vector<InputFile> &files,
                     std::size_t organizationFile, RemarkSink &remarks);

} // namespace rolewright
