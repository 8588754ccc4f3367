// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "world/world.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace rolewright {

/// What becomes of one claim of a token or attribute of an assertion.
struct Claim {
    QString name; ///< as the token says it
    QStringList values;
    QString key; ///< the condition key; empty: AWS makes none of it
    bool undecided = false; ///< the key is there, but which value AWS takes isn't documented

    bool operator==(const Claim &) const = default;
};

/// What somebody who brings a token (OIDC) or an assertion (SAML) says about itself. Only read: no signature is
/// checked, and nothing here can tell whether the token is genuine or still valid.
struct Claims {
    enum class Kind { WebIdentity, Saml };
    Kind kind = Kind::WebIdentity;
    QString issuer; ///< OIDC: host and path, as in the provider's ARN; SAML: Issuer
    QStringList roles; ///< SAML: ARNs of the roles offered
    QStringList providers; ///< SAML: ARNs of the providers they are offered through
    std::vector<Claim> claims; ///< in the token's order

    /// The request context of sts:AssumeRoleWithWebIdentity or sts:AssumeRoleWithSAML that the claims make.
    /// `provider`: its ARN; saml:doc and saml:namequalifier follow from it.
    Context context(const std::string &provider) const;
    std::string action() const;
};

/// Codes of what can't be read: "empty", "notToken" (neither JSON, JWT nor XML), "notJson", "noIssuer",
/// "tooLarge", "notXml" {line, column, reason}, "notAssertion", "encrypted".
struct ClaimsError {
    QString code;
    QStringList arguments;
};

struct ClaimsResult {
    std::optional<Claims> claims;
    ClaimsError error;
};

/// Reads what was pasted: a JWT (its payload is taken), a payload as JSON, a SAML response or assertion as XML or in base64.
ClaimsResult readClaims(const QByteArray &pasted);

/// The workspace's providers that the claims can be of, as ARNs.
std::vector<std::string> providersFor(const World &world, const Claims &claims);
/// Roles whose trust policy names the provider in an Allow statement, as ARNs.
std::vector<std::string> rolesTrusting(const World &world, const std::string &provider);

} // namespace rolewright
