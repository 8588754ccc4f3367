// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphbuilder.h"

namespace rolewright {

/// How many things a policy shows before the rest folds; fewer when it is one of many policies.
inline constexpr std::size_t permitsShown = 5;
inline constexpr std::size_t permitsShownOfMany = 2;

/// Adds what stands around an entity; the entity itself must be in the picture.
void addNeighbours(GraphBuilder &builder, const Entity &entity);

/// Pieces of the above, one file per kind of entity.
void addUserNeighbours(GraphBuilder &builder, const Entity &user);
void addGroupNeighbours(GraphBuilder &builder, const Entity &group);
void addRoleNeighbours(GraphBuilder &builder, const Entity &role);
void addPolicyNeighbours(GraphBuilder &builder, const Entity &policy);
void addResourceNeighbours(GraphBuilder &builder, const Entity &resource);
void addProviderNeighbours(GraphBuilder &builder, const Entity &provider);

/// Attached and inline policies, boundary, and what the policies permit.
enum class Permits { Show, Hide };
void addPolicies(GraphBuilder &builder, const Entity &owner, Permits permits = Permits::Show);
/// What one document permits, as nodes right of the policy's node. `subject`: the principal for whom the
/// edges are evaluated, or null.
void addPermits(GraphBuilder &builder, const std::string &policyKey, const PolicyDocument &document,
                const std::string &account, const Entity *subject, std::size_t shown = permitsShown);
/// Roles that a principal can become, or nearly.
void addAssumable(GraphBuilder &builder, const Entity &principal);
/// Accounts and what they trust across their borders.
void addOverview(GraphBuilder &builder);
/// The nodes of the query's route, evaluated edges between them.
void addRoute(GraphBuilder &builder);

/// The evaluated edge as the graph draws it.
GraphEdge assumeEdge(const TrustEdge &edge);
/// State, missing sides, answer of an edge from an answer.
void setAnswer(GraphEdge &edge, const Answer &answer);

/// Users and roles of all accounts.
std::size_t principalCount(const World &world);
std::vector<EntityPtr> principals(const World &world);
/// Up to so many users and roles, near misses are looked for beyond those that routes knows.
inline constexpr std::size_t nearMissesLookedFor = 100;

/// How many alike nodes are shown before the rest folds.
inline constexpr std::size_t shownAllowed = 8;
inline constexpr std::size_t shownOther = 3;

} // namespace rolewright
