// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <string>
#include <string_view>

/// The requests of a route: which of the question's context keys reach which step.
///
/// - What the network and the clock say (aws:SourceIp, aws:CurrentTime …) is the same at every step.
/// - sts: keys belong to the hops; to the final request only when the question is about an sts: action.
/// - What describes the asking principal and its session (aws:PrincipalTag/…, aws:MultiFactorAuth… ) ends with the
///   first hop: the role's session has its own, and AssumeRole passes no MFA on
///   (IAM User Guide, reference_policies_condition-keys, aws:MultiFactorAuthPresent).
/// - aws:PrincipalOrgID and aws:PrincipalOrgPaths go on to roles of the asking principal's account.
/// - Everything else describes the resource or the request asked about: the final request only.
namespace rolewright {

/// A session on the way: the asking principal, or a role that was assumed.
struct Session {
    Principal principal;
    bool first = true; ///< the asking principal itself
    std::string sourceIdentity; ///< set by an earlier hop; it can't change any more
};

/// Whether sts:AssumeRole accepts the text: AWS STS API Reference, AssumeRole. Source identities follow the same rule.
bool isSessionName(std::string_view text);
bool isExternalId(std::string_view text);

/// The name that role sessions get when nothing asks for another: the user's, where it can be one.
std::string defaultSessionName(const Principal &asking);

/// The session of a role. The principal's ARN leaves the role's path out, as AWS does.
Session roleSession(
    const Role &role, const std::string &account, const std::string &sessionName, const std::string &sourceIdentity);

/// sts:AssumeRole on a role, with what was given for hops and the session name, nothing solved.
Request hopRequest(const Request &question, const Session &from, const std::string &roleArn, const std::string &sessionName);

/// The question, asked by a session of a role.
Request finalRequest(const Request &question, const Session &as);

} // namespace rolewright
