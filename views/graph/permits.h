// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/graphtypes.h"

#include <string_view>
#include <vector>

namespace rolewright {

/// A policy's statements as a few lines of what they permit: grouped by the kind of thing, actions
/// shortened to their verbs. Statements that only allow to assume roles of the workspace are left out:
/// the graph shows those as edges of their own.
std::vector<Permit> permitsOf(const Policy &policy, const World &world);

/// Whether a Resource pattern names the thing or what is in it ("arn:aws:s3:::b/*" for bucket b).
bool namesResource(std::string_view pattern, std::string_view arn);

/// Whether an ARN pattern with `*` and `?` matches; case-sensitive.
bool globMatches(std::string_view pattern, std::string_view text);

/// Whether an action pattern ("s3:Get*", "*") can mean an action of the service.
bool actionOfService(std::string_view pattern, std::string_view service);

/// "s3:GetObject" → "get", "ec2:*" → "*".
std::string verbOf(std::string_view action);

} // namespace rolewright
