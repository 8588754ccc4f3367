// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"
#include "routes/session.h"

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
    std::vector<std::vector<SessionTag>> tags; ///< sets of session tags worth passing
};

/// Looks at every statement of the layers that may be about the hop: the request's action, sts:SetSourceIdentity, sts:TagSession. Variables are replaced by the request's values, patterns by the
/// shortest text that fits them.
HopConditions conditionsOf(const Gathered &gathered);

/// The actions that a request for credentials can ask for, in lower case, its own first.
std::vector<std::string> hopActions(const std::string &action);

} // namespace rolewright
