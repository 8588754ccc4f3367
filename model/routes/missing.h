// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <vector>

namespace rolewright {

/// A step that isn't allowed: a hop onto `resource`, or the final request.
struct FailedStep {
    std::string principal; ///< who would have to be allowed: a user's or role's ARN
    std::string action;
    std::string resource;
    bool hop = true;
    std::string service; ///< that the role is passed to, of iam:PassRole and of the service's own sts:AssumeRole
    const Session *session = nullptr; ///< of who asks; null: with the credentials of the question
};

struct MissingReport {
    std::vector<Missing> missing;
    std::size_t sides = 0; ///< at how many places something is missing; a near miss has one
    bool plain = false; ///< nothing comes near: no statement is about the action
};

/// Why the answer isn't Allowed. It needs the explained layers.
MissingReport whatIsMissing(const Answer &answer, const FailedStep &step);

} // namespace rolewright
