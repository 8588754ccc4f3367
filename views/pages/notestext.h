// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QString>

#include <unordered_map>

namespace rolewright {

/// Notes as they are read: paragraphs, the words that lead one ("Try: …") bold, web addresses as links, names and ARNs of the
/// workspace's entities as links to `entity:ID`.
class NotesText
{
public:
    explicit NotesText(const World &world);

    QString html(const QString &notes) const;
    /// What an `entity:ID` link means; none for other links.
    static EntityId entityOf(const QString &link);

private:
    QString line(const QString &text) const;
    QString linked(const QString &word) const; ///< one word that isn't a web address
    EntityId find(const QString &word) const;

    World m_world;
    std::unordered_map<std::string, EntityId> m_byName; ///< none: several have the name
};

} // namespace rolewright
