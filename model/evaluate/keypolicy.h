// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "policy/policy.h"

#include <string_view>

namespace rolewright {

/// Whether a KMS key's policy decides the request: it is about a key, named by its ARN or through one of its aliases. KMS Developer
/// Guide, alias-authorization "Using aliases in policies": a request through an alias is a request for the key; only the operations that
/// manage the alias itself are authorized on it, by identity policies.
bool asksKeyPolicy(const Request &request);

/// Whether a statement of a key's policy applies to the key. KMS Developer Guide, key-policy-overview: "If the required Resource element is
/// missing …, the policy statement has no effect".
bool hasEffectOnKey(const Statement &statement);

/// KMS Developer Guide, concepts "AWS managed keys": their aliases begin with aws/.
bool isAwsManagedKey(std::string_view service, std::string_view resource);

} // namespace rolewright
