// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/trustindex.h"

#include "compiled/worlddata.h"
#include "policy/arn.h"
#include "routes/pattern.h"

#include <algorithm>

namespace rolewright {
namespace {

void addPrincipal(TrustSummary &summary, const PrincipalEntry &entry)
{
    const std::string &text = entry.value.text;
    switch (entry.type) {
    case PrincipalType::Everyone:
        summary.everyone = true;
        break;
    case PrincipalType::Aws:
        if (text.find('*') != std::string::npos) {
            summary.everyone = true;
        } else if (isAccountId(text)) {
            summary.accounts.push_back(text);
        } else if (const std::optional<Arn> arn = parseArn(text); arn && arn->resource == "root") {
            summary.accounts.push_back(arn->account);
        } else {
            summary.names.push_back(text);
            if (const std::optional<Principal> named = parsePrincipal(text); named && named->kind == PrincipalKind::Role)
                summary.roles.push_back(named->account + '/' + named->name);
        }
        break;
    case PrincipalType::Service:
        summary.names.push_back(text);
        break;
    case PrincipalType::Federated:
    case PrincipalType::CanonicalUser:
        break; // neither calls sts:AssumeRole
    }
}

void addUnique(std::vector<std::size_t> &list, std::size_t value)
{
    if (list.empty() || list.back() != value)
        list.push_back(value);
}

std::vector<std::size_t> sorted(std::vector<std::size_t> list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

void addProviders(TrustSummary &summary, const Statement &statement)
{
    if (!mayCoverAction(statement, "sts:assumerolewithwebidentity") && !mayCoverAction(statement, "sts:assumerolewithsaml"))
        return;
    if (!statement.principal || statement.principal->negated) {
        summary.anyProvider = true;
        return;
    }
    for (const PrincipalEntry &entry : statement.principal->values) {
        if (entry.value.text == "*")
            summary.anyProvider = true;
        else if (entry.type == PrincipalType::Federated)
            summary.providers.push_back(entry.value.text);
    }
}

} // namespace

TrustSummary summariseTrust(const DocumentPtr &document)
{
    TrustSummary summary;
    if (!document || !document->policy() || !document->usableAs(PolicyKind::Trust)) {
        summary.unknown = true;
        return summary;
    }
    for (const Statement &statement : document->policy()->statements) {
        if (statement.effect != Effect::Allow)
            continue;
        addProviders(summary, statement);
        if (!mayCoverAction(statement, "sts:assumerole"))
            continue;
        if (!statement.principal || statement.principal->negated) {
            summary.everyone = true;
            continue;
        }
        for (const PrincipalEntry &entry : statement.principal->values)
            addPrincipal(summary, entry);
    }
    return summary;
}

std::vector<std::string> namesOf(const World &world, const Principal &principal)
{
    std::vector<std::string> names{principal.arn};
    EntityPtr entity;
    if (principal.kind == PrincipalKind::RoleSession) {
        entity = world.findByName(principal.account, EntityKind::Role, principal.name);
        names.push_back(
            entity ? entity->arn() : "arn:" + principal.partition + ":iam::" + principal.account + ":role/" + principal.name);
    } else {
        entity = world.findByArn(principal.arn);
    }
    if (entity) {
        if (const Role *role = entity->as<Role>(); role && !role->uniqueId.empty())
            names.push_back(role->uniqueId);
        if (const User *user = entity->as<User>(); user && !user->uniqueId.empty())
            names.push_back(user->uniqueId);
    }
    return names;
}

namespace {

bool namesRoleOf(const TrustSummary &summary, const Principal &session)
{
    return session.kind == PrincipalKind::RoleSession && !summary.roles.empty()
        && std::find(summary.roles.begin(), summary.roles.end(), session.account + '/' + session.name) != summary.roles.end();
}

} // namespace

TrustReach trustReach(const TrustSummary &summary, const Principal &principal, const std::vector<std::string> &names)
{
    for (const std::string &name : names) {
        if (std::find(summary.names.begin(), summary.names.end(), name) != summary.names.end())
            return TrustReach::Named;
    }
    if (namesRoleOf(summary, principal))
        return TrustReach::Named;
    if (summary.everyone || summary.unknown)
        return TrustReach::Everyone;
    const auto &accounts = summary.accounts;
    const bool account = std::find(accounts.begin(), accounts.end(), principal.account) != accounts.end();
    return account ? TrustReach::Account : TrustReach::No;
}

TrustIndex::TrustIndex(const World &world)
{
    m_roles.reserve(world.entityCount(EntityKind::Role));
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Role)) {
            const Role *role = entity->as<Role>();
            const std::size_t index = m_roles.size();
            m_roles.push_back({entity, role, summariseTrust(role->trust), noSlot});
            m_byArn.emplace(role->arn, index);
            const TrustSummary &trust = m_roles.back().trust;
            if (trust.everyone || trust.unknown)
                m_anybody.push_back(index);
            for (const std::string &trusted : trust.accounts)
                addUnique(m_byAccount[trusted], index);
            for (const std::string &name : trust.names) {
                addUnique(m_byName[name], index);
                if (const std::optional<Principal> named = parsePrincipal(name); named && named->kind == PrincipalKind::RoleSession)
                    addUnique(m_byRole[named->account + '/' + named->name], index);
            }
            for (const std::string &named : trust.roles)
                addUnique(m_byRole[named], index);
            if (trust.anyProvider || trust.unknown)
                m_anyProvider.push_back(index);
            const bool service = std::any_of(trust.names.begin(), trust.names.end(),
                [](const std::string &name) { return name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn"); });
            if (service)
                m_servicesByAccount[account.id].push_back(index);
            for (const std::string &provider : trust.providers)
                addUnique(m_byProvider[provider], index);
        }
    }
}

TrustIndex::TrustIndex(const CompiledWorld &world)
    : TrustIndex(world.world())
{
    m_bySlot.assign(world.data().targets.size(), m_roles.size());
    for (std::size_t number = 0; number < m_roles.size(); ++number) {
        IndexedRole &role = m_roles[number];
        role.slot = world.data().byArn->find(role.role->arn).value_or(noSlot);
        if (role.slot != noSlot)
            m_bySlot[role.slot] = number;
    }
}

void TrustIndex::update(const World &world)
{
    std::size_t index = 0;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Role)) {
            if (m_roles[index].entity != entity) {
                m_roles[index].entity = entity;
                m_roles[index].role = entity->as<Role>();
            }
            ++index;
        }
    }
}

std::optional<std::size_t> TrustIndex::find(std::string_view arn) const
{
    const auto it = m_byArn.find(std::string(arn));
    return it == m_byArn.end() ? std::nullopt : std::optional(it->second);
}

std::vector<std::size_t> TrustIndex::trusting(const Principal &principal, const std::vector<std::string> &names) const
{
    std::vector<std::size_t> result = m_anybody;
    if (const auto it = m_byAccount.find(principal.account); it != m_byAccount.end())
        result.insert(result.end(), it->second.begin(), it->second.end());
    if (principal.kind == PrincipalKind::RoleSession) {
        if (const auto it = m_byRole.find(principal.account + '/' + principal.name); it != m_byRole.end())
            result.insert(result.end(), it->second.begin(), it->second.end());
    }
    for (const std::string &name : names) {
        if (const auto it = m_byName.find(name); it != m_byName.end())
            result.insert(result.end(), it->second.begin(), it->second.end());
    }
    return sorted(std::move(result));
}

bool TrustIndex::trusts(std::size_t role, const Principal &principal, const std::vector<std::string> &names) const
{
    if (trustReach(m_roles[role].trust, principal, names) != TrustReach::No)
        return true;
    const auto named = principal.kind == PrincipalKind::RoleSession ? m_byRole.find(principal.account + '/' + principal.name) : m_byRole.end();
    return named != m_byRole.end() && std::binary_search(named->second.begin(), named->second.end(), role);
}

std::optional<std::size_t> TrustIndex::inSlot(std::uint32_t slot) const
{
    return slot < m_bySlot.size() && m_bySlot[slot] < m_roles.size() ? std::optional(m_bySlot[slot]) : std::nullopt;
}

std::vector<std::size_t> TrustIndex::trustingServices(const std::string &account) const
{
    const auto it = m_servicesByAccount.find(account);
    return it == m_servicesByAccount.end() ? std::vector<std::size_t>() : it->second;
}

std::vector<std::size_t> TrustIndex::trustingProvider(const std::string &provider) const
{
    std::vector<std::size_t> result = m_anyProvider;
    if (const auto it = m_byProvider.find(provider); it != m_byProvider.end())
        result.insert(result.end(), it->second.begin(), it->second.end());
    return sorted(std::move(result));
}

} // namespace rolewright
