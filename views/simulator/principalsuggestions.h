// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/suggestion.h"
#include "world/world.h"

#include <optional>
#include <vector>

namespace rolewright {

/// Everyone who can ask in a workspace: users, roles, root users, identity providers, AWS services.
/// Made when it is first looked into after a change of names; a lookup walks all of it (10,000 names: under a millisecond).
class PrincipalSuggestions
{
public:
    /// `sameNames`: nobody came, went or was renamed since the last one, and accounts are called what they were.
    void setWorld(const World &world, bool sameNames = false);

    Suggestions suggest(const QString &typed) const;
    /// The entry with exactly that ARN, or the only one of that name.
    std::optional<Suggestion> describe(const QString &text) const;

private:
    enum class Kind { User, Role, Root, Provider, Service };
    struct Entry {
        Kind kind;
        QString value;
        QString label;
        QString detail;
        QString lowered; ///< label
        QString loweredValue;
    };
    static Entry entry(Kind kind, const QString &value, const QString &label, const QString &detail);
    const std::vector<Entry> &names() const;
    const std::vector<Entry> &services() const;
    static Suggestion toSuggestion(const Entry &entry);

    World m_world;
    mutable std::optional<std::vector<Entry>> m_names; ///< all but services; none: to be made
    mutable std::optional<std::vector<Entry>> m_services; ///< the common ones and those that trust policies name
};

/// "Customer" or, where an account has no name, its id.
QString accountLabel(const World &world, const std::string &account);

} // namespace rolewright
