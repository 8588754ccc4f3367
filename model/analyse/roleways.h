// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/worlddata.h"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace rolewright {

struct ResourcePattern;

/// Who may become which roles by one kind of hop. Roles that nothing tells apart are one group: whoever may become one of them may
/// become each, so that a thousand roles that trust the same thousand principals take two thousand numbers, not a million.
///
///     ways.add(role, key); // of every role: the same key for roles that differ in their ARN alone
///     ways.tellApart(data, pattern); // of every resource pattern of a policy that may have a say
///     ways.let(group, principals);
///
/// Slots are those of the compiled world.
class RoleWays
{
public:
    using Slot = std::uint32_t;
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    struct Group {
        std::vector<Slot> roles; ///< ascending, one at least
        std::vector<Slot> principals; ///< who may become any of them, ascending; may hold the roles themselves
    };

    explicit RoleWays(std::size_t slots);

    void add(Slot role, const std::string &key);
    /// Roles that the pattern may fit and the others are of different groups from now on, with the same principals at first.
    void tellApart(const CompiledWorld::Data &data, const ResourcePattern &pattern);
    /// Adds them, each once.
    void let(std::uint32_t group, std::vector<Slot> principals);
    /// Nobody's principal any more.
    void forget(Slot principal);

    const std::vector<Group> &groups() const { return m_groups; }
    /// `none` for what isn't a role that was added.
    std::uint32_t groupOf(Slot role) const { return m_groupOf[role]; }
    /// Whose principal it is.
    const std::vector<std::uint32_t> &groupsFor(Slot principal) const { return m_groupsFor[principal]; }
    /// That it may become, in any order; but not itself.
    std::vector<Slot> rolesFor(Slot principal) const;

private:
    struct Named {
        std::string arn;
        Slot role;
    };

    void sortNames(const CompiledWorld::Data &data);
    std::vector<Slot> fitting(const CompiledWorld::Data &data, const ResourcePattern &pattern) const;
    void splitAll(const std::vector<Slot> &roles);
    void split(std::uint32_t group, std::vector<Slot> roles);

    std::vector<Group> m_groups;
    std::map<std::string, std::uint32_t> m_byKey; ///< groups, as they were added
    std::vector<std::uint32_t> m_groupOf; ///< by slot
    std::vector<std::vector<std::uint32_t>> m_groupsFor; ///< by slot
    std::vector<Named> m_byArn; ///< all roles; filled when it is needed
    std::vector<std::uint32_t> m_byName; ///< the same by what follows the account, but for m_odd
    std::vector<std::uint32_t> m_odd; ///< with a colon in their path: wildcards may reach beyond the account
    std::unordered_set<std::string> m_told; ///< patterns
};

} // namespace rolewright
