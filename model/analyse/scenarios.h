// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// What a saved question answers now, against what it should.
struct ScenarioResult {
    enum class State { Passed, Failed, Unusable };
    State state = State::Unusable; ///< Unusable: its principal isn't one; nothing was asked
    std::string direct; ///< "allowed", "denied", "depends"
    std::string verdict; ///< with routes
    std::vector<std::string> via; ///< the last role of each route, each once, shortest route first
    bool directAsExpected = true;
    bool verdictAsExpected = true;
    std::vector<std::string> missingVia; ///< expected roles that no route ends with
    Simulation simulation; ///< not explained

    bool passed() const { return state == State::Passed; }
};

/// The scenario as a question; nothing when its principal can't be one.
std::optional<Request> scenarioRequest(const Scenario &scenario);
/// The question as a scenario that expects nothing yet; only what was given is kept of its context.
Scenario scenarioFromRequest(const Request &request);

/// Asks and compares. Pure; any thread. Cancelled searches give a Failed result that nobody should show.
ScenarioResult runScenario(const World &world, const Scenario &scenario, const std::function<bool()> &cancelled = {});

/// The scenario expecting what `result` answered.
Scenario expecting(Scenario scenario, const ScenarioResult &result);

} // namespace rolewright
