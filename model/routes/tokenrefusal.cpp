// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/tokenrefusal.h"

#include "evaluate/claims.h"
#include "evaluate/stsvalues.h"
#include "routes/hoprequest.h"
#include "text/joined.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

using Side = Missing::Side;

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

/// `clientIds`: of the provider, without the token's audience.
Missing audienceRefusal(const Request &request, const std::vector<std::string> &clientIds)
{
    const std::string key = audienceKeyOf(request.principal);
    const ContextValue *audience = request.context.find(key);
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
    if (const std::optional<std::string> refused = refusedValue(request))
        return Missing{Side::Context, "claimRefused", {*refused, joined(request.context.find(*refused)->values)}, {}, {}, {}, {}};
    const Principal &provider = request.principal;
    if (!oidc && offeredRoles) {
        if (std::optional<Missing> refused = assertionRefusal(request, *offeredRoles))
            return refused;
    }
    if (isMissingProvider(world, provider))
        return Missing{Side::Trust, "principalUnknown", {provider.arn}, "addPrincipal", {provider.arn}, {}, {}};
    const IdentityProvider *known = providerOf(world, provider);
    if (oidc && known && hasRegisteredAudience(request, known->clientIds, givesClaims(request)) == Truth::False)
        return audienceRefusal(request, known->clientIds);
    return std::nullopt;
}

} // namespace rolewright
