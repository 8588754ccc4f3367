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
    bool s3BlockPublicAccess = false;
    bool principalUnknown = false; ///< the workspace doesn't hold the principal: its identity policies aren't known
    bool serviceLinkedRole = false; ///< the caller is one: SCPs and RCPs don't bind it
    std::vector<Assumption> assumptions;
    bool managementAccount = false; ///< the caller is in it: SCPs don't bind it
};

} // namespace rolewright
