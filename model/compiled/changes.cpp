// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/changes.h"

namespace rolewright {

std::optional<std::vector<std::uint32_t>> changedPrincipals(const CompiledWorld::Data &before, const CompiledWorld::Data &after,
                                                            const std::function<bool(const Entity &, const Entity &)> &onlyPoliciesDiffer)
{
    if (before.byArn != after.byArn || before.places != after.places || before.targets.size() != after.targets.size() || !before.isComplete || !after.isComplete
        || before.world.headerPtr() != after.world.headerPtr())
        return std::nullopt;
    std::vector<std::uint32_t> changed;
    for (std::uint32_t slot = 0; slot < after.targets.size(); ++slot) {
        if (before.targets[slot] != after.targets[slot] && !onlyPoliciesDiffer(*before.targets[slot]->entity, *after.targets[slot]->entity))
            return std::nullopt;
        if (before.principals[slot] == after.principals[slot])
            continue;
        if (!before.principals[slot] || !after.principals[slot])
            return std::nullopt;
        changed.push_back(slot);
    }
    return changed;
}

} // namespace rolewright
