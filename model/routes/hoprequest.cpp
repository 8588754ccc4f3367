// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/hoprequest.h"

#include "policy/arn.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright {
namespace {

enum class Reach { Everywhere, Hops, FirstHop, SameAccount, Final };

constexpr std::array everywhere{"aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn",
    "aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:requestedregion", "aws:useragent", "aws:referer"};

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

bool consistsOf(std::string_view text, std::string_view signs)
{
    return std::all_of(text.begin(), text.end(), [signs](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || signs.find(c) != std::string_view::npos;
    });
}

} // namespace

bool isSessionName(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 64 && consistsOf(text, "_+=,.@-");
}

bool isExternalId(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 1224 && consistsOf(text, "_+=,.@:/-");
}

std::string defaultSessionName(const Principal &asking)
{
    if (asking.kind == PrincipalKind::User && isSessionName(asking.name))
        return asking.name;
    if (asking.kind == PrincipalKind::RoleSession && isSessionName(asking.session))
        return asking.session;
    return "rolewright";
}

Session roleSession(
    const Role &role, const std::string &account, const std::string &sessionName, const std::string &sourceIdentity)
{
    const std::optional<Arn> arn = parseArn(role.arn);
    Session session;
    session.first = false;
    session.sourceIdentity = sourceIdentity;
    session.principal.kind = PrincipalKind::RoleSession;
    session.principal.partition = arn ? arn->partition : "aws";
    session.principal.account = account;
    session.principal.name = role.name;
    session.principal.session = sessionName;
    session.principal.arn =
        "arn:" + session.principal.partition + ":sts::" + account + ":assumed-role/" + role.name + '/' + sessionName;
    return session;
}

Request hopRequest(const Request &question, const Session &from, const std::string &roleArn, const std::string &sessionName)
{
    Request request;
    request.principal = from.principal;
    request.action = "sts:AssumeRole";
    request.resource = roleArn;
    for (const auto &[key, value] : question.context.entries()) {
        const Reach reach = reachOf(key);
        if (reach == Reach::Everywhere || reach == Reach::Hops || (reach == Reach::FirstHop && from.first)
            || (reach == Reach::SameAccount && from.principal.account == question.principal.account))
            copy(value, request.context);
    }
    request.context.derive("sts:RoleSessionName", sessionName);
    if (!from.sourceIdentity.empty()) {
        request.context.set("aws:SourceIdentity", from.sourceIdentity, Provenance::Derived);
        request.context.set("sts:SourceIdentity", from.sourceIdentity, Provenance::Derived);
    }
    return request;
}

Request finalRequest(const Request &question, const Session &as)
{
    Request request;
    request.principal = as.principal;
    request.action = question.action;
    request.resource = question.resource;
    request.resources = question.resources;
    request.resourceAccount = question.resourceAccount;
    const bool aboutSts = lowered(question.action).starts_with("sts:");
    for (const auto &[key, value] : question.context.entries()) {
        const Reach reach = reachOf(key);
        if (reach == Reach::Everywhere || reach == Reach::Final || (reach == Reach::Hops && aboutSts)
            || (reach == Reach::SameAccount && as.principal.account == question.principal.account))
            copy(value, request.context);
    }
    if (!as.sourceIdentity.empty())
        request.context.set("aws:SourceIdentity", as.sourceIdentity, Provenance::Derived);
    return request;
}

} // namespace rolewright
