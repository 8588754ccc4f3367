// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/principals.h"

#include "reference/pattern.h"

namespace rolewright::reference {

namespace {

/// Users, roles, their sessions, federated users and root belong to an account; identities of a provider don't.
bool belongsToAccount(const Principal &caller)
{
    switch (caller.kind) {
    case PrincipalKind::User:
    case PrincipalKind::Role:
    case PrincipalKind::RoleSession:
    case PrincipalKind::FederatedUser:
    case PrincipalKind::Root:
        return true;
    case PrincipalKind::Service:
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
    case PrincipalKind::Anonymous:
        return false;
    }
    return false;
}

bool namesRoleOf(const std::string &arn, const Principal &caller)
{
    if (caller.kind == PrincipalKind::Role)
        return arn == caller.arn;
    if (caller.kind != PrincipalKind::RoleSession)
        return false;
    const std::vector<std::string> parts = split(arn, ':');
    if (parts.size() != 6 || parts[2] != "iam" || parts[4] != caller.account || !parts[5].starts_with("role/"))
        return false;
    return split(parts[5], '/').back() == caller.name;
}

} // namespace

std::string roleArn(const Principal &session)
{
    return session.kind == PrincipalKind::Role ? session.arn : "arn:" + session.partition + ":iam::" + session.account + ":role/" + session.name;
}

Reach reach(const PrincipalEntry &entry, const Principal &caller)
{
    const std::string &value = entry.value.text;
    switch (entry.type) {
    case PrincipalType::Everyone:
        return Reach::Everyone;
    case PrincipalType::Service:
        return caller.kind == PrincipalKind::Service && value == caller.name ? Reach::Itself : Reach::None;
    case PrincipalType::Federated: {
        const bool provider = caller.kind == PrincipalKind::OidcProvider || caller.kind == PrincipalKind::SamlProvider;
        return provider && value == caller.arn ? Reach::Itself : Reach::None;
    }
    case PrincipalType::CanonicalUser:
        return Reach::None;
    case PrincipalType::Aws:
        break;
    }
    if (!belongsToAccount(caller))
        return Reach::None;
    if (value == caller.account || value == "arn:aws:iam::" + caller.account + ":root")
        return Reach::Account;
    if (namesRoleOf(value, caller))
        return Reach::Role;
    return value == caller.arn ? Reach::Itself : Reach::None;
}

bool sparedByNotPrincipal(const std::vector<PrincipalEntry> &entries, const Principal &caller, bool hasBoundary)
{
    bool itself = false;
    bool role = false;
    bool account = false;
    for (const PrincipalEntry &entry : entries) {
        itself = itself || reach(entry, caller) == Reach::Itself;
        role = role || reach(entry, caller) == Reach::Role;
        account = account || reach(entry, caller) == Reach::Account;
    }
    if (hasBoundary)
        return false;
    switch (caller.kind) {
    case PrincipalKind::User:
    case PrincipalKind::FederatedUser:
        return itself && account;
    case PrincipalKind::RoleSession:
        return itself && role && account;
    case PrincipalKind::Role: // its session's name isn't known, so it can't be listed
        return false;
    case PrincipalKind::Root:
        return account;
    case PrincipalKind::Service:
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
        return itself;
    case PrincipalKind::Anonymous:
        return false;
    }
    return false;
}

} // namespace rolewright::reference
