// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"

#include <optional>
#include <string>
#include <string_view>

/// What STS takes as parameters of a request for credentials. It refuses others before any policy is looked at (ValidationError).
namespace rolewright {

/// A session's name; source identities follow the same rule: STS API Reference, AssumeRole, RoleSessionName and SourceIdentity.
bool isSessionName(std::string_view text);
/// STS API Reference, AssumeRole, ExternalId: 2 to 1,224 characters.
bool isExternalId(std::string_view text);
/// STS API Reference, AssumeRole, DurationSeconds, in seconds: 15 minutes to 12 hours; id_roles_providers_create_saml_assertions,
/// SessionDuration, says the same.
bool isSessionDuration(std::string_view text);
/// A federated user's name: STS API Reference, GetFederationToken.
bool isFederatedUserName(std::string_view text);
/// Whether a session can be given the tag: STS API Reference, Tag; id_session-tags, "Things to know about session tags":
/// keys of at most 128 characters that don't begin with aws:, values of at most 256, of letters, digits, spaces and _.:/=+-@.
/// Beyond ASCII every character passes.
bool isSessionTag(std::string_view key, std::string_view value);

/// Of a request for a role's credentials: the first key, as it was written, whose value is none that STS takes, whether the caller passes it
/// or a token or assertion brings it. Nothing when there is none, for keys that aren't known, and for other requests.
std::optional<std::string> refusedValue(const Request &request);

} // namespace rolewright
