// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <functional>
#include <string>
#include <vector>

namespace rolewright {

/// Something about one unknown key that helps to decide a request.
struct Fact {
    enum class Kind {
        Absent, ///< the key isn't in the request
        Holds, ///< the key is there and satisfies the condition
        Fails, ///< the key is there and doesn't satisfy the condition
        Equals, ///< the key has exactly these values; when no condition of the policies says it shorter
    };
    std::string key;
    Kind kind = Kind::Absent;
    ConditionOperator op; ///< Holds, Fails
    std::string operatorText; ///< as a policy writes it
    std::vector<std::string> values; ///< the condition's, or the key's own for Equals
    std::vector<std::string> example; ///< values that make it so; empty for Absent

    bool operator==(const Fact &) const = default;
};

/// Facts that decide together, whatever the other unknown keys are. No member can be left out.
using FactSet = std::vector<Fact>;

/// Which facts decide a request that depends on unknown keys.
struct DecidingFacts {
    std::vector<FactSet> allowedIf; ///< smallest sets first
    std::vector<FactSet> deniedIf;
    bool complete = true; ///< false: there were more combinations than are looked at
};

/// For an answer that is Depends because of unknown keys. The values tried for a key are those at and around everything
/// that the policies compare it with, one that fits none of it, and none.
DecidingFacts decidingFacts(const Layers &layers, const Request &request, const std::function<bool()> &cancelled = {});
DecidingFacts decidingFacts(const World &world, const Request &request, const std::function<bool()> &cancelled = {});

} // namespace rolewright
