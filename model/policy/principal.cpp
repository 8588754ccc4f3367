// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/principal.h"

#include "policy/arn.h"
#include "policy/glob.h"

namespace rolewright {

namespace {

/// "division/team/name" → path "/division/team/", name "name". False when there is no name.
bool splitPath(std::string_view text, Principal &principal)
{
    const std::size_t slash = text.rfind('/');
    principal.name = slash == std::string_view::npos ? text : text.substr(slash + 1);
    principal.path = "/";
    if (slash != std::string_view::npos)
        principal.path += text.substr(0, slash + 1);
    return !principal.name.empty();
}

bool readIam(std::string_view resource, Principal &principal)
{
    const auto after = [&](std::string_view prefix) { return resource.substr(prefix.size()); };
    if (resource == "root") {
        principal.kind = PrincipalKind::Root;
        principal.name = "root";
        return true;
    }
    if (resource.starts_with("user/")) {
        principal.kind = PrincipalKind::User;
        return splitPath(after("user/"), principal);
    }
    if (resource.starts_with("role/")) {
        principal.kind = PrincipalKind::Role;
        return splitPath(after("role/"), principal);
    }
    if (resource.starts_with("oidc-provider/")) {
        principal.kind = PrincipalKind::OidcProvider;
        principal.name = after("oidc-provider/");
        return !principal.name.empty();
    }
    if (resource.starts_with("saml-provider/")) {
        principal.kind = PrincipalKind::SamlProvider;
        principal.name = after("saml-provider/");
        return !principal.name.empty();
    }
    return false;
}

bool readSts(std::string_view resource, Principal &principal)
{
    if (resource.starts_with("assumed-role/")) {
        principal.kind = PrincipalKind::RoleSession;
        resource.remove_prefix(std::string_view("assumed-role/").size());
        const std::size_t slash = resource.find('/');
        if (slash == std::string_view::npos)
            return false;
        principal.name = resource.substr(0, slash);
        principal.session = resource.substr(slash + 1);
        return !principal.name.empty() && !principal.session.empty() && principal.session.find('/') == std::string::npos;
    }
    if (resource.starts_with("federated-user/")) {
        principal.kind = PrincipalKind::FederatedUser;
        principal.name = resource.substr(std::string_view("federated-user/").size());
        return !principal.name.empty();
    }
    return false;
}

/// "ec2.amazonaws.com", "logs.eu-west-1.amazonaws.com", "ec2.amazonaws.com.cn", "vpc-lattice.amazonaws.internal" …
bool isServiceName(std::string_view text)
{
    return text.find(".amazonaws.") != std::string_view::npos || text.ends_with(".amazon.com") || text.ends_with(".aws.internal");
}

/// Identity providers that AWS knows without a provider in the account. reference_policies_elements_principal,
/// "AWS OIDC federated principals".
bool isBuiltInProvider(std::string_view text)
{
    return text == "accounts.google.com" || text == "cognito-identity.amazonaws.com" || text == "graph.facebook.com"
        || text == "www.amazon.com";
}

} // namespace

std::optional<Principal> parsePrincipal(std::string_view text)
{
    Principal principal;
    principal.arn = text;
    if (text == "*") {
        principal.kind = PrincipalKind::Anonymous;
        return principal;
    }
    if (glob::hasWildcard(text))
        return std::nullopt;
    const std::optional<ArnView> arn = viewArn(text);
    if (!arn && isBuiltInProvider(text)) {
        principal.kind = PrincipalKind::OidcProvider;
        principal.name = text;
        return principal;
    }
    if (!arn) {
        if (!isServiceName(text) || text.find_first_of(":/ ") != std::string_view::npos)
            return std::nullopt;
        principal.kind = PrincipalKind::Service;
        principal.name = text;
        return principal;
    }
    if (!isAccountId(arn->account) || !arn->region.empty())
        return std::nullopt;
    principal.partition = arn->partition;
    principal.account = arn->account;
    const bool read = arn->service == "iam" ? readIam(arn->resource, principal)
        : arn->service == "sts"             ? readSts(arn->resource, principal)
                                            : false;
    if (!read)
        return std::nullopt;
    return principal;
}

} // namespace rolewright
