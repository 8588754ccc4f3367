// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "world/world.h"

#include <QString>

#include <optional>

namespace rolewright::cli {

/// Who brings a token or an assertion.
struct TokenBearer {
    QString provider; ///< ARN
    Context context; ///< what its claims become
    std::optional<std::vector<std::string>> roles; ///< of an assertion: ARNs of the roles that it offers
};

/// Reads it from the file. `provider`: its ARN, or empty when the workspace has exactly one that it can be of. Nothing when it
/// can't be read, with the reason told.
std::optional<TokenBearer> readToken(const World &world, const QString &file, const QString &provider);

/// Adds the claims to the question; what was given there wins.
void addClaims(const Context &claims, Request &request);

} // namespace rolewright::cli
