// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/derive.h"

#include "policy/arn.h"
#include "policy/values.h"
#include "text/utf8.h"

#include <chrono>
#include <ctime>

namespace rolewright {

namespace {

std::string_view serviceOf(const Request &request)
{
    return std::string_view(request.action).substr(0, request.action.find(':'));
}

void derivePrincipal(Request &request)
{
    const Principal &principal = request.principal;
    Context &context = request.context;
    const bool service = principal.kind == PrincipalKind::Service;
    if (principal.kind != PrincipalKind::Anonymous)
        context.derive("aws:PrincipalIsAWSService", service ? "true" : "false");
    switch (principal.kind) {
    case PrincipalKind::User:
        context.derive("aws:PrincipalArn", principal.arn);
        context.derive("aws:PrincipalType", "User");
        context.derive("aws:username", principal.name);
        break;
    case PrincipalKind::Role:
        context.derive("aws:PrincipalArn", principal.arn);
        context.derive("aws:PrincipalType", "AssumedRole");
        break;
    case PrincipalKind::RoleSession:
        // The role's ARN, not the session's. The path isn't part of the session's ARN: a workspace that holds the
        // role has filled the key in before.
        // IAM Identity Center's roles have a path with or without a region (singlesignon, "Referencing permission sets in resource
        // policies"): which, isn't known.
        if (principal.name.starts_with("AWSReservedSSO_") && !context.find("aws:PrincipalArn"))
            context.setUnknown("aws:PrincipalArn");
        context.derive("aws:PrincipalArn", "arn:" + principal.partition + ":iam::" + principal.account + ":role/" + principal.name);
        context.derive("aws:PrincipalType", "AssumedRole");
        break;
    case PrincipalKind::FederatedUser:
        context.derive("aws:PrincipalArn", principal.arn);
        context.derive("aws:PrincipalType", "FederatedUser");
        context.derive("aws:userid", principal.account + ':' + principal.name); // reference_policies_variables
        break;
    case PrincipalKind::Root:
        context.derive("aws:PrincipalArn", principal.arn);
        context.derive("aws:PrincipalType", "Account");
        context.derive("aws:userid", principal.account);
        break;
    case PrincipalKind::Service:
        context.derive("aws:PrincipalServiceName", principal.arn);
        return;
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
        context.derive("aws:FederatedProvider", principal.arn);
        return;
    case PrincipalKind::Anonymous:
        context.derive("aws:PrincipalType", "Anonymous");
        context.derive("aws:userid", "anonymous");
        return;
    }
    context.derive("aws:PrincipalAccount", principal.account);
}

/// reference_policies_condition-keys, aws:CalledVia: First and Last are its ends, there only when it is; ViaAWSService is always there, and true
/// when a service makes the request with the principal's credentials.
void deriveCalledVia(Context &context)
{
    const auto isUnknown = [](const ContextValue *value) { return value && value->provenance == Provenance::Unknown; };
    const ContextValue *via = context.find("aws:CalledVia");
    const ContextValue *first = context.find("aws:CalledViaFirst");
    const ContextValue *last = context.find("aws:CalledViaLast");
    const auto open = [&](std::string_view name) {
        if (!context.find(name))
            context.setUnknown(name);
    };
    if (isUnknown(via)) {
        open("aws:CalledViaFirst");
        open("aws:CalledViaLast");
    } else if (via && !via->values.empty()) {
        context.derive("aws:CalledViaFirst", via->values.front());
        context.derive("aws:CalledViaLast", via->values.back());
    }
    const auto isSure = [&](const ContextValue *value) { return value && !isUnknown(value) && !value->values.empty(); };
    if (isSure(via) || isSure(first) || isSure(last))
        context.derive("aws:ViaAWSService", "true");
    else if (isUnknown(via) || isUnknown(first) || isUnknown(last))
        open("aws:ViaAWSService");
    else
        context.derive("aws:ViaAWSService", "false");
}

} // namespace

void deriveTime(Context &context)
{
    const ContextValue *current = context.find("aws:CurrentTime");
    const ContextValue *epoch = context.find("aws:EpochTime");
    if (current && epoch)
        return;
    if ((current && current->provenance == Provenance::Unknown) || (epoch && epoch->provenance == Provenance::Unknown)) {
        // Two names of one moment: when one isn't known, neither is the other.
        context.setUnknown(current ? "aws:EpochTime" : "aws:CurrentTime");
        return;
    }
    std::optional<Moment> moment;
    if (const ContextValue *given = current ? current : epoch) {
        if (given->values.size() == 1)
            moment = parseMoment(given->values.front());
        if (!moment)
            return;
    } else {
        using namespace std::chrono;
        moment = Moment{duration_cast<seconds>(system_clock::now().time_since_epoch()).count(), 0};
    }
    const std::time_t time = moment->seconds;
    std::tm utc{};
    char text[32];
    if (!current && gmtime_r(&time, &utc) && std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0)
        context.derive("aws:CurrentTime", text);
    context.derive("aws:EpochTime", std::to_string(moment->seconds));
}

bool isGlobalService(std::string_view service)
{
    for (const std::string_view global : {"iam", "organizations", "route53", "cloudfront", "support", "account"}) {
        if (equalsIgnoringCase(service, global))
            return true;
    }
    return false;
}

namespace {

/// Keys of single services that say the same as global ones. KMS Developer Guide, conditions-kms "kms:CallerAccount"; Service Authorization
/// Reference, list_amazons3 "s3:ResourceAccount" and list_amazonec2 "ec2:Region".
void deriveOfService(Request &request, bool hasResource, const std::string &resourceAccount)
{
    Context &context = request.context;
    const std::string_view service = serviceOf(request);
    if (equalsIgnoringCase(service, "kms") && !request.principal.account.empty())
        context.derive("kms:CallerAccount", request.principal.account);
    if (equalsIgnoringCase(service, "s3") && hasResource && !resourceAccount.empty())
        context.derive("s3:ResourceAccount", resourceAccount);
    const ContextValue *region = context.find("aws:RequestedRegion");
    if (equalsIgnoringCase(service, "ec2") && region && region->values.size() == 1)
        context.derive("ec2:Region", region->values.front());
}

} // namespace

std::string resourceAccountOf(const Request &request)
{
    return resourceAccountOf(request, viewArn(request.resource));
}

std::string resourceAccountOf(const Request &request, const std::optional<ArnView> &resource)
{
    if (!request.resourceAccount.empty())
        return request.resourceAccount;
    return resource && isAccountId(resource->account) ? std::string(resource->account) : request.principal.account;
}

void deriveContext(Request &request)
{
    Context &context = request.context;
    derivePrincipal(request);
    deriveTime(context);
    deriveCalledVia(context);
    const std::optional<ArnView> arn = viewArn(request.resource);
    if (isGlobalService(serviceOf(request)))
        context.derive("aws:RequestedRegion", "us-east-1");
    else if (arn && !arn->region.empty())
        context.derive("aws:RequestedRegion", arn->region);
    const std::string account = resourceAccountOf(request, arn);
    if (arn && !account.empty())
        context.derive("aws:ResourceAccount", account);
    deriveOfService(request, arn.has_value(), account);
}

} // namespace rolewright
