// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"
#include "evaluate/facts.h"
#include "routes/session.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// What the caller must bring for a hop, found from the conditions on its way or from what a later step asks of the session.
struct HopNeeds {
    std::optional<std::string> externalId;
    bool mfa = false;
    std::optional<std::int64_t> mfaMaxAgeSeconds; ///< MFA at most this old
    std::optional<std::int64_t> mfaMinAgeSeconds; ///< MFA at least this old: not given with the hop's own request
    std::optional<std::string> roleSessionName;
    std::optional<std::string> sourceIdentity;
    std::vector<SessionTag> sessionTags;
    std::optional<std::int64_t> durationSeconds;
    std::optional<std::string> region; ///< PassRole: where the service has to be started, when that isn't everywhere
    std::optional<std::string> resource; ///< PassRole: ARN pattern that what the service makes has to fit
    std::shared_ptr<const SessionPolicies> sessionPolicies; ///< that are passed: those of the options
    FactSet conditions; ///< what only the world can give: source address, time, organization, a token's claims

    bool empty() const;
    bool operator==(const HopNeeds &) const = default;
};

struct Hop {
    HopKind kind = HopKind::AssumeRole;
    std::string from; ///< principal ARN
    std::string to; ///< ARN of the role; of the user or federated user for the tokens
    std::string service; ///< PassRole: the service that works with the role, "ec2.amazonaws.com"
    HopNeeds needs;
    std::string command; ///< the aws command to run
    Answer answer; ///< of sts:AssumeRole or what `kind` says, with what `needs` says
    std::vector<Answer> further; ///< of what else the hop asks: sts:TagSession, sts:SetSourceIdentity; a service's create action and its trust
    Session session; ///< what the hop makes
};

/// A way from the principal to the action: every hop and the final request are allowed.
struct Route {
    std::vector<Hop> hops;
    Answer answer; ///< of the question, asked as the last session
    FactSet conditions; ///< of the final request: what only the world can give; only of a conditional route
};

/// What is missing at the one place where a route fails. Codes and their arguments:
/// "notTrusted" {role, principal}, "notInTrustPolicy" {principal, action, role}, "notAllowedToAssume" {principal, role}, "explicitDeny" {policy, statement},
/// "keyMissing" {key, wanted, operator}, "keyMismatch" {key, wanted, given, operator}, "keyUnknown" {key},
/// "actionNotAllowed" {role, action, resource}, "notInBoundary", "notInSessionPolicy", "notInResourcePolicy" {principal, action,
/// resource}, "notInScp", "notInRcp" {level, action}, "documentUnusable", "documentMissing" {policy},
/// "principalUnknown" {principal}, "resourcePolicyUnknown" {resource}, "notModelled" {what}, "notAllowedToPass" {principal, role, service},
/// "serviceNotTrusted" {role, service}, "noInstanceProfile" {role}, "sessionPolicyElsewhere" {policy, account}, "roleNotOffered" {role}, "sessionNameMissing",
/// "tooManyTags" {number, most}, "claimRefused" {key, value}.
/// Fixes: "addTrustPrincipal" {role, principal}, "allowInTrustPolicy" {principal, action, role}, "addAssumeRole" {principal, role}, "giveKey" {key, wanted, operator}, "sayKey" {key},
/// "changeCondition" {key, wanted, operator}, "tagPrincipal" {key, wanted, operator, principal}, "removeDeny" {policy, statement}, "addActionToRole" {role, action, resource}, "allowInBoundary", "allowInSessionPolicy",
/// "allowInResourcePolicy" {principal, action, resource}, "allowInScp" {level, action}, "repairDocument",
/// "addDocument" {policy}, "addPrincipal" {principal}, "addResourcePolicy" {resource}, "addPassRole" {principal, role, service},
/// "addTrustService" {role, service}, "addInstanceProfile" {role}, "changePermissionSet", "assignPermissionSet" {permission set, role}; empty when there is none to name.
/// A statement is its Sid, else its number from 1. Wanted and given values are joined with ", ".
struct Missing {
    enum class Side { Trust, Identity, Boundary, Session, Scp, Rcp, Resource, Context, InstanceProfile };
    Side side = Side::Trust;
    std::string code;
    std::vector<std::string> arguments;
    std::string fixCode;
    std::vector<std::string> fixArguments;
    std::optional<DocumentRef> where; ///< the document to look at
    Span span;
};

struct NearMiss {
    std::vector<Hop> hops; ///< the last one fails, or all succeed and the final request fails; none where the asker could bring what is missing
    Answer answer; ///< of the failing step
    bool failsAtTarget = false; ///< the hops succeed; the role may not do the action
    std::vector<Missing> missing;
};

struct RouteOptions {
    int maximumHops = 3; ///< 1 to 10
    bool nearMisses = true;
    bool passRole = true; ///< also through services that are started with a role
    std::vector<SessionTag> sessionTags; ///< passed with the first hop
    /// Passed with the first hop, where that takes any: AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML, GetFederationToken.
    std::shared_ptr<const SessionPolicies> sessionPolicies;
    /// Of an assertion that is known: ARNs of the roles that its Role attribute offers. id_roles_providers_create_saml_assertions.
    std::optional<std::vector<std::string>> offeredRoles;
    bool explain = true; ///< answers hold their layers
    std::function<bool()> cancelled; ///< asked now and then; true stops the search
    /// False when no session of that role, by its slot of the compiled world, can get to an allowed request within so many further
    /// hops: the search leaves it out. Empty: every role is looked at. Only for finders of a compiled world.
    std::function<bool(std::uint32_t slot, int hops)> mayLead;
    /// Slots of the roles that the user or role, by its ARN, may become, ascending; nothing when that isn't known. Empty: of nobody. Only for
    /// finders of a compiled world.
    std::function<std::optional<std::vector<std::uint32_t>>(const std::string &from)> mayBecome;
};

/// "Can X do Y on Z, and via which role?"
struct Simulation {
    Answer direct;
    DecidingFacts facts; ///< what decides the direct answer when it depends on unknown keys; only when explained
    Verdict verdict = Verdict::Denied; ///< Allowed when direct or any route is
    std::vector<Route> routes; ///< shortest first, then least demanding
    /// Routes that are open under conditions which only the world can meet, or that depend on keys said to be unknown.
    std::vector<Route> conditionalRoutes;
    std::vector<NearMiss> nearMisses;
    bool limitReached = false; ///< roles that need more than maximumHops may lead on, or there are more routes than maximumRoutes
    bool cancelled = false;
};

/// Session policies belong to the session of a question's principal when that is a role's session or a federated user; users, roles
/// and whoever brings a token or an assertion pass them with the first hop. False, and nothing set, for others: they pass none.
bool setSessionPolicies(std::shared_ptr<const SessionPolicies> policies, Request &question, RouteOptions &options);

inline constexpr std::size_t maximumRoutes = 200;
inline constexpr std::size_t maximumNearMisses = 50;

Simulation simulate(const World &world, const Request &question, const RouteOptions &options = {});

/// The roles that somebody can become.
struct Reachable {
    struct Role {
        std::vector<Hop> hops; ///< the shortest way; its last session is the role's
        Verdict verdict = Verdict::Allowed; ///< Depends: some hop is conditional or undecided
    };
    std::vector<Role> roles; ///< shortest first, then by ARN; each role once
    bool limitReached = false;
    bool cancelled = false;
};

class CompiledWorld;

/// simulate() for many questions about one world: what only the world decides is worked out once. Thread-safe.
class RouteFinder
{
public:
    explicit RouteFinder(const World &world);
    /// The same answers; verdicts without explanations come sooner.
    explicit RouteFinder(const CompiledWorld &world);
    ~RouteFinder();

    /// Of a world that edits made of this one's, where roles trust whom they trusted before, and accounts and their roles are the same.
    void update(const CompiledWorld &world);

    Simulation simulate(const Request &question, const RouteOptions &options = {}) const;
    /// What the question's principal can become; its action and resource don't matter.
    Reachable reachable(const Request &asking, const RouteOptions &options = {}) const;

private:
    friend class RepeatedQuestion;
    friend class RouteSurvey;
    struct Private;
    std::unique_ptr<Private> d;
};

/// One evaluated edge between a principal and a role, for the graph and "who can assume this".
struct TrustEdge {
    std::string from; ///< principal ARN
    std::string to; ///< role ARN
    bool identityAllows = false; ///< or isn't needed
    bool trustAllows = false;
    HopNeeds needs;
    Answer answer;
};
/// The edge from a principal to a role, needs solved. Allowed when answer.verdict is Allowed.
TrustEdge trustEdge(const World &world, const Principal &from, const std::string &roleArn);

/// Roles that the principal can assume or nearly can (one side allows), in one hop. Sides that allow everybody
/// (a trust in the whole account, `Resource: "*"`) make a near edge only while those are at most 50.
std::vector<TrustEdge> assumableRoles(const World &world, const Principal &from, const std::function<bool()> &cancelled = {});
/// Principals of the workspace (users and roles) that can assume the role or nearly can, likewise.
std::vector<TrustEdge> whoCanAssume(const World &world, const std::string &roleArn, const std::function<bool()> &cancelled = {});

} // namespace rolewright
