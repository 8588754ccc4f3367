// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/session.h"

#include <string>
#include <string_view>
#include <vector>

/// The requests of a route: which of the question's context keys reach which step.
///
/// - What the network and the clock say (aws:SourceIp, aws:CurrentTime …) is the same at every step; but where a service's code asks from
///   isn't known.
/// - sts: keys belong to the hops; to the final request only when the question is about an sts: action.
/// - What describes the asking principal and its session (aws:PrincipalTag/…, aws:MultiFactorAuth… ) ends with the
///   first hop: the role's session has its own, and AssumeRole passes no MFA on
///   (IAM User Guide, reference_policies_condition-keys, aws:MultiFactorAuthPresent). GetSessionToken's credentials are the
///   user's own and keep it. The claims of a token or assertion, session tags among them, are of the hop that it is used for;
///   of those what remains is in the session.
/// - aws:PrincipalOrgID and aws:PrincipalOrgPaths go on to roles of the asking principal's account.
/// - Everything else describes the resource or the request asked about: the final request only.
namespace rolewright {

/// The name that role sessions get when nothing asks for another: the user's, where it can be one.
std::string defaultSessionName(const Principal &asking);

/// What a hop adds to its request because something later needs it.
struct Passed {
    std::vector<SessionTag> tags;
    std::string sourceIdentity; ///< empty: none
    std::string sessionName; ///< empty: the usual one

    bool empty() const { return tags.empty() && sourceIdentity.empty() && sessionName.empty(); }
    auto operator<=>(const Passed &) const = default;
};

/// "sts:AssumeRole" and its like; of PassRole and the tokens the action of their first request.
std::string actionOf(HopKind kind);

/// The request that a hop makes, with what was given for hops and the session name, nothing solved.
Request hopRequest(
    const Request &question, const Session &from, HopKind kind, const std::string &target, const std::string &sessionName);

/// Passes tags with a request for credentials: aws:RequestTag/…, aws:TagKeys and sts:TransitiveTagKeys.
void setTags(const std::vector<SessionTag> &tags, Context &context);

/// The question, asked by a later session.
Request finalRequest(const Request &question, const Session &as);

} // namespace rolewright
