// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"
#include "routes/trustindex.h"

namespace rolewright {

struct RouteFinder::Private {
    World world;
    TrustIndex index;
};

} // namespace rolewright
