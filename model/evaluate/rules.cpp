// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/rules.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rolewright {

namespace {

struct Entry {
    RuleId rule;
    std::string_view name;
    std::string_view page;
};

constexpr std::string_view evaluationLogic
    = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
constexpr std::string_view boundaries = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html";
constexpr std::string_view principals = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
constexpr std::string_view scps = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";
constexpr std::string_view rcps = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html";

constexpr std::array entries = {
    Entry{RuleId::ExplicitDeny, "explicitDeny", evaluationLogic},
    Entry{RuleId::SameAccountUnion, "sameAccountUnion", evaluationLogic},
    Entry{RuleId::CrossAccountBoth, "crossAccountBoth",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html"},
    Entry{RuleId::BoundaryIntersection, "boundaryIntersection", boundaries},
    Entry{RuleId::SessionPolicyIntersection, "sessionPolicyIntersection",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html"},
    Entry{RuleId::FederatedUserNeedsSessionPolicy, "federatedUserNeedsSessionPolicy", evaluationLogic},
    Entry{RuleId::ResourcePolicyNamesUser, "resourcePolicyNamesUser", evaluationLogic},
    Entry{RuleId::ResourcePolicyNamesRole, "resourcePolicyNamesRole", evaluationLogic},
    Entry{RuleId::ResourcePolicyNamesSession, "resourcePolicyNamesSession", evaluationLogic},
    Entry{RuleId::ResourcePolicyNamesFederatedUser, "resourcePolicyNamesFederatedUser", evaluationLogic},
    Entry{RuleId::ResourcePolicyNamesEveryone, "resourcePolicyNamesEveryone", principals},
    Entry{RuleId::ResourcePolicyDelegatesToAccount, "resourcePolicyDelegatesToAccount", principals},
    Entry{RuleId::TrustPolicyMustAllow, "trustPolicyMustAllow", evaluationLogic},
    Entry{RuleId::KeyPolicyMustAllow, "keyPolicyMustAllow",
          "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"},
    Entry{RuleId::KeyCrossAccountOperations, "keyCrossAccountOperations",
          "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html"},
    Entry{RuleId::PassRoleSameAccount, "passRoleSameAccount",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
    Entry{RuleId::NotPrincipalDeniesBoundary, "notPrincipalDeniesBoundary", boundaries},
    Entry{RuleId::NoPermissionNeeded, "noPermissionNeeded",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html"},
    Entry{RuleId::CallerCannotMakeRequest, "callerCannotMakeRequest",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html"},
    Entry{RuleId::RoleChainingOneHour, "roleChainingOneHour",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html"},
    Entry{RuleId::SessionDurationLimit, "sessionDurationLimit",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html"},
    Entry{RuleId::ManagedByAws, "managedByAws",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"},
    Entry{RuleId::EveryResourceMustBeAllowed, "everyResourceMustBeAllowed",
          "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"},
    Entry{RuleId::SessionTagsNeedPermission, "sessionTagsNeedPermission",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"},
    Entry{RuleId::SourceIdentityNeedsPermission, "sourceIdentityNeedsPermission",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html"},
    Entry{RuleId::RootNeedsNoPolicy, "rootNeedsNoPolicy", evaluationLogic},
    Entry{RuleId::RootCannotAssumeRole, "rootCannotAssumeRole",
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"},
    Entry{RuleId::ScpEveryLevel, "scpEveryLevel", scps},
    Entry{RuleId::ScpNotManagementAccount, "scpNotManagementAccount", scps},
    Entry{RuleId::ScpNotServiceLinkedRole, "scpNotServiceLinkedRole", scps},
    Entry{RuleId::ScpBindsMembersOnly, "scpBindsMembersOnly", scps},
    Entry{RuleId::RcpImpliedFullAccess, "rcpImpliedFullAccess", rcps},
    Entry{RuleId::RcpFollowsResource, "rcpFollowsResource", rcps},
    Entry{RuleId::RcpNotServiceLinkedRole, "rcpNotServiceLinkedRole", rcps},
    Entry{RuleId::RcpServiceNotCovered, "rcpServiceNotCovered", rcps},
    Entry{RuleId::S3BlockPublicAccess, "s3BlockPublicAccess",
          "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"},
    Entry{RuleId::VpcEndpointPolicy, "vpcEndpointPolicy",
          "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"},
    Entry{RuleId::ServicePrincipalResourcePolicy, "servicePrincipalResourcePolicy", principals},
    Entry{RuleId::AnonymousNeedsEveryone, "anonymousNeedsEveryone", principals},
    Entry{RuleId::ProviderNeedsTrust, "providerNeedsTrust", principals},
    Entry{RuleId::BucketPolicyNotForRoot, "bucketPolicyNotForRoot",
          "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html"},
    Entry{RuleId::RcpNotAwsManagedKey, "rcpNotAwsManagedKey", rcps},
    Entry{RuleId::StsParameters, "stsParameters", "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"},
    Entry{RuleId::TokenOfProvider, "tokenOfProvider",
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html"},
};

const Entry &entryOf(RuleId rule)
{
    static_assert(std::is_sorted(entries.begin(), entries.end(), [](const Entry &left, const Entry &right) { return left.rule < right.rule; }));
    static_assert(static_cast<std::size_t>(entries.back().rule) == entries.size() - 1);
    return entries[static_cast<std::size_t>(rule)];
}

} // namespace

std::string_view ruleName(RuleId rule)
{
    return entryOf(rule).name;
}

std::string_view rulePage(RuleId rule)
{
    return entryOf(rule).page;
}

} // namespace rolewright
