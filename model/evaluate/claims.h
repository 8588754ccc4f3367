// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/layers.h"
#include "evaluate/request.h"

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

/// Of a request for credentials with a token or assertion of which nothing is said: its claims may be there with any value, and so may
/// what else comes with it. Those that the policies look at become unknown.
void openClaims(const Layers &layers, Request &request);

/// Of a service that asks: for whom it does, it tells the resource's policy, and the question doesn't say which it is. What policies look
/// at of that becomes unknown. reference_policies_condition-keys, aws:SourceAccount, aws:SourceArn, aws:SourceOrgID, aws:SourceOrgPaths.
void openServiceSource(const Layers &layers, Request &request);

} // namespace rolewright
