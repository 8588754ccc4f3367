// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/claims.h"

namespace rolewright {

/// The claims of a SAML 2.0 assertion, alone or in a response, as AWS makes condition keys of them: IAM User Guide,
/// id_roles_providers_create_saml_assertions and reference_policies_iam-condition-keys. The signature isn't looked at.
ClaimsResult readAssertion(const QByteArray &xml);

} // namespace rolewright
