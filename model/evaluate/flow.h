// SPDX-License-Identifier: GPL-3.0-or-later
// AWS's evaluation logic. The flow is that of the IAM User Guide, reference_policies_evaluation-logic "Determining whether
// a request is allowed or denied within an account" and …evaluation-logic-cross-account; the pages of single rules stand
// beside their code and in rules.cpp.
#pragma once

#include "evaluate/actiontraits.h"
#include "evaluate/answer.h"
#include "evaluate/truth.h"

#include <array>
#include <cstddef>

namespace rolewright {

/// What one layer (or one level of the organization) says.
struct LayerTruth {
    Truth allows = Truth::False; ///< any Allow statement matches
    Truth denies = Truth::False; ///< any Deny statement matches
    std::array<Truth, 5> allowsBy{}; ///< `allows` split by PrincipalMatch; of layers with a Principal
    bool unusable = false; ///< holds a document that can't be used

    Truth by(PrincipalMatch match) const { return allowsBy[static_cast<std::size_t>(match)]; }
};

/// What kind of resource decides beside the caller's policies.
enum class SpecialResource { None, Trust, Key };

/// What the flow asks about a request and the layers in force for it.
struct FlowFacts {
    PrincipalKind kind = PrincipalKind::Anonymous;
    bool hasAccount = false; ///< the caller
    bool crossAccount = false;
    SpecialResource special = SpecialResource::None;
    ActionTraits action;
    bool serviceLinkedTarget = false; ///< the resource is a service-linked role
    bool awsManagedKey = false; ///< … an alias of one

    bool managementAccount = false;
    bool serviceLinkedRole = false; ///< the caller
    bool principalUnknown = false;
    bool hasBoundary = false;
    bool hasSession = false;
    bool hasEndpoint = false;
    std::size_t scpLevels = 0; ///< 0: none in force
    std::size_t rcpLevels = 0;
    ResourcePolicyState resourceState = ResourcePolicyState::None;
    bool hasResourcePolicy = false;

    bool hasIdentity() const
    {
        return kind == PrincipalKind::User || kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession
            || kind == PrincipalKind::FederatedUser;
    }
    Layer resourceLayer() const { return special == SpecialResource::Trust ? Layer::Trust : Layer::Resource; }
};

/// The flow, over whatever can match the statements of a layer. `Host` derives from it and has:
/// - `Result`, a LayerTruth with whatever the host keeps of a layer, and the functions identityLayer(), boundaryLayer(),
///   sessionLayer(), endpointLayer(), resourceLayer(), scpLevel(i), rcpLevel(i) that return one, having told denies();
/// - stsRefuses(rule), changesWhatAwsManages(), bucketIsClosed(): rules that need the request itself;
/// - what wants to be told: apply(rule), block(layer), use(result), notInForce(layer, outcome), inconclusive(reason, layer).
/// - `stopsAtDeny`: nothing after an explicit Deny is asked for;
/// - `grantsFirst`: nor the organization for what nothing grants. Such a host also has isSettledWithoutGrant(): whether what the
///   organization says can't change the verdict then.
template <typename Host, typename Result>
class Flow
{
public:
    Truth allowed() const { return m_allowed; }
    Truth denied() const { return m_denied; } ///< by an explicit Deny
    bool unusable() const { return m_unusable; }

    Verdict verdict() const
    {
        if (m_denied == Truth::True)
            return Verdict::Denied;
        if (m_unusable || m_allowed == Truth::Unknown)
            return Verdict::Depends;
        return m_allowed == Truth::True ? Verdict::Allowed : Verdict::Denied;
    }

    Decision decision() const
    {
        if (m_denied == Truth::True)
            return Decision::ExplicitDeny;
        // What is still unknown with every key given or absent doesn't count as an Allow.
        return m_allowed == Truth::True ? Decision::Allowed : Decision::ImplicitDeny;
    }

protected:
    explicit Flow(const FlowFacts &facts)
        : m_facts(facts)
    {
    }

    void run()
    {
        if (needsNoPermission())
            return;
        if constexpr (Host::grantsFirst) {
            // Most requests fail for want of a grant, which nothing that limits it gives back.
            const Truth granted = grant();
            if (isDecided() || (granted == Truth::False && !m_unusable && host().isSettledWithoutGrant()))
                return;
            const Truth limited = limit();
            m_allowed = granted && limited && !m_denied;
        } else {
            // Organization and endpoint come first in the trace as they do in AWS's flow chart; an explicit Deny in any of them
            // ends it, so the order doesn't change the answer.
            const Truth limited = limit();
            const Truth granted = grant();
            m_allowed = granted && limited && !m_denied;
        }
    }

    /// What a layer says about Deny and about documents that can't be used counts for the whole.
    void add(const LayerTruth &result)
    {
        m_denied = m_denied || result.denies;
        m_unusable = m_unusable || result.unusable;
    }

    const FlowFacts &facts() const { return m_facts; }

private:
    Host &host() { return static_cast<Host &>(*this); }
    bool isDecided() const { return Host::stopsAtDeny && m_denied == Truth::True; }

    /// What the organization and the VPC endpoint leave of any grant.
    Truth limit()
    {
        const Truth organization = evaluateScps() && evaluateRcps();
        return organization && (isDecided() ? Truth::True : evaluateVpcEndpoint());
    }

    /// What the resource's policy and the caller's own grant.
    Truth grant()
    {
        if (!isDecided())
            evaluateResource();
        if (!isDecided())
            evaluateIdentity();
        if (isDecided())
            return Truth::False;
        Truth granted = m_facts.crossAccount ? combineCrossAccount() : combineSameAccount();
        if (!callerCanMakeRequest()) {
            host().apply(m_facts.kind == PrincipalKind::Root ? RuleId::RootCannotAssumeRole : RuleId::CallerCannotMakeRequest);
            host().block(m_facts.hasAccount ? Layer::Identity : m_facts.resourceLayer());
            granted = Truth::False;
        }
        if (m_facts.action.anyAssumeRole || m_facts.special == SpecialResource::Trust) {
            for (const RuleId rule : {RuleId::StsParameters, RuleId::TokenOfProvider, RuleId::RoleChainingOneHour, RuleId::SessionDurationLimit})
                refuse(granted, granted == Truth::False ? Truth::False : host().stsRefuses(rule), rule);
        }
        if (!m_facts.serviceLinkedRole && (m_facts.action.iam || m_facts.action.kms))
            refuse(granted, host().changesWhatAwsManages(), RuleId::ManagedByAws);
        return granted;
    }

    /// The service refuses it, by a rule, whatever the policies grant.
    void refuse(Truth &granted, Truth refused, RuleId rule)
    {
        if (refused == Truth::False)
            return;
        host().apply(rule);
        host().block(m_facts.resourceLayer());
        granted = granted && !refused;
    }

    void require(Truth allows, Layer layer)
    {
        if (allows != Truth::True)
            host().block(layer);
    }

    /// Requests that no policy grants or denies: STS API Reference, GetCallerIdentity ("No permissions are required"), and
    /// id_credentials_temp_control-access_getsessiontoken. Temporary credentials can't ask for a session token.
    bool needsNoPermission()
    {
        const PrincipalKind kind = m_facts.kind;
        const bool signedRequest = m_facts.hasIdentity() || kind == PrincipalKind::Root;
        const bool identity = signedRequest && m_facts.action.getCallerIdentity;
        if (!identity && !m_facts.action.getSessionToken)
            return false;
        host().apply(RuleId::NoPermissionNeeded);
        m_allowed = toTruth(identity || kind == PrincipalKind::User || kind == PrincipalKind::Root);
        if (m_allowed == Truth::False)
            host().block(Layer::Identity);
        return true;
    }

    /// Requests that callers of some kinds can't make at all. id_credentials_sts-comparison, "Comparing STS credentials": who can
    /// call each operation, and what the resulting credentials can't do.
    bool callerCanMakeRequest() const
    {
        const PrincipalKind kind = m_facts.kind;
        const ActionTraits &action = m_facts.action;
        if (action.assumeRoleWithWebIdentity)
            return kind == PrincipalKind::OidcProvider;
        if (action.assumeRoleWithSaml)
            return kind == PrincipalKind::SamlProvider;
        // What comes from an identity provider is exchanged for a role's session; its tags and source identity come along.
        if (kind == PrincipalKind::OidcProvider || kind == PrincipalKind::SamlProvider)
            return action.alongAssumeRole;
        if (action.assumeRole)
            return kind != PrincipalKind::Root && kind != PrincipalKind::FederatedUser && kind != PrincipalKind::Anonymous;
        if (action.getFederationToken)
            return kind == PrincipalKind::User || kind == PrincipalKind::Root;
        // A federated user can't call IAM or, but for GetCallerIdentity, STS.
        if (kind == PrincipalKind::FederatedUser)
            return !action.sts && !action.iam;
        // Services that take signed requests only.
        return kind != PrincipalKind::Anonymous || !action.signedOnly;
    }

    /// orgs_manage_policies_scps: every level from the root to the account must allow.
    Truth evaluateScps()
    {
        if (m_facts.managementAccount)
            host().apply(RuleId::ScpNotManagementAccount);
        if (m_facts.scpLevels == 0) {
            host().notInForce(Layer::Scp, LayerOutcome::NotInForce);
            return Truth::True;
        }
        // Service principals, external identities and anonymous callers aren't principals of the organization.
        const bool bound = m_facts.hasIdentity() || m_facts.kind == PrincipalKind::Root;
        if (!bound || m_facts.serviceLinkedRole || m_facts.managementAccount) {
            if (!m_facts.managementAccount)
                host().apply(bound ? RuleId::ScpNotServiceLinkedRole : RuleId::ScpBindsMembersOnly);
            host().notInForce(Layer::Scp, LayerOutcome::Skipped);
            return Truth::True;
        }
        host().apply(RuleId::ScpEveryLevel);
        Truth all = Truth::True;
        for (std::size_t level = 0; level < m_facts.scpLevels && !isDecided(); ++level) {
            const Result result = host().scpLevel(level);
            require(result.allows, Layer::Scp);
            all = all && result.allows;
            host().use(result);
        }
        return all;
    }

    /// orgs_manage_policies_rcps: RCPFullAWSAccess is attached everywhere and can't be detached, so only Deny counts.
    Truth evaluateRcps()
    {
        if (m_facts.rcpLevels == 0) {
            host().notInForce(Layer::Rcp, LayerOutcome::NotInForce);
            return Truth::True;
        }
        const bool serviceLinkedTrust = m_facts.special == SpecialResource::Trust && m_facts.serviceLinkedTarget;
        if (!m_facts.action.boundByRcp) {
            host().apply(RuleId::RcpServiceNotCovered);
            host().notInForce(Layer::Rcp, LayerOutcome::Skipped);
            return Truth::True;
        }
        if (m_facts.awsManagedKey) {
            host().apply(RuleId::RcpNotAwsManagedKey);
            host().notInForce(Layer::Rcp, LayerOutcome::Skipped);
            return Truth::True;
        }
        if (m_facts.serviceLinkedRole || serviceLinkedTrust) {
            host().apply(RuleId::RcpNotServiceLinkedRole);
            host().notInForce(Layer::Rcp, LayerOutcome::Skipped);
            return Truth::True;
        }
        host().apply(RuleId::RcpFollowsResource);
        for (std::size_t level = 0; level < m_facts.rcpLevels && !isDecided(); ++level)
            host().rcpLevel(level);
        host().apply(RuleId::RcpImpliedFullAccess);
        return Truth::True;
    }

    Truth evaluateVpcEndpoint()
    {
        if (!m_facts.hasEndpoint) {
            host().notInForce(Layer::VpcEndpoint, LayerOutcome::NotInForce);
            return Truth::True;
        }
        host().apply(RuleId::VpcEndpointPolicy);
        const Result result = host().endpointLayer();
        require(result.allows, Layer::VpcEndpoint);
        host().use(result);
        return result.allows;
    }

    void evaluateResource()
    {
        // S3 API Reference, DeleteBucketPolicy: the root user of the account that owns the bucket isn't locked out by its policy.
        if (m_facts.kind == PrincipalKind::Root && !m_facts.crossAccount && m_facts.action.ofBucketPolicy
            && m_facts.resourceState != ResourcePolicyState::None) {
            host().apply(RuleId::BucketPolicyNotForRoot);
            host().notInForce(m_facts.resourceLayer(), LayerOutcome::Skipped);
            return;
        }
        switch (m_facts.resourceState) {
        case ResourcePolicyState::Known:
            if (m_facts.hasResourcePolicy) {
                m_resource = host().resourceLayer();
                if (!m_resource.unusable)
                    return;
                // It may grant to the caller in any way.
                m_resource.allowsBy.fill(Truth::Unknown);
            }
            return;
        case ResourcePolicyState::None:
            host().notInForce(m_facts.resourceLayer(), LayerOutcome::NotInForce);
            return;
        case ResourcePolicyState::Unknown:
            host().inconclusive(Inconclusive::Reason::UnknownResourcePolicy, m_facts.resourceLayer());
            m_resource.allows = Truth::Unknown;
            m_resource.denies = Truth::Unknown;
            m_resource.allowsBy.fill(Truth::Unknown);
            m_denied = m_denied || Truth::Unknown;
            host().notInForce(m_facts.resourceLayer(), LayerOutcome::Unknown);
            return;
        }
    }

    void evaluateIdentity()
    {
        const PrincipalKind kind = m_facts.kind;
        if (kind == PrincipalKind::Root) {
            host().apply(RuleId::RootNeedsNoPolicy);
            m_callerAllows = Truth::True;
            return;
        }
        if (!m_facts.hasIdentity())
            return;
        m_identity = host().identityLayer();
        Truth identity = m_identity.unusable ? m_identity.allows || Truth::Unknown : m_identity.allows;
        if (m_facts.principalUnknown) {
            host().inconclusive(Inconclusive::Reason::UnknownPrincipal, Layer::Identity);
            identity = identity || Truth::Unknown;
            m_denied = m_denied || Truth::Unknown;
        }
        if (m_facts.hasBoundary) {
            host().apply(RuleId::BoundaryIntersection);
            m_boundary = host().boundaryLayer();
            m_limits = m_limits && m_boundary.allows;
        } else {
            host().notInForce(Layer::Boundary, LayerOutcome::NotInForce);
        }
        if (m_facts.hasSession) {
            host().apply(RuleId::SessionPolicyIntersection);
            m_session = host().sessionLayer();
            m_limits = m_limits && m_session.allows;
        } else if (kind == PrincipalKind::FederatedUser) {
            // Evaluation logic, step "session policies": a federated user without one is implicitly denied.
            host().apply(RuleId::FederatedUserNeedsSessionPolicy);
            host().notInForce(Layer::Session, LayerOutcome::Silent);
            m_limits = Truth::False;
        } else {
            host().notInForce(Layer::Session, LayerOutcome::NotInForce);
        }
        m_callerAllows = identity && m_limits;
    }

    /// Same account. Evaluation logic, "Resource-based policies": how the policy names the caller decides what still limits it.
    Truth combineSameAccount()
    {
        const PrincipalKind kind = m_facts.kind;
        const Truth exact = m_resource.by(PrincipalMatch::Exact);
        const Truth everyone = m_resource.by(PrincipalMatch::Everyone);
        const Truth role = m_resource.by(PrincipalMatch::Role);
        const Truth account = m_resource.by(PrincipalMatch::Account);

        if (kind == PrincipalKind::Anonymous) {
            host().apply(RuleId::AnonymousNeedsEveryone);
            const Truth granted = withoutPublicAccess(everyone);
            require(granted, m_facts.resourceLayer());
            host().use(m_resource);
            return granted;
        }
        if (kind == PrincipalKind::Service || kind == PrincipalKind::OidcProvider || kind == PrincipalKind::SamlProvider) {
            host().apply(kind == PrincipalKind::Service ? RuleId::ServicePrincipalResourcePolicy : RuleId::ProviderNeedsTrust);
            const Truth granted = exact || everyone;
            require(granted, m_facts.resourceLayer());
            host().use(m_resource);
            return granted;
        }

        // Directly: not limited by an implicit deny in identity policies, boundary or session policy.
        const Truth direct = exact || everyone;
        // Through its role: limited by boundary and session policy.
        const Truth throughRole = role && m_limits;
        if (exact == Truth::True)
            host().apply(kind == PrincipalKind::User           ? RuleId::ResourcePolicyNamesUser
                             : kind == PrincipalKind::FederatedUser ? RuleId::ResourcePolicyNamesFederatedUser
                                                                    : RuleId::ResourcePolicyNamesSession);
        if (everyone == Truth::True)
            host().apply(RuleId::ResourcePolicyNamesEveryone);
        if (role == Truth::True)
            host().apply(RuleId::ResourcePolicyNamesRole);

        Truth throughIdentity = m_callerAllows;
        const bool needsResource = m_facts.special != SpecialResource::None;
        if (needsResource) {
            // Trust policies and key policies must allow; delegating to the account lets its identity policies decide.
            host().apply(m_facts.special == SpecialResource::Trust ? RuleId::TrustPolicyMustAllow : RuleId::KeyPolicyMustAllow);
            if (account == Truth::True)
                host().apply(RuleId::ResourcePolicyDelegatesToAccount);
            throughIdentity = throughIdentity && (account || role || direct);
        } else {
            host().apply(RuleId::SameAccountUnion);
        }
        const Truth granted = direct || throughRole || throughIdentity;
        if (granted == Truth::True) {
            host().use(m_resource);
            if (direct != Truth::True && throughRole != Truth::True)
                host().use(m_identity);
            if (direct != Truth::True) {
                host().use(m_boundary);
                host().use(m_session);
            }
            return granted;
        }

        const Truth named = account || role || direct;
        if (needsResource)
            require(named, m_facts.resourceLayer());
        const bool identityNeeded = !needsResource || named != Truth::False || m_callerAllows == Truth::False;
        if (kind != PrincipalKind::Root && identityNeeded && throughRole == Truth::False && direct == Truth::False) {
            if (role == Truth::False)
                require(m_identity.allows, Layer::Identity);
            requireLimits();
        }
        return granted;
    }

    /// Another account: both accounts must allow. reference_policies_evaluation-logic-cross-account.
    Truth combineCrossAccount()
    {
        host().apply(RuleId::CrossAccountBoth);
        if (m_facts.special == SpecialResource::Trust)
            host().apply(RuleId::TrustPolicyMustAllow);
        if (m_facts.special == SpecialResource::Key)
            host().apply(RuleId::KeyPolicyMustAllow);
        Truth resource = withoutPublicAccess(m_resource.by(PrincipalMatch::Exact) || m_resource.by(PrincipalMatch::Everyone)
                                             || m_resource.by(PrincipalMatch::Role) || m_resource.by(PrincipalMatch::Account));
        if (m_facts.special == SpecialResource::Key && !m_facts.action.keyAcrossAccounts) {
            host().apply(RuleId::KeyCrossAccountOperations);
            resource = Truth::False;
        }
        if (m_facts.action.passRole) {
            host().apply(RuleId::PassRoleSameAccount);
            resource = Truth::False;
        }
        if (m_facts.hasIdentity()) {
            require(m_facts.principalUnknown ? m_callerAllows : m_identity.allows, Layer::Identity);
            requireLimits();
        }
        require(resource, m_facts.resourceLayer());
        host().use(m_resource);
        if (m_facts.kind != PrincipalKind::Root) {
            host().use(m_identity);
            host().use(m_boundary);
            host().use(m_session);
        }
        return m_callerAllows && resource;
    }

    void requireLimits()
    {
        if (m_facts.hasBoundary)
            require(m_boundary.allows, Layer::Boundary);
        if (m_facts.hasSession || m_facts.kind == PrincipalKind::FederatedUser)
            require(m_session.allows, Layer::Session);
    }

    /// access-control-block-public-access, RestrictPublicBuckets: a bucket with a public policy is closed to everybody but its
    /// own account and AWS services.
    Truth withoutPublicAccess(Truth grants)
    {
        if (!host().bucketIsClosed())
            return grants;
        host().apply(RuleId::S3BlockPublicAccess);
        return Truth::False;
    }

    FlowFacts m_facts;
    Result m_identity;
    Result m_boundary;
    Result m_session;
    Result m_resource;
    Truth m_callerAllows = Truth::False; ///< identity ∩ boundary ∩ session
    Truth m_limits = Truth::True; ///< boundary ∩ session alone
    Truth m_allowed = Truth::False;
    Truth m_denied = Truth::False;
    bool m_unusable = false;
};

} // namespace rolewright
