// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <functional>
#include <memory>
#include <vector>

namespace rolewright {

struct ChangedPolicies;

/// RouteFinder::simulate() for somebody who asks one question again while the world is edited: hops that the edits don't touch are
/// evaluated once. Another question starts anew. For one thread at a time; the finder outlives it.
class RepeatedQuestion
{
public:
    explicit RepeatedQuestion(const RouteFinder &finder);
    ~RepeatedQuestion();

    /// The finder was updated for a world where only these policies aren't what they were.
    void update(const ChangedPolicies &changed);
    /// What was worked out doesn't hold any more: another edit, or another time (TimeMarks).
    void forget();
    /// All but the near misses.
    Simulation simulate(const Request &question, const RouteOptions &options);
    /// Those of the question that simulate() answered last, with what was found then; asked once. None when the options want none, when it was
    /// cancelled, or after update() and forget(). `cancelled`: instead of the options'.
    std::vector<NearMiss> nearMisses(const std::function<bool()> &cancelled);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rolewright
