// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// What the conditions on the way of a hop say about the keys that its caller chooses.
struct HopConditions {
    bool externalId = false; ///< some condition looks at the key
    bool sessionName = false;
    bool sourceIdentity = false;
    bool mfa = false; ///< presence or age
    /// Values worth trying, in the order met, without repetition.
    std::vector<std::string> externalIds;
    std::vector<std::string> sessionNames;
    std::vector<std::string> sourceIdentities;
    std::vector<std::int64_t> mfaAges; ///< whole seconds at and beside each bound, largest first

    bool any() const { return externalId || sessionName || sourceIdentity || mfa; }
};

/// Looks at every statement of the layers. Variables are replaced by the request's values, patterns by the
/// shortest text that fits them.
HopConditions conditionsOf(const Gathered &gathered);

} // namespace rolewright
