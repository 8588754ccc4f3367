// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <functional>
#include <memory>

namespace rolewright {

struct ChangedPolicies;

/// Questions for many askers, each with its first route alone: what their ways have in common is worked out once, also between
/// questions that give nothing of the context. For one thread at a time; the finder outlives it.
class RouteSurvey
{
public:
    explicit RouteSurvey(const RouteFinder &finder);
    ~RouteSurvey();

    /// The finder was updated: what was worked out from these policies is forgotten.
    void update(const ChangedPolicies &changed);
    /// The next question. Near misses are left out, and so are explanations. `namesMatter`: some policy may look at the name of a
    /// role's session, so that sessions of askers with different names aren't the same.
    void start(const Request &question, const RouteOptions &options, bool namesMatter);
    /// What RouteFinder::simulate() finds for that principal, but of its routes the first alone, and of its conditional ones as
    /// well; hops without their commands and answers. `isDenied`: its own request is; `leastHops`: no route is shorter.
    Simulation ask(const Principal &principal, bool isDenied, int leastHops, const std::function<bool()> &cancelled);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rolewright
