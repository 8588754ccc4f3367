// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/policylist.h"
#include "policy/principal.h"
#include "world/entity.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What a compiled world is put together from. All of it is immutable and shared: between principals, and between a world and
/// the one after an edit.
namespace rolewright {

/// Tags by lower-case key.
class TagList
{
public:
    struct Entry {
        std::string key;
        std::string value;
        bool isOneOfSeveral = false; ///< keys that differ only by case, with other values: which of them counts isn't documented
    };

    TagList() = default;
    explicit TagList(const std::vector<Tag> &tags);
    const Entry *find(std::string_view lowerKey) const;

private:
    std::vector<Entry> m_tags;
};

/// A user or role with everything that applies to it. What every question asks comes first.
struct CompiledPrincipal {
    PolicyList identity;
    const Role *role = nullptr; ///< null: a user
    std::unique_ptr<PolicyList> boundary; ///< null: none
    std::uint32_t accountNumber = 0; ///< in the header's order
    bool isServiceLinked = false;
    /// Its ARN is what it is itself: a user's or a role's, of its account. Nobody asks as the others.
    bool isAsNamed = false;
    std::optional<Principal> caller; ///< as it asks; none: its ARN isn't a principal's
    std::string account;
    EntityPtr entity;
    TagList tags;
    std::string_view uniqueId;
};
using CompiledPrincipalPtr = std::shared_ptr<const CompiledPrincipal>;

/// An entity that requests can be about.
struct CompiledTarget {
    PolicyList policy; ///< the resource's or role's; one or none
    std::string account; ///< the entity's
    bool isResource = false; ///< else a user, role or policy
    bool isRole = false;
    bool isGroup = false;
    bool blocksPublicAccess = false; ///< S3 Block Public Access, and the policy is public
    EntityPtr entity;
    TagList tags;
};
using CompiledTargetPtr = std::shared_ptr<const CompiledTarget>;

/// Where an account is in the organization's tree.
struct OrganizationPlace {
    struct Level {
        PolicyList scp;
        PolicyList rcp;
    };
    std::string account;
    std::string organization; ///< its id
    std::vector<std::string> paths; ///< aws:PrincipalOrgPaths
    bool isManagement = false;
    bool isBoundByScps = false;
    bool isUsable = true; ///< all levels' policies are
    std::vector<Level> levels; ///< root first
    std::uint64_t scpsMatter = 0; ///< services of which some level says more than that everything is allowed; see ActionSet::services()
    std::uint64_t rcpsMatter = 0; ///< … denies something: orgs_manage_policies_rcps, everything is allowed
};

} // namespace rolewright
