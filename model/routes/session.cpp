// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/session.h"

#include "evaluate/claims.h"
#include "policy/arn.h"
#include "policy/values.h"
#include "routes/hoprequest.h"
#include "text/utf8.h"
#include "world/entity.h"

#include <algorithm>
#include <ctime>

namespace rolewright {
namespace {

constexpr std::string_view requestTag = "aws:requesttag/";
/// STS API Reference, AssumeRole: DurationSeconds' default; what a chained session has at most.
constexpr std::int64_t oneHour = 3600;

std::string single(const Context &context, std::string_view key)
{
    const ContextValue *value = context.find(key);
    return value && value->values.size() == 1 ? value->values.front() : std::string();
}

/// The keys of a token or assertion that later requests of the session still have:
/// reference_policies_iam-condition-keys, "Available keys for AWS OIDC federation", "… for SAML-based federation".
bool remains(std::string_view loweredKey, HopKind kind)
{
    if (kind == HopKind::Saml)
        return loweredKey == "saml:namequalifier" || loweredKey == "saml:sub" || loweredKey == "saml:sub_type";
    if (loweredKey == "aws:federatedprovider")
        return true;
    if (loweredKey.starts_with("aws:") || loweredKey.starts_with("sts:"))
        return false;
    return loweredKey.ends_with(":amr") || loweredKey.ends_with(":aud") || loweredKey.ends_with(":id") || loweredKey.ends_with(":sub");
}

/// Of a token or assertion of which nothing is said: what later requests look at may be there with any value.
void addUnknownClaims(const Principal &provider, const Context &hop, std::vector<ContextValue> &federation)
{
    const auto &entries = hop.entries();
    const bool given = std::any_of(entries.begin(), entries.end(), [&](const auto &entry) {
        return entry.second.provenance != Provenance::Unknown && isClaimOf(provider, entry.first);
    });
    if (given)
        return;
    const auto add = [&](const std::string &key) {
        const bool there = std::any_of(federation.begin(), federation.end(),
            [&](const ContextValue &value) { return equalsIgnoringCase(value.name, key); });
        if (!there)
            federation.push_back({key, {}, false, Provenance::Unknown});
    };
    const std::string marker = ":oidc-provider/";
    if (provider.kind == PrincipalKind::SamlProvider) {
        for (const char *key : {"saml:namequalifier", "saml:sub", "saml:sub_type"})
            add(key);
    } else if (const std::size_t at = provider.arn.find(marker); at != std::string::npos) {
        for (const char *claim : {":amr", ":aud", ":id", ":sub"})
            add(provider.arn.substr(at + marker.size()) + claim);
    }
}

/// The question's time, else now.
std::string issueTime(const Context &context)
{
    if (const std::string given = single(context, "aws:CurrentTime"); !given.empty())
        return given;
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    char text[32];
    return gmtime_r(&now, &utc) && std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0 ? text : std::string();
}

} // namespace

std::vector<SessionTag> passedTags(const Request &hop)
{
    std::vector<SessionTag> tags;
    const ContextValue *transitive = hop.context.find("sts:TransitiveTagKeys");
    for (const auto &[key, value] : hop.context.entries()) {
        if (!key.starts_with(requestTag) || value.values.size() != 1)
            continue;
        SessionTag tag{value.name.substr(requestTag.size()), value.values.front(), false};
        tag.transitive = transitive
            && std::any_of(transitive->values.begin(), transitive->values.end(),
                [&tag](const std::string &listed) { return equalsIgnoringCase(listed, tag.key); });
        tags.push_back(std::move(tag));
    }
    return tags;
}

std::string Session::state() const
{
    // Control characters stand in none of the parts.
    std::string text = principal.arn + '\n' + sourceIdentity + '\n' + (mfa ? "mfa" + std::to_string(mfaAge) : std::string()) + '\n' + service + '\n' + user + '\n' + (elsewhere ? "elsewhere" : "");
    if (tagsOpen)
        text += "\ntags";
    if (policies)
        text += '\n' + std::to_string(reinterpret_cast<std::uintptr_t>(policies.get()));
    for (const SessionTag &tag : tags)
        text += '\n' + tag.key + '\t' + tag.value + (tag.transitive ? "\tt" : "");
    for (const ContextValue &value : federation) {
        text += '\n' + value.name;
        for (const std::string &one : value.values)
            text += '\t' + one;
    }
    return text;
}

std::vector<SessionTag> inheritedTags(const Session &from)
{
    std::vector<SessionTag> result;
    std::copy_if(from.tags.begin(), from.tags.end(), std::back_inserter(result), [](const SessionTag &tag) { return tag.transitive; });
    return result;
}

bool chains(const Session &session, const Context &context)
{
    return session.principal.isSession() && session.service != "ec2.amazonaws.com" && !context.find("ec2:SourceInstanceArn");
}

Session sessionAfter(const Session &from, HopKind kind, const Role &role, const std::string &account, const Request &hop)
{
    const std::optional<Arn> arn = parseArn(role.arn);
    Session session;
    session.first = false;
    session.madeBy = kind;
    session.elsewhere = from.elsewhere || kind == HopKind::PassRole;
    session.sourceIdentity = single(hop.context, "sts:SourceIdentity");
    Principal &principal = session.principal;
    principal.kind = PrincipalKind::RoleSession;
    principal.partition = arn ? arn->partition : "aws";
    principal.account = account;
    principal.name = role.name;
    principal.session = single(hop.context, "sts:RoleSessionName");
    if (kind == HopKind::Saml && principal.session.empty())
        principal.session = defaultSessionName(from.principal); // the assertion's, which isn't known
    principal.arn = "arn:" + principal.partition + ":sts::" + account + ":assumed-role/" + role.name + '/' + principal.session;
    if (kind == HopKind::PassRole)
        return session;

    if (kind == HopKind::AssumeRole)
        session.tags = inheritedTags(from);
    const std::vector<SessionTag> passed = passedTags(hop);
    session.tags.insert(session.tags.end(), passed.begin(), passed.end());
    std::sort(session.tags.begin(), session.tags.end(), [](const SessionTag &left, const SessionTag &right) { return left.key < right.key; });
    session.chained = kind == HopKind::AssumeRole && chains(from, hop.context);
    const std::optional<double> asked = parseNumber(single(hop.context, "sts:DurationSeconds"));
    session.seconds = asked ? static_cast<std::int64_t>(*asked) : oneHour;
    if (kind == HopKind::WebIdentity || kind == HopKind::Saml) {
        for (const auto &[key, value] : hop.context.entries()) {
            if (remains(key, kind))
                session.federation.push_back(value);
        }
        addUnknownClaims(from.principal, hop.context, session.federation);
    }
    return session;
}

void addSessionKeys(const Session &session, Context &context)
{
    // Set before a role's own tags are derived: a session tag overrides one whose key differs by case only.
    for (const SessionTag &tag : session.tags)
        context.set("aws:PrincipalTag/" + tag.key, tag.value, Provenance::Derived);
    for (const ContextValue &value : session.federation) {
        if (value.provenance == Provenance::Unknown)
            context.setUnknown(value.name);
        else
            context.set(value.name, value.values, Provenance::Derived, value.list);
    }
    if (!session.sourceIdentity.empty())
        context.set("aws:SourceIdentity", session.sourceIdentity, Provenance::Derived);
    // reference_policies_condition-keys, aws:TokenIssueTime: in every request with temporary credentials. These are new.
    if (!session.first && !context.find("aws:TokenIssueTime"))
        context.set("aws:TokenIssueTime", issueTime(context), Provenance::Derived);
    // Lambda Developer Guide, permissions-source-function-arn: the code's requests have it; which function it is, is the caller's choice.
    if (session.service == "lambda.amazonaws.com" && !context.find("lambda:SourceFunctionArn"))
        context.setUnknown("lambda:SourceFunctionArn");
    if (session.service == "ec2.amazonaws.com") {
        context.setUnknown("ec2:SourceInstanceArn");
        context.set("ec2:RoleDelivery", "2.0", Provenance::Derived);
    }
}

} // namespace rolewright
