// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace rolewright {

struct CatalogAction;
struct CatalogService;

/// What rules of the evaluation ask about an action. Letter case doesn't matter.
struct ActionTraits {
    bool getCallerIdentity = false; ///< sts:GetCallerIdentity
    bool getSessionToken = false; ///< sts:GetSessionToken
    bool getFederationToken = false; ///< sts:GetFederationToken
    bool assumeRole = false; ///< sts:AssumeRole, and that only
    bool assumeRoleWithWebIdentity = false;
    bool assumeRoleWithSaml = false;
    bool anyAssumeRole = false; ///< begins with sts:AssumeRole
    bool decidedByTrust = false; ///< asked of a role, its trust policy decides
    bool sts = false; ///< of that service
    bool iam = false;
    bool s3 = false;
    bool globalService = false; ///< its requests are of the region us-east-1
    bool signedOnly = false; ///< of a service that takes no unsigned requests
    bool passRole = false; ///< iam:PassRole
    bool alongAssumeRole = false; ///< sts:TagSession, sts:SetSourceIdentity
    bool ofBucketPolicy = false; ///< s3:GetBucketPolicy, PutBucketPolicy, DeleteBucketPolicy
    bool kms = false;
    bool managesAlias = false; ///< of KMS, done on an alias itself
    bool keyAcrossAccounts = false; ///< a KMS operation that works on another account's key
    bool keyGrantable = false; ///< a KMS operation that a grant may allow
    bool boundByRcp = false; ///< resource control policies apply to it
    bool hasNoResource = false; ///< the catalog says so: statements need Resource "*"
    bool severalResources = false; ///< a request is always about resources of several types
};
ActionTraits traitsOf(std::string_view action);

/// The same, worked out anew: what ActionIds keeps for the catalog's actions. `known`: as the catalog has it; null: it hasn't.
ActionTraits workOutTraits(std::string_view action, const CatalogService *service, const CatalogAction *known);

} // namespace rolewright
