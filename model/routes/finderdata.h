// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "routes/routes.h"
#include "routes/trustindex.h"

#include <optional>

namespace rolewright {

struct RouteFinder::Private {
    World world;
    TrustIndex index;
    std::optional<CompiledWorld> compiled;

    const CompiledWorld *compiledWorld() const { return compiled ? &*compiled : nullptr; }
};

} // namespace rolewright
