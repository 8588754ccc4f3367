// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

/// Who makes a request.
enum class PrincipalKind {
    User, ///< arn:aws:iam::A:user/path/name with long-term keys
    Role, ///< arn:aws:iam::A:role/path/name: a session of it, its name not known, no session policy
    RoleSession, ///< arn:aws:sts::A:assumed-role/name/session (the role's path isn't part of it)
    FederatedUser, ///< arn:aws:sts::A:federated-user/name, made by GetFederationToken
    Root, ///< arn:aws:iam::A:root
    Service, ///< ec2.amazonaws.com
    OidcProvider, ///< arn:aws:iam::A:oidc-provider/url, or accounts.google.com and its like: an identity with a token of it
    SamlProvider, ///< arn:aws:iam::A:saml-provider/name: an identity with an assertion of it
    Anonymous, ///< * : an unsigned request
};

struct Principal {
    PrincipalKind kind = PrincipalKind::Anonymous;
    std::string arn; ///< as given; the service's name for Service, "*" for Anonymous
    std::string partition;
    std::string account; ///< empty for Service, Anonymous and the providers that AWS knows by itself
    std::string name; ///< user, role, federated user or provider, without its path
    std::string path; ///< "/" or "/division/"; only of users and roles
    std::string session; ///< role session name; only of RoleSession

    bool isSession() const { return kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession; }
    bool operator==(const Principal &) const = default;
};

/// Reads what contract.md allows as a principal; nothing for anything else (a group, a wildcard).
std::optional<Principal> parsePrincipal(std::string_view text);

} // namespace rolewright
