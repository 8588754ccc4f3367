// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rolewright {

enum class Layer { Identity, Boundary, Session, Resource, Trust, VpcEndpoint, Scp, Rcp };

/// A policy taking part in an evaluation, and where the workspace holds it.
struct LayerPolicy {
    std::string name; ///< shown to people; "group admins: read-only" is told by `via`
    DocumentPtr document; ///< null: known to exist, its text is not known (inconclusive)
    DocumentRef where;
    std::string via; ///< ARN of the group that an identity policy comes through; else empty
    std::string contradicted = {}; ///< ARN of its entity, when the workspace holds two contradicting entries of it; else empty
};

/// One level of the organization: root, unit or account.
struct LayerLevel {
    std::string name;
    std::vector<LayerPolicy> policies;
};

/// Whether the resource's own policy is known.
enum class ResourcePolicyState {
    Known, ///< `resource` holds it
    None, ///< the resource has none
    Unknown, ///< the workspace doesn't say (another account's resource, a KMS key without its policy)
};

/// What an answer takes for granted because the workspace doesn't say; told with the answer.
enum class Assumption {
    ResourceInCallersAccount, ///< the ARN names no account and the workspace doesn't list the resource
    NoResourcePolicy, ///< the resource isn't in the workspace; resources of its kind can have a policy
    EndpointAllows, ///< the VPC endpoint isn't in the workspace, or isn't known: its policy counts as AWS's default, full access
    OtherResources, ///< the request is about resources of other types as well, which weren't asked
    NoGrant, ///< a KMS grant, which isn't modelled, might allow it
    NoPrincipalTags, ///< a statement asks for tags of the caller, and the workspace doesn't say which it has
    NoResourceTags, ///< likewise of the resource
    NoOrganization, ///< a statement asks for an organization, and the workspace has none
    ResourceNotNamed, ///< the action always has a resource, and the request names none
    ResourceOfOtherType, ///< the resource is of none of the types that the action is done on
    CompleteExport, ///< the export of the caller's or the resource's account says that it goes on, and the rest isn't there
};

/// What the workspace doesn't tell of a request: whether its keys are there, and with which values, isn't known.
struct Untold {
    bool principalTags = false; ///< aws:PrincipalTag/…
    bool resourceTags = false; ///< aws:ResourceTag/…, and the service's own ResourceTag/…
    std::string otherTagsOf = {}; ///< the action, when it may have tag keys of its own service: s3:ExistingObjectTag/…, rds:db-tag/…
    bool principalOrganization = false; ///< aws:PrincipalOrgID, aws:PrincipalOrgPaths
    bool resourceOrganization = false; ///< aws:ResourceOrgID, aws:ResourceOrgPaths
    bool mfa = false; ///< aws:MultiFactorAuthPresent of a role's session, see untold.cpp
    bool issueTime = false; ///< aws:TokenIssueTime of temporary credentials: it is there, its value isn't known
    std::optional<std::string> userId = {}; ///< aws:userid of a role's session is there and begins so
};

/// Every policy that applies to one request. An absent layer isn't in force.
struct Layers {
    std::vector<LayerPolicy> identity;
    std::optional<std::vector<LayerPolicy>> boundary;
    std::optional<std::vector<LayerPolicy>> session; ///< an empty list: a session policy that allows nothing
    ResourcePolicyState resourceState = ResourcePolicyState::None;
    std::optional<LayerPolicy> resource;
    std::optional<std::vector<LayerPolicy>> vpcEndpoint;
    std::vector<LayerLevel> scp; ///< root first, account last; empty: none in force
    std::vector<LayerLevel> rcp;
    std::optional<std::int64_t> maximumSessionSeconds; ///< of the role that a request asks credentials of; none: not known
    std::vector<std::string> clientIds = {}; ///< of the OIDC provider that asks; none: not known
    bool tokenTold = false; ///< the request says something of the token or assertion that it is made with
    bool providerMissing = false; ///< an identity provider asks that its account is known not to have
    bool s3BlockPublicAccess = false;
    std::string callerRole = {}; ///< ARN of the role whose session asks, as the workspace has it; empty: not known, a session's ARN lacks the path
    bool principalUnknown = false; ///< the workspace doesn't hold the principal: its identity policies aren't known
    bool serviceLinkedRole = false; ///< the caller is one: SCPs and RCPs don't bind it
    std::vector<Assumption> assumptions;
    Untold untold; ///< of keys that the request's context doesn't have
    bool managementAccount = false; ///< the caller is in it: SCPs don't bind it
};

} // namespace rolewright
