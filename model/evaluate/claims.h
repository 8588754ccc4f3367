// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "evaluate/layers.h"
#include "evaluate/request.h"
#include "world/world.h"

#include <string_view>

/// What a request brings by itself: the token or assertion with which somebody asks as an identity provider, and for whom a service asks.
/// A token's claims are keys of the request.
/// IAM User Guide, reference_policies_iam-condition-keys, "Available keys for AWS OIDC federation", "… for SAML-based federation".
namespace rolewright {

/// Whether a key says something of the token or assertion of that provider.
bool isClaimOf(const Principal &provider, std::string_view loweredKey);

/// Whether the request says something of the token or assertion that it is made with.
bool givesClaims(const Request &request);

/// What a token or an assertion can carry beside its claims: id_session-tags, id_credentials_temp_control-access_monitor.
bool comesWithToken(std::string_view loweredKey);

/// "issuer:aud", the key of a token's audience, of an OIDC provider that an account has; empty for others: AWS knows login.amazon.com and its
/// like by itself.
std::string audienceKeyOf(const Principal &provider);

/// Whether the audience of the token that a request is made with is among the provider's client IDs; no client IDs: they aren't known.
/// `told`: the request says something of the token; one of which nothing is said counts as a right one. Unknown when the audience is. id_roles_providers_create_oidc, "Creating and
/// managing an OIDC provider": STS takes tokens for the client IDs that are registered.
Truth hasRegisteredAudience(const Request &request, const std::vector<std::string> &clientIds, bool told);

/// The provider as the workspace has it; null for others.
const IdentityProvider *providerOf(const World &world, const Principal &provider);

/// Whether its account is known not to have the provider: an export tells no providers, so only where the workspace has others of the account.
/// STS API Reference, AssumeRoleWithWebIdentity and AssumeRoleWithSAML: the provider has to be there.
bool isMissingProvider(const World &world, const Principal &provider);

/// Of a request for credentials with a token or assertion of which nothing is said: its claims may be there with any value, and so may
/// what else comes with it. Those that the policies look at become unknown.
void openClaims(const Layers &layers, Request &request);

/// Of a service that asks: for whom it does, it tells the resource's policy, and the question doesn't say which it is. What policies look
/// at of that becomes unknown. reference_policies_condition-keys, aws:SourceAccount, aws:SourceArn, aws:SourceOrgID, aws:SourceOrgPaths.
void openServiceSource(const Layers &layers, Request &request);

} // namespace rolewright
