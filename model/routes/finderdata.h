// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "routes/routes.h"
#include "routes/trustindex.h"

#include <optional>

namespace rolewright {

class RouteSearch;

struct RouteFinder::Private {
    World world;
    TrustIndex index;
    std::optional<CompiledWorld> compiled;

    /// All but the near misses. `search`: new, in a graph of this world that was made, or started again, for the question with these options.
    Simulation answer(RouteSearch &search, const Request &question, const RouteOptions &options) const;
    const CompiledWorld *compiledWorld() const { return compiled ? &*compiled : nullptr; }
};

/// Whether one is the other asked once more; the same session policies are the same object.
bool isSameQuestion(const Request &left, const Request &right);

} // namespace rolewright
