// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/permissionsetrole.h"

#include "world/world.h"

#include <algorithm>

namespace rolewright {
namespace {

constexpr std::string_view reservedPath = "/aws-reserved/sso.amazonaws.com/";
constexpr std::string_view reservedName = "AWSReservedSSO_";
constexpr std::size_t suffixLength = 16;

bool isHexadecimal(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

std::optional<PermissionSetRole> permissionSetRole(std::string_view roleArn)
{
    const std::optional<Principal> role = parsePrincipal(roleArn);
    if (!role || role->kind != PrincipalKind::Role)
        return std::nullopt;
    const std::string_view path = role->path, name = role->name;
    if (!path.starts_with(reservedPath) || !name.starts_with(reservedName))
        return std::nullopt;
    std::string_view region = path.substr(reservedPath.size());
    if (!region.empty())
        region.remove_suffix(1); // the path's last slash
    const std::string_view rest = name.substr(reservedName.size());
    if (region.find('/') != std::string_view::npos || rest.size() < suffixLength + 2)
        return std::nullopt;
    const std::size_t underscore = rest.size() - suffixLength - 1;
    const std::string_view suffix = rest.substr(underscore + 1);
    if (rest[underscore] != '_' || !isHexadecimal(suffix))
        return std::nullopt;
    return PermissionSetRole{std::string(rest.substr(0, underscore)), role->account, std::string(region), std::string(suffix)};
}

std::optional<PermissionSetRole> permissionSetRole(const World &world, const Principal &principal)
{
    if (principal.kind == PrincipalKind::Role)
        return permissionSetRole(principal.arn);
    if (principal.kind != PrincipalKind::RoleSession)
        return std::nullopt;
    const EntityPtr role = world.findByName(principal.account, EntityKind::Role, principal.name);
    return role ? permissionSetRole(role->arn()) : std::nullopt;
}

} // namespace rolewright
