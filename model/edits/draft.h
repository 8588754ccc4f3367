// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace rolewright::edits {

/// Collects what one edit changes. An entity or the header is copied when it is first asked for, so
/// several parts of an edit may touch the same one.
class Draft
{
public:
    explicit Draft(const World &world)
        : m_world(world)
    {
    }

    /// The copy that takes the place of `entity`, which stands in the world.
    Entity &edit(const EntityPtr &entity);
    WorldHeader &header();
    EntityId create(Entity entity);
    void remove(const EntityPtr &entity);

    /// The patch; the draft is used up. Writes `created` when create() was called.
    Result finish();

private:
    struct Changed {
        EntityPtr before;
        std::shared_ptr<Entity> after;
    };

    const World &m_world;
    std::vector<Changed> m_changed;
    std::unordered_map<EntityId, std::size_t> m_places; ///< in m_changed
    std::vector<EntityChange> m_others; ///< created and removed
    std::shared_ptr<WorldHeader> m_header;
    EntityId m_created;
};

Result refuse(std::string code, std::vector<std::string> arguments = {});

} // namespace rolewright::edits
