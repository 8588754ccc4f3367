// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/suggestion.h"
#include "world/world.h"

#include <optional>
#include <vector>

namespace rolewright {

/// Everyone who can ask in a workspace: users, roles, root users, identity providers, AWS services.
/// Built once per workspace state; a lookup walks all of it (10,000 names: under a millisecond).
class PrincipalSuggestions
{
public:
    void setWorld(const World &world);

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
    void add(Kind kind, const QString &value, const QString &label, const QString &detail);
    void addServices(const World &world);
    static Suggestion toSuggestion(const Entry &entry);

    std::vector<Entry> m_entries;
};

/// "Customer" or, where an account has no name, its id.
QString accountLabel(const World &world, const std::string &account);

} // namespace rolewright
