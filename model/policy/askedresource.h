// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace rolewright {

/// Whether the resource of a question looks like a pattern of a policy: it has “*” or “?”, which stand for themselves there, as a request is
/// about one resource. Not the “:*” at the end of CloudWatch Logs' own ARNs of log groups, nor “*” alone, which is no resource.
bool looksLikePattern(std::string_view resource);

} // namespace rolewright
