// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace rolewright {

/// The documented rules that an answer can name. Each has an id for JSON and a page of AWS's documentation.
enum class RuleId {
    ExplicitDeny,
    SameAccountUnion,
    CrossAccountBoth,
    BoundaryIntersection,
    SessionPolicyIntersection,
    FederatedUserNeedsSessionPolicy,
    ResourcePolicyNamesUser,
    ResourcePolicyNamesRole,
    ResourcePolicyNamesSession,
    ResourcePolicyNamesFederatedUser,
    ResourcePolicyNamesEveryone,
    ResourcePolicyDelegatesToAccount,
    TrustPolicyMustAllow,
    KeyPolicyMustAllow,
    KeyCrossAccountOperations,
    PassRoleSameAccount,
    NotPrincipalDeniesBoundary,
    NoPermissionNeeded,
    CallerCannotMakeRequest,
    RoleChainingOneHour,
    SessionDurationLimit,
    ManagedByAws,
    EveryResourceMustBeAllowed,
    SessionTagsNeedPermission,
    SourceIdentityNeedsPermission,
    RootNeedsNoPolicy,
    RootCannotAssumeRole,
    ScpEveryLevel,
    ScpNotManagementAccount,
    ScpNotServiceLinkedRole,
    ScpBindsMembersOnly,
    RcpImpliedFullAccess,
    RcpFollowsResource,
    RcpNotServiceLinkedRole,
    RcpServiceNotCovered,
    S3BlockPublicAccess,
    VpcEndpointPolicy,
    ServicePrincipalResourcePolicy,
    AnonymousNeedsEveryone,
    ProviderNeedsTrust,
    BucketPolicyNotForRoot,
    RcpNotAwsManagedKey,
    StsParameters,
    TokenOfProvider,
};

/// lowerCamelCase, stable: scripts read it.
std::string_view ruleName(RuleId rule);
/// https://docs.aws.amazon.com/…
std::string_view rulePage(RuleId rule);

} // namespace rolewright
