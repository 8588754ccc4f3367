// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/draft.h"

#include <algorithm>
#include <utility>

namespace rolewright::edits {

Entity &Draft::edit(const EntityPtr &entity)
{
    const auto [it, isNew] = m_places.try_emplace(entity->id, m_changed.size());
    if (isNew)
        m_changed.push_back({entity, std::make_shared<Entity>(*entity)});
    return *m_changed[it->second].after;
}

WorldHeader &Draft::header()
{
    if (!m_header)
        m_header = std::make_shared<WorldHeader>(m_world.header());
    return *m_header;
}

EntityId Draft::create(Entity entity)
{
    entity.id = World::newId();
    m_created = entity.id;
    m_others.push_back({nullptr, std::make_shared<const Entity>(std::move(entity)), std::nullopt});
    return m_created;
}

void Draft::remove(const EntityPtr &entity)
{
    const std::vector<EntityPtr> &list = entity->kind() == EntityKind::OrganizationPolicy
        ? m_world.organizationPolicies()
        : m_world.entities(entity->account, entity->kind());
    const auto place = std::find_if(
        list.begin(), list.end(), [&](const EntityPtr &other) { return other->id == entity->id; });
    m_others.push_back({entity, nullptr, static_cast<std::size_t>(place - list.begin())});
}

Result Draft::finish()
{
    Patch patch;
    for (Changed &changed : m_changed)
        patch.entities.push_back({std::move(changed.before), std::move(changed.after), std::nullopt});
    for (EntityChange &other : m_others)
        patch.entities.push_back(std::move(other));
    if (m_header) {
        patch.headerBefore = m_world.headerPtr();
        patch.headerAfter = std::move(m_header);
    }
    Result result;
    result.patch = std::move(patch);
    result.created = m_created;
    return result;
}

Result refuse(std::string code, std::vector<std::string> arguments)
{
    Result result;
    result.refused = {std::move(code), std::move(arguments)};
    return result;
}

} // namespace rolewright::edits
