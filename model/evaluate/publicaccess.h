// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

namespace rolewright {

/// Whether S3 counts a bucket policy as public: an Allow for everyone that no condition with fixed values narrows.
/// Source: Amazon S3 User Guide, access-control-block-public-access, "The meaning of 'public'".
bool isPublicPolicy(const Policy &policy);

} // namespace rolewright
