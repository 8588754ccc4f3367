// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"

#include <QString>
#include <Qt>

#include <string>
#include <vector>

namespace rolewright {

/// Text in a name or an ARN, ignoring case. Empty: everything fits.
class NameFilter
{
public:
    NameFilter() = default;
    explicit NameFilter(const QString &text);

    const QString &text() const { return m_text; }
    bool accepts(const Entity &entity) const;

private:
    friend class EntityList;

    QString m_text;
    std::string m_lower; ///< in ASCII; empty when it has other letters
};

/// What can be done with an entity's row.
Qt::ItemFlags flagsOf(const Entity &entity);

/// Entities by name, with what a filter and a tree ask of each of them side by side: neither has to visit thousands of entities for a letter.
class EntityList
{
public:
    explicit EntityList(const std::vector<EntityPtr> &entities);

    std::size_t size() const { return m_entities.size(); }
    EntityId id(std::size_t place) const { return m_entities[place].id; }
    Qt::ItemFlags flags(std::size_t place) const { return m_entities[place].flags; }
    bool accepts(const NameFilter &filter, std::size_t place) const;

private:
    struct Listed {
        EntityPtr entity;
        EntityId id;
        Qt::ItemFlags flags;
        std::size_t begin = 0; ///< of its name and ARN in the texts, up to where the next one's begin
        bool isAscii = false;
    };
    std::vector<Listed> m_entities;
    std::string m_texts; ///< in lower case
};

} // namespace rolewright
