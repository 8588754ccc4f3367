// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/policycopy.h"

#include "catalog/managedpolicies.h"

namespace rolewright {

edits::Result copyOfPolicy(const World &world, const DocumentRef &where, const std::string &account)
{
    DocumentPtr document;
    std::string name;
    if (where.slot == DocumentSlot::Library) {
        const LibraryPolicy *policy = ManagedPolicyLibrary::builtIn().find(where.name);
        name = policy ? policy->name : std::string();
        document = ManagedPolicyLibrary::builtIn().document(where.name);
    } else if (const EntityPtr entity = world.find(where.owner)) {
        name = entity->name();
        document = documentAt(*entity, where.slot, where.name);
    }
    if (!document) {
        edits::Result gone;
        gone.refused = {"noSuchEntity", {}};
        return gone;
    }
    const std::string base = name + "-copy";
    std::string free = base;
    for (int number = 2; world.findByName(account, EntityKind::Policy, free); ++number)
        free = base + '-' + std::to_string(number);
    return edits::createPolicy(world, account, free, document);
}

} // namespace rolewright
