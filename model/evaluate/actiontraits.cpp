// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/actiontraits.h"

#include "catalog/catalog.h"
#include "evaluate/actionids.h"
#include "evaluate/derive.h"
#include "text/utf8.h"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace rolewright {

namespace {

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), text) != names.end();
}

/// Requests that a role's trust policy decides.
bool isTrustAction(std::string_view action)
{
    return isOneOf(action, {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity", "sts:tagsession",
                            "sts:setsourceidentity", "sts:setcontext"});
}

/// key-policy-modifying-external-accounts, "operations that can be allowed for principals of other accounts".
bool worksAcrossAccounts(std::string_view kmsAction)
{
    return isOneOf(kmsAction,
                   {"kms:creategrant", "kms:decrypt", "kms:derivesharedsecret", "kms:describekey", "kms:encrypt", "kms:generatedatakey",
                    "kms:generatedatakeypair", "kms:generatedatakeypairwithoutplaintext", "kms:generatedatakeywithoutplaintext",
                    "kms:generatemac", "kms:getkeyrotationstatus", "kms:getpublickey", "kms:listgrants", "kms:reencryptfrom",
                    "kms:reencryptto", "kms:retiregrant", "kms:revokegrant", "kms:sign", "kms:verify", "kms:verifymac"});
}

/// KMS Developer Guide, grants "Grant operations".
bool isGrantOperation(std::string_view kmsAction)
{
    return isOneOf(kmsAction,
                   {"kms:creategrant", "kms:decrypt", "kms:derivesharedsecret", "kms:describekey", "kms:encrypt", "kms:generatedatakey",
                    "kms:generatedatakeypair", "kms:generatedatakeypairwithoutplaintext", "kms:generatedatakeywithoutplaintext",
                    "kms:generatemac", "kms:getpublickey", "kms:reencryptfrom", "kms:reencryptto", "kms:retiregrant", "kms:sign",
                    "kms:verify", "kms:verifymac"});
}

} // namespace

ActionTraits traitsOf(std::string_view text)
{
    const ActionId id = ActionIds::builtIn().find(text);
    if (id.isKnown())
        return ActionIds::builtIn().traits(id);
    return workOutTraits(text, Catalog::builtIn().service(text.substr(0, text.find(':'))), nullptr);
}

ActionTraits workOutTraits(std::string_view text, const CatalogService *ofService, const CatalogAction *known)
{
    const std::string action = lowered(text);
    const std::string service = action.substr(0, action.find(':'));
    ActionTraits traits;
    traits.getCallerIdentity = action == "sts:getcalleridentity";
    traits.getSessionToken = action == "sts:getsessiontoken";
    traits.getFederationToken = action == "sts:getfederationtoken";
    traits.assumeRole = action == "sts:assumerole";
    traits.assumeRoleWithWebIdentity = action == "sts:assumerolewithwebidentity";
    traits.assumeRoleWithSaml = action == "sts:assumerolewithsaml";
    traits.anyAssumeRole = action.starts_with("sts:assumerole");
    traits.sts = action.starts_with("sts:");
    traits.decidedByTrust = traits.sts && isTrustAction(action);
    traits.iam = action.starts_with("iam:");
    traits.s3 = action.starts_with("s3:");
    traits.globalService = isGlobalService(service);
    traits.signedOnly = isOneOf(service, {"kms", "iam", "sts", "dynamodb", "secretsmanager"});
    traits.passRole = action == "iam:passrole";
    traits.alongAssumeRole = isOneOf(action, {"sts:tagsession", "sts:setsourceidentity"});
    traits.ofBucketPolicy = traits.s3 && isOneOf(action, {"s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"});
    traits.kms = service == "kms";
    traits.managesAlias = traits.kms && isOneOf(action, {"kms:createalias", "kms:updatealias", "kms:deletealias"});
    traits.keyAcrossAccounts = traits.kms && worksAcrossAccounts(action);
    traits.keyGrantable = traits.kms && isGrantOperation(action);
    traits.boundByRcp = ofService && ofService->honoursRcp && action != "kms:retiregrant";
    traits.hasNoResource = known && known->resources.empty();
    traits.severalResources = known && std::count_if(known->resources.begin(), known->resources.end(), [](const CatalogResourceUse &use) { return use.required; }) > 1;
    return traits;
}

} // namespace rolewright
