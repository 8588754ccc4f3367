// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/document.h"
#include "policy/principal.h"
#include "world/entity.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What a compiled world is put together from. All of it is immutable and shared: between principals, and between a world and
/// the one after an edit.
namespace rolewright {

/// A policy as a layer uses it.
struct PolicySource {
    std::string name; ///< shown to people
    DocumentRef where;
    CompiledDocumentPtr document; ///< null: its text isn't known
};
using PolicySourcePtr = std::shared_ptr<const PolicySource>;

/// The policies of a layer. What a question looks at first lies side by side.
class PolicyList
{
public:
    /// `isRefused`: whatever else, it can't be used as a resource's policy.
    void add(PolicySourcePtr source, bool isRefused = false)
    {
        const CompiledDocument *document = source->document.get();
        Use use = document ? Use{document->allows(), document->denies(), document, document->usable()} : Use();
        if (isRefused)
            use.usable &= static_cast<std::uint8_t>(~(1 << static_cast<int>(PolicyKind::Resource)));
        m_allows |= use.allows;
        m_denies |= use.denies;
        m_usable &= use.usable;
        m_allowsEverything = m_allowsEverything || (document && document->allowsEverything());
        m_uses.push_back(use);
        m_sources.push_back(std::move(source));
    }

    struct Use {
        std::uint64_t allows = 0; ///< what some Allow statement may be about; see ActionSet::services()
        std::uint64_t denies = 0; ///< likewise of the Deny statements
        const CompiledDocument *document = nullptr; ///< null: its text isn't known
        std::uint8_t usable = 0; ///< see CompiledDocument::usable()

        std::uint64_t services() const { return allows | denies; }
        bool usableAs(PolicyKind kind) const { return usable >> static_cast<int>(kind) & 1; }
    };
    const std::vector<Use> &uses() const { return m_uses; }
    const PolicySource &source(std::size_t use) const { return *m_sources[use]; }

    // Of all policies together.
    std::uint64_t allows() const { return m_allows; }
    std::uint64_t denies() const { return m_denies; }
    /// Each of them; true when there are none.
    bool usableAs(PolicyKind kind) const { return m_usable >> static_cast<int>(kind) & 1; }
    /// Some policy does: CompiledDocument::allowsEverything().
    bool allowsEverything() const { return m_allowsEverything; }

private:
    std::uint64_t m_allows = 0;
    std::uint64_t m_denies = 0;
    std::uint8_t m_usable = 0xFF;
    bool m_allowsEverything = false;
    std::vector<Use> m_uses;
    std::vector<PolicySourcePtr> m_sources;
};

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

/// A user or role with everything that applies to it.
struct CompiledPrincipal {
    PolicyList identity;
    std::string account;
    std::uint32_t accountNumber = 0; ///< in the header's order
    const Role *role = nullptr; ///< null: a user
    bool isServiceLinked = false;
    EntityPtr entity;
    std::optional<Principal> caller; ///< as it asks; none: its ARN isn't a principal's
    std::optional<PolicyList> boundary;
    TagList tags;
    std::string_view uniqueId;

    /// Whether its ARN is what it is itself: a user's or a role's, of its account. Nobody asks as the others.
    bool isAsNamed() const
    {
        return caller && caller->account == account && caller->kind == (role ? PrincipalKind::Role : PrincipalKind::User);
    }
};
using CompiledPrincipalPtr = std::shared_ptr<const CompiledPrincipal>;

/// An entity that requests can be about.
struct CompiledTarget {
    EntityPtr entity;
    PolicyList policy; ///< the resource's or role's; one or none
    TagList tags;
    bool isResource = false; ///< else a user, role or policy
    bool isRole = false;
    bool isGroup = false;
    bool blocksPublicAccess = false; ///< S3 Block Public Access, and the policy is public
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
    std::vector<Level> levels; ///< root first
    std::uint64_t scpsMatter = 0; ///< services whose requests some level may not let through; see ActionSet::services()
    std::uint64_t rcpsMatter = 0;
};

} // namespace rolewright
