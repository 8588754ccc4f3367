// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/claims.h"

#include "evaluate/candidatevalues.h"
#include "evaluate/truth.h"
#include "policy/policykeys.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr std::string_view oidcMarker = ":oidc-provider/";

} // namespace

bool isClaimOf(const Principal &provider, std::string_view loweredKey)
{
    if (provider.kind == PrincipalKind::SamlProvider)
        return loweredKey.starts_with("saml:");
    if (provider.kind != PrincipalKind::OidcProvider)
        return false;
    const std::size_t at = provider.arn.find(oidcMarker);
    const std::string issuer = lowered(at == std::string::npos ? provider.arn : provider.arn.substr(at + oidcMarker.size()));
    return loweredKey.size() > issuer.size() && loweredKey.starts_with(issuer) && loweredKey[issuer.size()] == ':';
}

bool givesClaims(const Request &request)
{
    const auto &entries = request.context.entries();
    return std::any_of(entries.begin(), entries.end(), [&](const auto &entry) {
        return entry.second.provenance != Provenance::Unknown && isClaimOf(request.principal, entry.first);
    });
}

std::string audienceKeyOf(const Principal &provider)
{
    const std::size_t at = provider.kind == PrincipalKind::OidcProvider ? provider.arn.find(oidcMarker) : std::string::npos;
    return at == std::string::npos ? std::string() : provider.arn.substr(at + oidcMarker.size()) + ":aud";
}

Truth hasRegisteredAudience(const Request &request, const std::vector<std::string> &clientIds, bool told)
{
    const std::string key = audienceKeyOf(request.principal);
    const ContextValue *audience = request.context.find(key);
    if (key.empty() || clientIds.empty() || (!audience && !told))
        return Truth::True;
    if (audience && audience->provenance == Provenance::Unknown)
        return Truth::Unknown;
    return toTruth(audience && std::any_of(audience->values.begin(), audience->values.end(), [&](const std::string &one) {
        return std::find(clientIds.begin(), clientIds.end(), one) != clientIds.end();
    }));
}

const IdentityProvider *providerOf(const World &world, const Principal &provider)
{
    const EntityPtr entity = world.findByArn(provider.arn);
    return entity ? entity->as<IdentityProvider>() : nullptr;
}

bool isMissingProvider(const World &world, const Principal &provider)
{
    const bool ofAccount = provider.arn.find(oidcMarker) != std::string::npos || provider.arn.find(":saml-provider/") != std::string::npos;
    return ofAccount && !providerOf(world, provider) && !world.entities(provider.account, EntityKind::Provider).empty();
}

bool comesWithToken(std::string_view loweredKey)
{
    return loweredKey == "sts:sourceidentity" || loweredKey == "aws:tagkeys" || loweredKey.starts_with("aws:requesttag/");
}

void openClaims(const Layers &layers, Request &request)
{
    const bool saml = request.principal.kind == PrincipalKind::SamlProvider;
    const char *const action = saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
    if ((!saml && request.principal.kind != PrincipalKind::OidcProvider) || !equalsIgnoringCase(request.action, action) || givesClaims(request))
        return;
    for (const Policy *policy : policiesOf(layers)) {
        for (const Statement &statement : policy->statements) {
            forEachKey(statement, policy->version, [&](std::string_view key) {
                const std::string low = lowered(key);
                const bool brought = isClaimOf(request.principal, low) || comesWithToken(low) || (saml && low == "sts:rolesessionname");
                if (brought && !request.context.find(key))
                    request.context.setUnknown(key);
            });
        }
    }
}

void openServiceSource(const Layers &layers, Request &request)
{
    if (request.principal.kind != PrincipalKind::Service)
        return;
    for (const char *key : {"aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"}) {
        const std::vector<const Policy *> policies = policiesOf(layers);
        const bool matters = std::any_of(policies.begin(), policies.end(),
            [low = lowered(key)](const Policy *policy) { return std::binary_search(policy->keys.begin(), policy->keys.end(), low); });
        if (matters && !request.context.find(key))
            request.context.setUnknown(key);
    }
}

} // namespace rolewright
