// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/search.h"

#include <vector>

/// Hops that may fail at one place only, told from who is named where; nothing is evaluated but what a session may create.
namespace rolewright {

/// How near a hop is before it is evaluated; less is nearer.
enum Nearness { BothSides, NamedOnOneSide, PatternOnOneSide, EverythingOnOneSide };

struct NearCandidate {
    std::size_t from = 0;
    SessionGraph::Step step;
    Nearness nearness = BothSides;
};

/// Roles that are surely reached anyway, and the asking role itself, are left out of all of them.
/// Assumed roles of which a side names the other, or whose trust policy lets in the account or everyone.
void addNamedCandidates(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::vector<NearCandidate> &list);
/// Assumed roles for which only a pattern, or everything, in the caller's policies speaks.
void addWideCandidates(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::vector<NearCandidate> &list);
/// Services that could be started with a role but for one of: iam:PassRole, the service's own actions, its trust, an instance profile.
void addPassCandidates(SessionGraph &graph, const RouteSearch &search, std::size_t id, std::vector<NearCandidate> &list);

} // namespace rolewright
