// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/world.h"

#include "catalog/managedpolicies.h"
#include "policy/arn.h"
#include "world/worlddata.h"

#include <algorithm>
#include <atomic>
#include <numeric>

namespace rolewright {

bool isTruncated(const AccountInfo &account)
{
    return std::any_of(account.extra.begin(), account.extra.end(), [](const ExtraField &field) { return field.key == truncatedField && field.json == "true"; });
}

World::World()
    : m_data(std::make_shared<Data>())
{
}

const WorldHeader &World::header() const
{
    return *m_data->header;
}

HeaderPtr World::headerPtr() const
{
    return m_data->header;
}

const AccountInfo *World::account(std::string_view id) const
{
    const std::vector<AccountInfo> &accounts = m_data->header->accounts;
    const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const AccountInfo &account) { return account.id == id; });
    return found == accounts.end() ? nullptr : &*found;
}

std::string World::partitionOf(std::string_view account) const
{
    for (const EntityKind kind : {EntityKind::Role, EntityKind::User, EntityKind::Group, EntityKind::Policy}) {
        for (const EntityPtr &entity : entities(account, kind)) {
            if (const std::optional<ArnView> arn = viewArn(entity->arn()))
                return std::string(arn->partition);
        }
    }
    return "aws";
}

EntityPtr World::find(EntityId id) const
{
    return m_data->entity(&id);
}

EntityPtr World::findByArn(std::string_view arn) const
{
    EntityPtr found = m_data->entity(m_data->byArn.find(arn));
    return found && found->kind() != EntityKind::OrganizationPolicy ? found : nullptr;
}

EntityPtr World::findByName(std::string_view account, EntityKind kind, std::string_view name) const
{
    return m_data->entity(m_data->byName.find(nameKey(account, kind, name)));
}

const std::vector<EntityPtr> &World::entities(std::string_view account, EntityKind kind) const
{
    return m_data->list(account, kind);
}

const std::vector<EntityPtr> &World::organizationPolicies() const
{
    return m_data->list({}, EntityKind::OrganizationPolicy);
}

EntityPtr World::organizationPolicy(std::string_view policyId) const
{
    EntityPtr found = m_data->entity(m_data->byArn.find(policyId));
    return found && found->kind() == EntityKind::OrganizationPolicy ? found : nullptr;
}

std::size_t World::entityCount() const
{
    return std::accumulate(m_data->counts.begin(), m_data->counts.end(), std::size_t{0});
}

std::size_t World::entityCount(EntityKind kind) const
{
    return m_data->counts[static_cast<std::size_t>(kind)];
}

std::optional<World::PolicyText> World::policyText(std::string_view arn, std::string_view account) const
{
    EntityPtr entity;
    if (!account.empty() && isAwsOwned(arn))
        entity = m_data->entity(m_data->byArn.find(ownArnKey(account, arn)));
    if (!entity)
        entity = findByArn(arn);
    if (const auto *policy = entity ? entity->as<ManagedPolicy>() : nullptr) {
        const PolicyVersionEntry *version = policy->defaultVersion();
        if (version && version->document)
            return PolicyText{version->document, {entity->id, DocumentSlot::Version, version->versionId}, policy->name};
    }

    const ManagedPolicyLibrary &library = ManagedPolicyLibrary::builtIn();
    const LibraryPolicy *known = library.find(arn);
    DocumentPtr document = known ? library.document(arn) : nullptr;
    if (!document)
        return std::nullopt;
    return PolicyText{std::move(document), {{}, DocumentSlot::Library, std::string(arn)}, known->name};
}

EntityId World::newId()
{
    static std::atomic<std::uint32_t> last{0};
    return {++last};
}

} // namespace rolewright
