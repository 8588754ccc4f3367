// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "world/world.h"

namespace rolewright {

struct EvaluateOptions {
    bool explain = true; ///< fill Answer::layers
};

/// Decides one request by the policies given: IAM User Guide, reference_policies_evaluation-logic.
/// Pure: no I/O, no shared state; any thread. Never throws. The request comes back as the answer's: to ask one after another, move it there
/// and back.
Answer evaluate(const Layers &layers, Request request, const EvaluateOptions &options = {});

/// Collects the policies that a workspace holds for this request and fills the request's derived context
/// from it (tags, organization). See gather.cpp for what is taken from where.
struct Gathered {
    Layers layers;
    Request request;
};
Gathered gather(const World &world, Request request);

/// gather() and evaluate().
Answer evaluate(const World &world, const Request &request, const EvaluateOptions &options = {});

} // namespace rolewright
