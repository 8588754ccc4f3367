// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/documentchecks.h"
#include "policy/arn.h"
#include "policy/principal.h"

#include <algorithm>

namespace rolewright::checks {
namespace {

/// "AIDA…", "AROA…": what AWS shows in a policy once the principal that it named is deleted.
/// IAM User Guide, reference_policies_elements_principal.
bool isUniqueId(std::string_view text)
{
    return text.size() >= 16 && (text.starts_with("AIDA") || text.starts_with("AROA"))
        && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

/// Whether the workspace would hold such an entity: it has the account and some entity of that kind in it.
bool isCovered(const World &world, const std::string &account, EntityKind kind)
{
    return world.account(account) && !world.entities(account, kind).empty();
}

bool isMissing(const World &world, const Principal &principal)
{
    switch (principal.kind) {
    case PrincipalKind::User:
        return isCovered(world, principal.account, EntityKind::User) && !world.findByArn(principal.arn);
    case PrincipalKind::Role:
        return isCovered(world, principal.account, EntityKind::Role) && !world.findByArn(principal.arn);
    case PrincipalKind::RoleSession:
        return isCovered(world, principal.account, EntityKind::Role)
            && !world.findByName(principal.account, EntityKind::Role, principal.name);
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
        return isCovered(world, principal.account, EntityKind::Provider) && !world.findByArn(principal.arn);
    default:
        return false;
    }
}

struct Place {
    PolicyKind kind;
    const Entity &owner;
    const World &world;
};

void checkEveryone(const Place &place, const Statement &statement, const PrincipalEntry &entry, Diagnostics &found)
{
    if (statement.effect != Effect::Allow || !statement.conditions.empty())
        return;
    if (place.kind == PolicyKind::Trust) {
        found.push_back({Severity::Warning, "trustsEveryone", {}, entry.value.span});
        return;
    }
    const Resource *resource = place.owner.as<Resource>();
    if (place.kind == PolicyKind::Resource && resource && !resource->blockPublicAccess)
        found.push_back({Severity::Warning, "resourceIsPublic", {resource->arn}, entry.value.span});
}

void checkAws(const Place &place, const Statement &statement, const PrincipalEntry &entry, Diagnostics &found)
{
    const std::string &text = entry.value.text;
    if (text == "*") {
        checkEveryone(place, statement, entry, found);
        return;
    }
    if (isUniqueId(text)) {
        found.push_back({Severity::Warning, "principalDeleted", {text}, entry.value.span});
        return;
    }
    const std::optional<Principal> principal = parsePrincipal(text);
    const std::string account = isAccountId(text) ? text : principal && principal->kind == PrincipalKind::Root ? principal->account : "";
    if (!account.empty()) {
        if (place.kind == PolicyKind::Trust && statement.effect == Effect::Allow && account != place.owner.account)
            found.push_back({Severity::Warning, "wholeAccountTrusted", {account}, entry.value.span});
        return;
    }
    if (principal && isMissing(place.world, *principal))
        found.push_back({Severity::Warning, "principalNotFound", {text}, entry.value.span});
}

} // namespace

void principals(const Policy &policy, PolicyKind kind, const Entity &owner, const World &world, Diagnostics &found)
{
    const Place place{kind, owner, world};
    for (const Statement &statement : policy.statements) {
        if (!statement.principal)
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            // NotPrincipal names whom a statement spares: only missing ones are worth telling.
            if (entry.type == PrincipalType::Everyone && !statement.principal->negated)
                checkEveryone(place, statement, entry, found);
            else if (entry.type == PrincipalType::Aws && !statement.principal->negated)
                checkAws(place, statement, entry, found);
            else if (entry.type == PrincipalType::Aws || entry.type == PrincipalType::Federated) {
                const std::optional<Principal> principal = parsePrincipal(entry.value.text);
                if (principal && isMissing(world, *principal))
                    found.push_back({Severity::Warning, "principalNotFound", {entry.value.text}, entry.value.span});
            }
        }
    }
}

} // namespace rolewright::checks
