// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphtypes.h"

#include <optional>

/// Answers for edges that don't stand for one exact request: a pattern in a policy, a token that isn't
/// known. What such a request would bring is unknown, so the answer may depend, but is never guessed.
namespace rolewright {

/// The keys, sorted, each once.
std::vector<std::string> keysOf(const std::vector<ConditionEntry> &conditions);

/// Whether whoever is named by `edge.subject` (a service, a provider, everyone, a stranger) can become the
/// role by this statement of its trust policy. The conditions' keys are unknown unless the needs of
/// sts:AssumeRole tell them.
void evaluateTrust(GraphEdge &edge, const World &world, const Entity &role, const Statement &statement);

/// A near miss whose trust policy asks for what the caller could bring (an External ID, MFA): the trust side
/// would do with it, another side is missing. Nothing when the trust policy has no conditions, or when it
/// doesn't let the caller in whatever it brings.
std::optional<GraphEdge> openNearMiss(const World &world, const Entity &caller, const Entity &role);

/// Whether the subject may do all that the permit says, each action on something that the permit names.
/// The keys of its conditions are unknown. Sets state, missing, answer; leaves a Deny and what can't be
/// asked (no single action, no single service) as it is.
void evaluatePermit(GraphEdge &edge, const World &world, const Entity &subject, const Permit &permit);

} // namespace rolewright
