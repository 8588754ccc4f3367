// SPDX-License-Identifier: GPL-3.0-or-later
// Principal and NotPrincipal. Sources: IAM User Guide, reference_policies_elements_principal and
// reference_policies_elements_notprincipal.
#include "evaluate/matcher.h"
#include "evaluate/truth.h"
#include "policy/arn.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr auto sessionName = "sessionName";

/// Whether "111122223333" or "arn:aws:iam::111122223333:root" is the caller's account. An account is in one partition.
bool isAccountOf(std::string_view text, const Principal &caller)
{
    if (isAccountId(text))
        return text == caller.account;
    const std::optional<Arn> arn = parseArn(text);
    return arn && arn->service == "iam" && arn->region.empty() && arn->resource == "root" && arn->partition == caller.partition
        && arn->account == caller.account;
}

/// A role session's role. Where its ARN is known, that ARN and no other: "arn:aws:iam::A:role/name" doesn't name a role under a path
/// (reference_identifiers, "IAM ARNs"), it names none that exists, and a policy that was saved so lets nobody in
/// (reference_policies_elements_principal, "IAM role principals"). Else the role of the same account and name: the session's ARN doesn't
/// hold the role's path, but role names are unique within an account whatever their path.
bool isRoleOf(std::string_view roleArn, const Principal &session, std::string_view known)
{
    if (!known.empty())
        return roleArn == known;
    const std::optional<Principal> role = parsePrincipal(roleArn);
    return role && role->kind == PrincipalKind::Role && role->partition == session.partition && role->account == session.account
        && role->name == session.name;
}

PrincipalMatch matchAws(std::string_view value, const Principal &caller, std::string_view callerRole, std::string *notModelled)
{
    if (caller.account.empty() || caller.kind == PrincipalKind::OidcProvider || caller.kind == PrincipalKind::SamlProvider)
        return PrincipalMatch::None;
    if (value == caller.arn)
        return caller.kind == PrincipalKind::Role ? PrincipalMatch::Role : PrincipalMatch::Exact;
    if (isAccountOf(value, caller))
        return caller.kind == PrincipalKind::Root ? PrincipalMatch::Exact : PrincipalMatch::Account;
    if (caller.kind == PrincipalKind::RoleSession && isRoleOf(value, caller, callerRole))
        return PrincipalMatch::Role;
    if (caller.kind == PrincipalKind::Role) {
        // "A session of this role": whether it is the one named here isn't known.
        const std::optional<Principal> named = parsePrincipal(value);
        if (named && named->kind == PrincipalKind::RoleSession && isRoleOf(caller.arn, *named, {}))
            *notModelled = sessionName;
    }
    if (caller.kind == PrincipalKind::FederatedUser) {
        // The user who called GetFederationToken isn't part of the request: it may be the one named here.
        const std::optional<Principal> named = parsePrincipal(value);
        if (named && named->kind == PrincipalKind::User && named->account == caller.account)
            *notModelled = "federatedUserParent";
    }
    return PrincipalMatch::None;
}

/// Every identity that AWS may check for the caller when a Deny excepts principals: "AWS might validate the account
/// first, then the role, and then the assumed-role user", so an exception has to list all of them.
bool isExcepted(const Element<PrincipalEntry> &element, const Principal &caller, std::string_view callerRole, std::string *notModelled)
{
    bool account = false;
    bool role = false;
    bool exact = false;
    for (const PrincipalEntry &entry : element.values) {
        switch (matchPrincipalEntry(entry, caller, callerRole, notModelled)) {
        case PrincipalMatch::None:
            break;
        case PrincipalMatch::Everyone:
            return true;
        case PrincipalMatch::Account:
            account = true;
            break;
        case PrincipalMatch::Role:
            role = true;
            break;
        case PrincipalMatch::Exact:
            exact = true;
            break;
        }
    }
    switch (caller.kind) {
    case PrincipalKind::User:
    case PrincipalKind::FederatedUser:
        return exact && account;
    case PrincipalKind::RoleSession:
        return exact && role && account;
    case PrincipalKind::Role: // its session's name isn't known, so no list can name the session
        return false;
    case PrincipalKind::Root:
    case PrincipalKind::Service:
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
    case PrincipalKind::Anonymous:
        return exact;
    }
    return false;
}

} // namespace

PrincipalMatch matchPrincipalEntry(const PrincipalEntry &entry, const Principal &caller, std::string_view callerRole, std::string *notModelled)
{
    const std::string &value = entry.value.text;
    switch (entry.type) {
    case PrincipalType::Everyone:
        return PrincipalMatch::Everyone;
    case PrincipalType::Aws:
        return matchAws(value, caller, callerRole, notModelled);
    case PrincipalType::Service:
        return caller.kind == PrincipalKind::Service && (value == "*" || value == caller.arn) ? PrincipalMatch::Exact
                                                                                             : PrincipalMatch::None;
    case PrincipalType::Federated:
        return (caller.kind == PrincipalKind::OidcProvider || caller.kind == PrincipalKind::SamlProvider)
                && (value == "*" || value == caller.arn)
            ? PrincipalMatch::Exact
            : PrincipalMatch::None;
    case PrincipalType::CanonicalUser:
        // Which account a canonical user id stands for isn't in any export.
        if (!caller.account.empty())
            *notModelled = "canonicalUser";
        return PrincipalMatch::None;
    }
    return PrincipalMatch::None;
}

Truth Matcher::matchPrincipal(const Element<PrincipalEntry> &element, Effect effect, bool callerHasBoundary, PrincipalMatch *match,
                              ElementTrace *trace)
{
    if (trace)
        trace->requestValues = {m_request.principal.arn};
    if (element.negated) {
        // NotPrincipal with Allow reaches everyone else without naming them.
        *match = PrincipalMatch::Everyone;
        return matchNotPrincipal(element, effect, callerHasBoundary, trace);
    }
    std::string notModelled;
    *match = PrincipalMatch::None;
    for (const PrincipalEntry &entry : element.values) {
        std::string entryUnknown;
        const PrincipalMatch found = matchPrincipalEntry(entry, m_request.principal, m_callerRole, &entryUnknown);
        if (!entryUnknown.empty())
            notModelled = entryUnknown;
        // The strongest way of naming the caller counts: "*" isn't limited by boundaries and session policies, where an
        // account or a role is.
        const auto strength = [](PrincipalMatch m) {
            switch (m) {
            case PrincipalMatch::None:
                return 0;
            case PrincipalMatch::Account:
                return 1;
            case PrincipalMatch::Role:
                return 2;
            case PrincipalMatch::Everyone:
                return 3;
            case PrincipalMatch::Exact:
                return 4;
            }
            return 0;
        };
        if (strength(found) > strength(*match))
            *match = found;
        if (trace)
            trace->values.push_back({entry.value.span, entry.value.text,
                                     entryUnknown.empty() ? toTruth(found != PrincipalMatch::None) : Truth::Unknown});
    }
    const bool unknown = *match == PrincipalMatch::None && !notModelled.empty();
    const Truth result = unknown ? Truth::Unknown : toTruth(*match != PrincipalMatch::None);
    if (unknown)
        m_pending.notModelled.insert(notModelled);
    if (unknown && notModelled == sessionName)
        *match = PrincipalMatch::Exact; // if it is the one
    if (trace)
        trace->reason = result == Truth::True ? MatchReason::Matched
            : unknown                         ? MatchReason::NotModelled
                                              : MatchReason::NoPrincipalMatched;
    return result;
}

Truth Matcher::matchNotPrincipal(const Element<PrincipalEntry> &element, Effect effect, bool callerHasBoundary,
                                 ElementTrace *trace)
{
    std::string notModelled;
    bool listed = false;
    if (effect == Effect::Deny) {
        // access_policies_boundaries: a Deny with NotPrincipal always denies a principal that has a boundary.
        listed = !callerHasBoundary && isExcepted(element, m_request.principal, m_callerRole, &notModelled);
    } else {
        for (const PrincipalEntry &entry : element.values)
            listed = listed || matchPrincipalEntry(entry, m_request.principal, m_callerRole, &notModelled) != PrincipalMatch::None;
    }
    const bool unknown = !listed && !notModelled.empty();
    if (unknown)
        m_pending.notModelled.insert(notModelled);
    if (trace) {
        for (const PrincipalEntry &entry : element.values) {
            std::string entryUnknown;
            const bool found = matchPrincipalEntry(entry, m_request.principal, m_callerRole, &entryUnknown) != PrincipalMatch::None;
            trace->values.push_back({entry.value.span, entry.value.text, entryUnknown.empty() ? toTruth(found) : Truth::Unknown});
        }
        trace->reason = listed ? MatchReason::ExcludedByList : unknown ? MatchReason::NotModelled : MatchReason::Matched;
    }
    return unknown ? Truth::Unknown : toTruth(!listed);
}

} // namespace rolewright
