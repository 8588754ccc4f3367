// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/claims.h"

namespace rolewright {

/// The claims of a JWT or of its payload, as AWS makes condition keys of them: IAM User Guide,
/// reference_policies_iam-condition-keys, "Available keys for AWS OIDC federation". The signature isn't looked at.
ClaimsResult readWebToken(const QByteArray &text);

} // namespace rolewright
