// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "evaluate/layers.h"
#include "evaluate/request.h"

namespace rolewright::reference {

/// What AWS decides, by the flow chart of reference_policies_evaluation-logic taken literally. For requests without
/// unknown keys and documents that can all be used.
Decision decide(const Layers &layers, const Request &request);

} // namespace rolewright::reference
