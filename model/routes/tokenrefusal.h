// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

namespace rolewright {

/// Why STS doesn't take the token or assertion that the request is made with, whatever the policies say; nothing for other requests.
/// `offeredRoles`: of an assertion that is known, the roles of its Role attribute. STS API Reference, AssumeRoleWithWebIdentity and
/// AssumeRoleWithSAML; id_roles_providers_create_oidc: the provider has to be there, and the token's audience among its client IDs;
/// id_roles_providers_create_saml_assertions: Role, RoleSessionName, SessionDuration.
std::optional<Missing> tokenRefusal(const World &world, const Request &request, const std::optional<std::vector<std::string>> &offeredRoles);

} // namespace rolewright
