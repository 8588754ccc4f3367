// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocanpeople.h"

#include "analyse/whocanindex.h"
#include "compiled/worlddata.h"
#include "evaluate/evaluate.h"
#include "policy/arn.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace rolewright {
namespace {

using Kind = WhoCanPerson::Kind;

/// Somebody whom a policy names and who isn't a row anyway: from outside, or a session of the workspace's own. Nothing for what can't be asked for.
std::optional<WhoCanPerson> outsider(const World &world, const PrincipalEntry &entry)
{
    const std::string &text = entry.value.text;
    WhoCanPerson person;
    switch (entry.type) {
    case PrincipalType::Aws: {
        person.arn = isAccountId(text) ? "arn:aws:iam::" + text + ":root" : text;
        const std::optional<Principal> principal = parsePrincipal(person.arn);
        if (!principal || principal->account.empty())
            return std::nullopt;
        person.account = principal->account;
        const bool named = principal->kind == PrincipalKind::RoleSession || principal->kind == PrincipalKind::FederatedUser;
        if (world.account(principal->account)) {
            person.kind = Kind::Session;
            return named ? std::optional(person) : std::nullopt;
        }
        person.kind = principal->kind == PrincipalKind::Root ? Kind::OutsideAccount : Kind::Outside;
        return person;
    }
    case PrincipalType::Service: person.kind = Kind::Service; break;
    case PrincipalType::Federated: person.kind = Kind::Provider; break;
    case PrincipalType::Everyone:
    case PrincipalType::CanonicalUser: return std::nullopt;
    }
    person.arn = text;
    return parsePrincipal(text) ? std::optional(person) : std::nullopt;
}

/// Whom the resource's own policy lets in, beside the workspace's users and roles.
std::vector<WhoCanPerson> namedBy(const World &world, const Request &question)
{
    std::vector<WhoCanPerson> people;
    const Gathered gathered = gather(world, question);
    const DocumentPtr document = gathered.layers.resource ? gathered.layers.resource->document : nullptr;
    const Policy *policy = document ? document->policy() : nullptr;
    if (!policy)
        return people;
    std::set<std::string> seen;
    for (const Statement &statement : policy->statements) {
        if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            std::optional<WhoCanPerson> person = outsider(world, entry);
            if (person && seen.insert(person->arn).second)
                people.push_back(std::move(*person));
        }
    }
    return people;
}

/// After those `named`, whom trust policies name, and identity providers.
std::vector<WhoCanPerson> othersAfter(std::vector<WhoCanPerson> named, const World &world, const TrustedOutside &trusted)
{
    std::vector<WhoCanPerson> people = std::move(named);
    std::set<std::string> seen;
    for (const WhoCanPerson &person : people)
        seen.insert(person.arn);
    for (const std::string &service : trusted.services) {
        if (seen.insert(service).second)
            people.push_back({Kind::Service, service, {}, {}});
    }
    people.push_back({Kind::Anyone, "*", {}, {}});
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &provider : world.entities(account.id, EntityKind::Provider)) {
            if (seen.insert(provider->arn()).second)
                people.push_back({Kind::Provider, provider->arn(), provider->id, account.id});
        }
    }
    for (const std::string &provider : trusted.providers) {
        if (seen.insert(provider).second)
            people.push_back({Kind::Provider, provider, {}, {}});
    }
    for (const auto &[outsider, roles] : trusted.outsiders) {
        const std::optional<Principal> principal = parsePrincipal(outsider);
        const Kind kind = outsider == TrustedOutside::anyAccount ? Kind::AnyAccount
            : principal && principal->kind == PrincipalKind::Root ? Kind::OutsideAccount : Kind::Outside;
        if (seen.insert(outsider).second)
            people.push_back({kind, outsider, {}, principal ? principal->account : std::string()});
    }
    // Providers last, those that the resource's policy names too.
    std::stable_partition(people.begin(), people.end(), [](const WhoCanPerson &person) { return person.kind != Kind::Provider; });
    return people;
}

} // namespace

WhoCanPeople::WhoCanPeople(const CompiledWorld &compiled, const TrustedOutside &trusted)
{
    const World &world = compiled.world();
    std::vector<WhoCanPerson> own;
    own.reserve(world.entityCount(EntityKind::User) + world.entityCount(EntityKind::Role) + world.header().accounts.size());
    Numbers numbers;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &user : world.entities(account.id, EntityKind::User))
            own.push_back({Kind::User, user->arn(), user->id, account.id});
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role))
            own.push_back({Kind::Role, role->arn(), role->id, account.id});
        numbers.roots.push_back(static_cast<std::uint32_t>(own.size()));
        own.push_back({Kind::Root, "arn:" + world.partitionOf(account.id) + ":iam::" + account.id + ":root", {}, account.id});
    }
    std::unordered_map<EntityId, std::uint32_t> rows;
    for (std::size_t row = 0; row < own.size(); ++row) {
        if (own[row].kind != Kind::Root)
            rows.emplace(own[row].entity, static_cast<std::uint32_t>(row));
    }
    const CompiledWorld::Data &data = compiled.data();
    numbers.rowBySlot.assign(data.principals.size(), none);
    numbers.slotByRow.assign(own.size(), none);
    for (std::uint32_t slot = 0; slot < data.principals.size(); ++slot) {
        const auto row = data.principals[slot] ? rows.find(data.principals[slot]->entity->id) : rows.end();
        if (row == rows.end())
            continue;
        numbers.rowBySlot[slot] = row->second;
        numbers.slotByRow[row->second] = slot;
    }
    m_own = std::make_shared<const std::vector<WhoCanPerson>>(std::move(own));
    m_others = std::make_shared<const std::vector<WhoCanPerson>>(othersAfter({}, world, trusted));
    m_numbers = std::make_shared<const Numbers>(std::move(numbers));
}

WhoCanPeople WhoCanPeople::withNamed(const World &world, const Request &question, const TrustedOutside &trusted) const
{
    std::vector<WhoCanPerson> named = namedBy(world, question);
    if (named.empty())
        return *this;
    WhoCanPeople people = *this;
    people.m_others = std::make_shared<const std::vector<WhoCanPerson>>(othersAfter(std::move(named), world, trusted));
    return people;
}

} // namespace rolewright
