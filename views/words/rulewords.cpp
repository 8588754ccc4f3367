// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/words.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

struct Rules {
    Q_DECLARE_TR_FUNCTIONS(Rules)
};

} // namespace

QString rule(RuleId rule)
{
    switch (rule) {
    case RuleId::ExplicitDeny: return Rules::tr("An explicit deny in any policy that applies wins over every allow.");
    case RuleId::SameAccountUnion:
        return Rules::tr("Same account: an allow in the identity policies or in the resource policy is enough.");
    case RuleId::CrossAccountBoth:
        return Rules::tr("Another account: the caller's account and the resource's account must both allow.");
    case RuleId::BoundaryIntersection:
        return Rules::tr("A permissions boundary grants nothing: identity policies and boundary must both allow.");
    case RuleId::SessionPolicyIntersection:
        return Rules::tr("A session policy grants nothing: it limits what the session gets from the role's or user's policies.");
    case RuleId::FederatedUserNeedsSessionPolicy:
        return Rules::tr("A federated user without a session policy has no permissions of its own.");
    case RuleId::ResourcePolicyNamesUser:
        return Rules::tr("The resource policy names the IAM user: the boundary limits that grant only by an explicit deny.");
    case RuleId::ResourcePolicyNamesRole:
        return Rules::tr("The resource policy names the role: boundary and session policy must allow as well.");
    case RuleId::ResourcePolicyNamesSession:
        return Rules::tr("The resource policy names the role session: boundary and session policy limit that grant only by an explicit deny.");
    case RuleId::ResourcePolicyNamesFederatedUser:
        return Rules::tr("The resource policy names the federated user: the session policy limits that grant only by an explicit deny.");
    case RuleId::ResourcePolicyNamesEveryone:
        return Rules::tr("The resource policy lets everyone in: boundary and session policy limit that grant only by an explicit deny.");
    case RuleId::ResourcePolicyDelegatesToAccount:
        return Rules::tr("The policy trusts the whole account: the account's own identity policies decide who gets in.");
    case RuleId::TrustPolicyMustAllow:
        return Rules::tr("A role's trust policy must always allow who assumes it, also within one account.");
    case RuleId::KeyPolicyMustAllow:
        return Rules::tr("A KMS key's policy must allow, or hand the decision to the account's IAM policies.");
    case RuleId::KeyCrossAccountOperations:
        return Rules::tr("Of a KMS key in another account only some operations can be used, such as Encrypt, Decrypt and DescribeKey.");
    case RuleId::PassRoleSameAccount: return Rules::tr("A role can be passed only within its own account.");
    case RuleId::NotPrincipalDeniesBoundary:
        return Rules::tr("Deny with NotPrincipal in a resource policy always denies a caller that has a permissions boundary.");
    case RuleId::NoPermissionNeeded: return Rules::tr("Users may always make this request: no policy grants or denies it.");
    case RuleId::CallerCannotMakeRequest: return Rules::tr("A caller of this kind can't make this request, whatever the policies say.");
    case RuleId::RoleChainingOneHour:
        return Rules::tr("A session of a role can assume another role for an hour at most; asking for longer fails.");
    case RuleId::SessionDurationLimit:
        return Rules::tr("A role's sessions last no longer than its maximum session duration; asking for longer fails.");
    case RuleId::ManagedByAws: return Rules::tr("It belongs to AWS: no policy lets anybody else change it.");
    case RuleId::EveryResourceMustBeAllowed: return Rules::tr("A request about several resources is asked for each; all must be allowed.");
    case RuleId::SessionTagsNeedPermission:
        return Rules::tr("Passing session tags needs sts:TagSession as well; without it the request fails.");
    case RuleId::SourceIdentityNeedsPermission:
        return Rules::tr("Setting a source identity needs sts:SetSourceIdentity as well; without it the request fails.");
    case RuleId::RootNeedsNoPolicy: return Rules::tr("The account's root user needs no policy in its own account.");
    case RuleId::RootCannotAssumeRole: return Rules::tr("An account's root user can't assume roles.");
    case RuleId::ScpEveryLevel:
        return Rules::tr("Service control policies must allow at every level: root, each organizational unit, account.");
    case RuleId::ScpNotManagementAccount: return Rules::tr("Service control policies don't bind the management account.");
    case RuleId::ScpNotServiceLinkedRole: return Rules::tr("Service control policies don't bind service-linked roles.");
    case RuleId::ScpBindsMembersOnly:
        return Rules::tr("Service control policies bind the organization's own principals, not callers from outside.");
    case RuleId::RcpImpliedFullAccess:
        return Rules::tr("RCPFullAWSAccess is attached everywhere and can't be detached: resource control policies only deny.");
    case RuleId::RcpFollowsResource:
        return Rules::tr("Resource control policies follow the resource's account, whoever calls.");
    case RuleId::RcpNotServiceLinkedRole: return Rules::tr("Resource control policies don't bind service-linked roles.");
    case RuleId::RcpServiceNotCovered: return Rules::tr("Resource control policies don't cover this service.");
    case RuleId::S3BlockPublicAccess:
        return Rules::tr("S3 Block Public Access refuses what a bucket policy grants to the public.");
    case RuleId::VpcEndpointPolicy:
        return Rules::tr("The request goes through a VPC endpoint: the endpoint's policy must allow as well.");
    case RuleId::ServicePrincipalResourcePolicy:
        return Rules::tr("An AWS service has no identity policies: the resource's policy must name the service.");
    case RuleId::AnonymousNeedsEveryone:
        return Rules::tr("An unsigned request gets only what a resource policy grants to everyone.");
    case RuleId::ProviderNeedsTrust:
        return Rules::tr("An identity of a provider gets in only by a role's trust policy that names the provider.");
    case RuleId::BucketPolicyNotForRoot:
        return Rules::tr("The root user of a bucket's account can always read, write and delete the bucket's policy, whatever that policy says.");
    case RuleId::StsParameters:
        return Rules::tr("STS refuses a request whose External ID, duration, session name, source identity or tags aren't as it takes them.");
    case RuleId::TokenOfProvider:
        return Rules::tr("STS takes a token or an assertion only of a provider that the account has, and a token only for one of its client IDs.");
    case RuleId::RcpNotAwsManagedKey: return Rules::tr("Resource control policies don't reach AWS managed KMS keys.");
    }
    return {};
}

} // namespace rolewright::words
