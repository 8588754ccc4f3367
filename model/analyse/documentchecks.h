// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/catalog.h"
#include "policy/policy.h"
#include "text/diagnostic.h"
#include "world/world.h"

#include <string>
#include <vector>

/// Checks of one parsed policy, a family per file. Each adds what it is certain about.
namespace rolewright::checks {

/// The catalog's actions that a statement's Action patterns match.
struct MatchedActions {
    bool everything = false; ///< `*`, NotAction or something unknown among them: nothing is certain about all
    std::vector<const CatalogAction *> actions;
};
MatchedActions matchedActions(const Statement &statement);

/// Sids that AWS refuses.
void statements(const Policy &policy, PolicyKind kind, Diagnostics &found);
/// Policy variables in a version that doesn't know them.
void variables(const Policy &policy, Diagnostics &found);
/// Unknown services and actions, patterns that match no action.
void actions(const Policy &policy, Diagnostics &found);
/// Resource patterns that no listed action acts on, actions that none of the listed resources fit.
void resources(const Policy &policy, Diagnostics &found);
/// Unknown keys, keys that none of the actions have, operators that miss absent or multivalued keys.
void conditions(const Policy &policy, Diagnostics &found);
/// Trust in OIDC providers that lets in more than one repository, namespace or audience.
void identityProviders(const Policy &policy, PolicyKind kind, Diagnostics &found);
/// Principals that aren't there (any more), whole foreign accounts, everyone. `owner` holds the policy.
void principals(const Policy &policy, PolicyKind kind, const Entity &owner, const World &world, Diagnostics &found);

/// What an entity names but the workspace doesn't hold, and what AWS wouldn't store.
void references(const Entity &entity, const World &world, Diagnostics &found);

} // namespace rolewright::checks
