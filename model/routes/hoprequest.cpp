// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/hoprequest.h"

#include "evaluate/claims.h"
#include "evaluate/stsvalues.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <functional>

namespace rolewright {
namespace {

enum class Reach { Everywhere, Hops, FirstHop, SameAccount, Final };

constexpr std::array everywhere{"aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn",
    "aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:requestedregion", "aws:useragent", "aws:referer"};

/// Where a request comes from. A service's code isn't in the asker's network.
constexpr std::array ofNetwork{"aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"};

constexpr std::array ofAskingPrincipal{"aws:username", "aws:userid", "aws:tokenissuetime", "aws:federatedprovider",
    "aws:sourceidentity", "aws:assumedroot", "aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4", "ec2:roledelivery",
    "ec2:sourceinstancearn", "lambda:sourcefunctionarn", "glue:roleassumedby", "identitystore:userid"};

template <std::size_t count>
bool contains(const std::array<const char *, count> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Reach reachOf(std::string_view loweredKey)
{
    if (contains(everywhere, loweredKey))
        return Reach::Everywhere;
    if (loweredKey.starts_with("sts:"))
        return Reach::Hops;
    if (loweredKey == "aws:principalorgid" || loweredKey == "aws:principalorgpaths")
        return Reach::SameAccount;
    if (loweredKey.starts_with("aws:multifactorauth") || loweredKey.starts_with("aws:principal")
        || loweredKey.starts_with("saml:") || contains(ofAskingPrincipal, loweredKey))
        return Reach::FirstHop;
    return Reach::Final;
}

void copy(const ContextValue &value, Context &to)
{
    if (value.provenance == Provenance::Unknown)
        to.setUnknown(value.name);
    else
        to.set(value.name, value.values, value.provenance, value.list);
}

/// Whether the session has the asker's own credentials, or such that GetSessionToken made of them.
bool isAsker(const Session &session)
{
    return session.first || session.madeBy == HopKind::SessionToken;
}

bool isOfToken(const Principal &asking, std::string_view loweredKey)
{
    const bool provider = asking.kind == PrincipalKind::OidcProvider || asking.kind == PrincipalKind::SamlProvider;
    return provider && (isClaimOf(asking, loweredKey) || loweredKey.starts_with("aws:requesttag/") || loweredKey == "aws:tagkeys"
                        || loweredKey == "sts:sourceidentity" || loweredKey == "sts:rolesessionname" || loweredKey == "sts:transitivetagkeys");
}

/// Copies the question's keys that reach a step: those of everywhere and of the asker, and what `wanted` says of the others.
void copyKeys(const Request &question, const Session &session, Context &to, const std::function<bool(Reach)> &wanted)
{
    for (const auto &[key, value] : question.context.entries()) {
        const Reach reach = isOfToken(question.principal, key) ? Reach::FirstHop : reachOf(key);
        const bool sameAccount = session.principal.account == question.principal.account;
        if (reach == Reach::Everywhere || (reach == Reach::FirstHop && isAsker(session))
            || (reach == Reach::SameAccount && sameAccount) || wanted(reach)) {
            if (session.elsewhere && contains(ofNetwork, key))
                to.setUnknown(value.name);
            else
                copy(value, to);
        }
    }
    if (session.mfa) {
        to.set("aws:MultiFactorAuthPresent", "true", Provenance::Derived);
        if (!to.find("aws:MultiFactorAuthAge"))
            to.set("aws:MultiFactorAuthAge", std::to_string(session.mfaAge), Provenance::Derived);
    } else if (isAsker(session) && !session.first && !to.find("aws:MultiFactorAuthPresent")) {
        // reference_policies_condition-keys, aws:MultiFactorAuthPresent: temporary credentials have the key, MFA or not.
        to.set("aws:MultiFactorAuthPresent", "false", Provenance::Derived);
    }
}

/// What a request for credentials doesn't have, whoever says so. id_credentials_temp_request, id_credentials_sts-comparison:
/// GetFederationToken is called with long-term credentials, which carry no MFA, and neither do tokens, assertions and roles; an
/// External ID is a parameter of AssumeRole alone.
bool hasNoKey(HopKind kind, PrincipalKind caller, std::string_view loweredKey)
{
    const bool token = kind == HopKind::WebIdentity || kind == HopKind::Saml;
    if (loweredKey.starts_with("aws:multifactorauth"))
        return token || kind == HopKind::FederationToken || caller == PrincipalKind::Role || caller == PrincipalKind::RoleSession;
    return loweredKey == "sts:externalid" && kind != HopKind::AssumeRole;
}

} // namespace

std::string defaultSessionName(const Principal &asking)
{
    if (asking.kind == PrincipalKind::User && isSessionName(asking.name))
        return asking.name;
    if (asking.kind == PrincipalKind::RoleSession && isSessionName(asking.session))
        return asking.session;
    return "rolewright";
}

std::string actionOf(HopKind kind)
{
    switch (kind) {
    case HopKind::AssumeRole:
        break;
    case HopKind::WebIdentity:
        return "sts:AssumeRoleWithWebIdentity";
    case HopKind::Saml:
        return "sts:AssumeRoleWithSAML";
    case HopKind::SessionToken:
        return "sts:GetSessionToken";
    case HopKind::FederationToken:
        return "sts:GetFederationToken";
    case HopKind::PassRole:
        return "iam:PassRole";
    }
    return "sts:AssumeRole";
}

Request hopRequest(
    const Request &question, const Session &from, HopKind kind, const std::string &target, const std::string &sessionName)
{
    Request request;
    request.principal = from.principal;
    request.sessionPolicies = from.policies;
    request.action = actionOf(kind);
    request.resource = target;
    copyKeys(question, from, request.context, [kind](Reach reach) { return reach == Reach::Hops && kind != HopKind::PassRole; });
    if (kind == HopKind::AssumeRole || kind == HopKind::WebIdentity || kind == HopKind::Saml)
        request.context.derive("sts:RoleSessionName", sessionName);
    for (const char *key : {"aws:multifactorauthpresent", "aws:multifactorauthage", "sts:externalid"}) {
        if (hasNoKey(kind, from.principal.kind, key))
            request.context.remove(key);
    }
    addSessionKeys(from, request.context);
    if (!from.sourceIdentity.empty() && kind != HopKind::PassRole)
        request.context.set("sts:SourceIdentity", from.sourceIdentity, Provenance::Derived);
    return request;
}

void setTags(const std::vector<SessionTag> &tags, Context &context)
{
    if (tags.empty())
        return;
    std::vector<std::string> keys, transitive;
    for (const SessionTag &tag : tags) {
        context.set("aws:RequestTag/" + tag.key, tag.value, Provenance::Given);
        keys.push_back(tag.key);
        if (tag.transitive)
            transitive.push_back(tag.key);
    }
    context.set("aws:TagKeys", std::move(keys), Provenance::Given, true);
    if (!transitive.empty())
        context.set("sts:TransitiveTagKeys", std::move(transitive), Provenance::Given, true);
}

Request finalRequest(const Request &question, const Session &as)
{
    Request request;
    request.principal = as.principal;
    request.federatedBy = as.user;
    request.sessionPolicies = as.policies;
    request.action = question.action;
    request.resource = question.resource;
    request.resources = question.resources;
    request.resourceAccount = question.resourceAccount;
    const bool aboutSts = lowered(question.action).starts_with("sts:");
    copyKeys(question, as, request.context,
        [aboutSts](Reach reach) { return reach == Reach::Final || (reach == Reach::Hops && aboutSts); });
    addSessionKeys(as, request.context);
    return request;
}

} // namespace rolewright
