// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/tokenrefusal.h"

#include "evaluate/claims.h"
#include "policy/values.h"
#include "routes/hoprequest.h"
#include "text/joined.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

using Side = Missing::Side;

/// id_roles_providers_create_saml_assertions, SessionDuration; STS API Reference, AssumeRoleWithSAML, DurationSeconds.
bool isSessionDuration(const std::string &text)
{
    const std::optional<long double> seconds = parseNumber(text);
    return seconds && *seconds >= 900 && *seconds <= 43'200;
}

/// Of what comes with a token or an assertion the key that STS doesn't take: a source identity follows the rules of the parameter, a tag
/// has one value. STS API Reference, AssumeRole, SourceIdentity; Tag; id_session-tags.
std::optional<std::string> refusedClaim(const Context &context)
{
    constexpr std::string_view tag = "aws:requesttag/";
    for (const auto &[key, value] : context.entries()) {
        if (value.provenance == Provenance::Unknown)
            continue;
        const bool single = value.values.size() == 1;
        if (key == "sts:sourceidentity" && !(single && isSessionName(value.values.front())))
            return value.name;
        if (key == "sts:rolesessionname" && !(single && isSessionName(value.values.front())))
            return value.name;
        if (key == "sts:durationseconds" && !(single && isSessionDuration(value.values.front())))
            return value.name;
        if (key.starts_with(tag) && !(single && isSessionTag(value.name.substr(tag.size()), value.values.front())))
            return value.name;
    }
    return std::nullopt;
}

/// The assertion's Role attribute, and the name that it gives the session.
std::optional<Missing> assertionRefusal(const Request &request, const std::vector<std::string> &offered)
{
    if (std::find(offered.begin(), offered.end(), request.resource) == offered.end())
        return Missing{Side::Context, "roleNotOffered", {request.resource}, {}, {}, {}, {}};
    const ContextValue *name = request.context.find("sts:RoleSessionName");
    if (!name || name->provenance == Provenance::Derived)
        return Missing{Side::Context, "sessionNameMissing", {}, {}, {}, {}, {}};
    return std::nullopt;
}

std::optional<Missing> audienceRefusal(const Request &request, const std::string &key, const std::vector<std::string> &clientIds)
{
    const ContextValue *audience = request.context.find(key);
    const auto &entries = request.context.entries();
    const bool given = std::any_of(entries.begin(), entries.end(), [&](const auto &entry) { return isClaimOf(request.principal, entry.first); });
    if (clientIds.empty() || !given || (audience && audience->provenance == Provenance::Unknown))
        return std::nullopt;
    const bool registered = audience && std::any_of(audience->values.begin(), audience->values.end(), [&](const std::string &one) {
        return std::find(clientIds.begin(), clientIds.end(), one) != clientIds.end();
    });
    if (registered)
        return std::nullopt;
    const std::string wanted = joined(clientIds);
    Missing missing{Side::Context, audience ? "keyMismatch" : "keyMissing", {key, wanted}, "giveKey", {key, wanted, "StringEquals"}, {}, {}};
    if (audience)
        missing.arguments.push_back(joined(audience->values));
    missing.arguments.push_back("StringEquals");
    return missing;
}

} // namespace

std::optional<Missing> tokenRefusal(const World &world, const Request &request, const std::optional<std::vector<std::string>> &offeredRoles)
{
    const bool oidc = equalsIgnoringCase(request.action, actionOf(HopKind::WebIdentity));
    if (!oidc && !equalsIgnoringCase(request.action, actionOf(HopKind::Saml)))
        return std::nullopt;
    if (const std::optional<std::string> refused = refusedClaim(request.context))
        return Missing{Side::Context, "claimRefused", {*refused, joined(request.context.find(*refused)->values)}, {}, {}, {}, {}};
    const Principal &provider = request.principal;
    const std::string marker = oidc ? ":oidc-provider/" : ":saml-provider/";
    const std::size_t at = provider.arn.find(marker);
    if (at == std::string::npos)
        return std::nullopt; // login.amazon.com and its like are known to AWS
    if (!oidc && offeredRoles) {
        if (std::optional<Missing> refused = assertionRefusal(request, *offeredRoles))
            return refused;
    }
    const EntityPtr entity = world.findByArn(provider.arn);
    const IdentityProvider *known = entity ? entity->as<IdentityProvider>() : nullptr;
    if (!known) {
        // An export tells no providers: only an account with others is known not to have this one.
        if (world.entities(provider.account, EntityKind::Provider).empty())
            return std::nullopt;
        return Missing{Side::Trust, "principalUnknown", {provider.arn}, "addPrincipal", {provider.arn}, {}, {}};
    }
    return oidc ? audienceRefusal(request, provider.arn.substr(at + marker.size()) + ":aud", known->clientIds) : std::nullopt;
}

} // namespace rolewright
