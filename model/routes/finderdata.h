// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "routes/routes.h"
#include "routes/trustindex.h"

#include <optional>

namespace rolewright {

class SessionGraph;

struct RouteFinder::Private {
    World world;
    TrustIndex index;
    std::optional<CompiledWorld> compiled;

    /// In a graph of this world that was made, or started again, for the question with these options.
    Simulation simulate(SessionGraph &graph, const Request &question, const RouteOptions &options) const;
    const CompiledWorld *compiledWorld() const { return compiled ? &*compiled : nullptr; }
};

} // namespace rolewright
