// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "policy/arn.h"

#include <optional>

namespace rolewright {

/// The account that the request's resource is in: given, the ARN's, or, when neither tells, the caller's.
/// Empty when nobody's is known (an anonymous request on an ARN without account).
std::string resourceAccountOf(const Request &request);
/// The same when the resource's ARN has been looked at.
std::string resourceAccountOf(const Request &request, const std::optional<ArnView> &resource);

/// Fills in the keys that follow from the request alone; given and unknown ones stay as they are.
/// Source: IAM User Guide, reference_policies_condition-keys.
void deriveContext(Request &request);

/// aws:CurrentTime and aws:EpochTime: each from the other, or both from the clock.
void deriveTime(Context &context);

/// Services with one endpoint for all regions answer from us-east-1. Ignores case.
bool isGlobalService(std::string_view service);

} // namespace rolewright
