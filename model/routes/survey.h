// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <functional>
#include <memory>

namespace rolewright {

/// One question for many askers, each with its first route alone: what their ways have in common is worked out once.
/// For one thread at a time; the finder outlives it.
class RouteSurvey
{
public:
    /// Near misses are left out, and so are explanations. `namesMatter`: some policy may look at the name of a role's session,
    /// so that sessions of askers with different names aren't the same.
    RouteSurvey(const RouteFinder &finder, const Request &question, const RouteOptions &options, bool namesMatter);
    ~RouteSurvey();

    /// What RouteFinder::simulate() finds for that principal, but of its routes the first alone, and of its conditional ones as
    /// well; hops without their commands and answers. `leastHops`: no route is shorter.
    Simulation ask(const Principal &principal, int leastHops, const std::function<bool()> &cancelled);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rolewright
