// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <string>
#include <vector>

namespace rolewright {

/// Why a claim just doesn't satisfy a trust policy, where the reason is one of those that people meet again and again.
/// Codes and their arguments: "audienceMissing" {key}, "claimMissing" {key}, "caseDiffers" {key, wanted, given},
/// "wildcardInEquals" {key, wanted}, "environmentInsteadOfRef", "refInsteadOfEnvironment", "pullRequestInsteadOfRef",
/// "otherRef", "otherRepository", "otherServiceAccount", "schemeOrSlash", "otherValue" {key, wanted, given}.
struct ClaimHint {
    std::string code;
    std::vector<std::string> arguments;
    DocumentRef where; ///< the trust policy
    Span span; ///< of the condition
    bool operator==(const ClaimHint &) const = default;
};

/// The conditions that fail in statements of the trust policy which would let this principal in, explained. Statements that
/// other conditions exclude are looked at too: each lists what it lacks. The answer must have been explained.
std::vector<ClaimHint> claimHints(const Answer &answer);

} // namespace rolewright
