// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <string_view>

/// Cheap over-approximations of what the evaluator decides: "no" is sure, "yes" means that it has to be asked.
namespace rolewright {

/// `*` and `?` as policies use them; a policy variable matches anything.
bool mayMatch(std::string_view pattern, std::string_view text);

/// Whether the statement's Action or NotAction may cover `action`; the case doesn't matter.
bool mayCoverAction(const Statement &statement, std::string_view loweredAction);

/// Whether the statement's Resource or NotResource may cover the ARN.
bool mayCoverResource(const Statement &statement, std::string_view arn);

} // namespace rolewright
