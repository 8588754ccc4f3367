// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace rolewright {

struct Role;

/// How one session leads to the next.
enum class HopKind {
    AssumeRole, ///< sts:AssumeRole
    WebIdentity, ///< sts:AssumeRoleWithWebIdentity: an OIDC provider's token
    Saml, ///< sts:AssumeRoleWithSAML: a SAML provider's assertion
    SessionToken, ///< sts:GetSessionToken with MFA: the user itself, now with MFA
    FederationToken, ///< sts:GetFederationToken: a federated user under the caller's own policies
    PassRole, ///< starting a service that works with a role (iam:PassRole and the service's create action)
};

struct SessionTag {
    std::string key;
    std::string value;
    bool transitive = false; ///< goes on to the next role of a chain

    auto operator<=>(const SessionTag &) const = default;
};

/// Credentials on the way of a route, and what AWS keeps with them. IAM User Guide, id_session-tags, id_credentials_temp_control-access_monitor
/// (source identity), id_roles_terms-and-concepts (role chaining), reference_policies_iam-condition-keys (federation keys).
struct Session {
    Principal principal;
    bool first = true; ///< who asks, with the credentials of the question
    HopKind madeBy = HopKind::AssumeRole; ///< unless first
    std::vector<SessionTag> tags; ///< passed or inherited; a role's own tags aren't listed
    std::string sourceIdentity; ///< set by an earlier hop; it can't change any more
    bool mfa = false; ///< made with MFA (GetSessionToken); the asker's own is in the question's context
    std::int64_t mfaAge = 0; ///< of that MFA when the session is used, in seconds
    bool tagsOpen = false; ///< a token or assertion of which nothing is said may have brought any tags
    std::vector<ContextValue> federation; ///< what remains of the token or assertion; unknown where it isn't given
    bool chained = false; ///< made by a role's session: an hour at most
    std::int64_t seconds = 0; ///< how long it lasts, an hour unless more or less is asked for; 0 for the asker and for a service's session, which is renewed
    std::string service; ///< the service that holds the role's session; PassRole only
    std::string user; ///< ARN of the user whose policies a federated user has
    bool elsewhere = false; ///< a service's, or made by such a session: its requests don't come from the asker's network
    std::shared_ptr<const SessionPolicies> policies; ///< that were passed; null: none

    /// Same text, same state: what decides requests, without how it came about.
    std::string state() const;
};

/// The session that a hop onto a role makes. `hop` is the request as it was allowed: it has the session's name, the tags that are
/// passed (aws:RequestTag/…), which of them are transitive, the source identity, the duration and the federation keys. Session
/// policies are the caller's to add: they aren't in the request's context.
Session sessionAfter(const Session &from, HopKind kind, const Role &role, const std::string &account, const Request &hop);

/// Tags that a request for credentials passes: aws:RequestTag/…, those in sts:TransitiveTagKeys transitive.
std::vector<SessionTag> passedTags(const Request &hop);

/// Tags that `from` hands on by itself when it assumes a role: the transitive ones. id_session-tags, "Chaining roles".
std::vector<SessionTag> inheritedTags(const Session &from);

/// Context keys for requests by the session, beside what follows from its principal.
void addSessionKeys(const Session &session, Context &context);

/// Whether a role assumed by the session is chained: not from an instance profile's credentials.
/// id_roles_terms-and-concepts, "Role chaining".
bool chains(const Session &session, const Context &context);

} // namespace rolewright
