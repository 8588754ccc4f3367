// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/document.h"
#include "policy/principal.h"
#include "world/entity.h"

#include <algorithm>
#include <bit>
#include <cstddef>
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

/// The policies of a layer, and their statements: what a question looks at first lies side by side.
class PolicyList
{
public:
    /// `isRefused`: whatever else, it can't be used as a resource's policy.
    void add(PolicySourcePtr source, bool isRefused = false)
    {
        const CompiledDocument *document = source->document.get();
        Use use{0, document, 0, m_statements.size()};
        if (document) {
            use.services = document->allows() | document->denies();
            use.usable = document->usable();
        }
        if (isRefused)
            use.usable &= static_cast<std::uint8_t>(~(1 << static_cast<int>(PolicyKind::Resource)));
        m_usable &= use.usable;
        m_uses.push_back(use);
        m_sources.push_back(std::move(source));
        if (!document)
            return;
        m_allows |= document->allows();
        m_denies |= document->denies();
        m_allowsEverything = m_allowsEverything || document->allowsEverything();
        m_looksAtToken = m_looksAtToken || document->looksAtToken();
        for (const CompiledStatement &statement : document->statements()) {
            if (m_statements.size() % group == 0)
                m_denying.push_back(0);
            m_denying.back() |= std::uint64_t{statement.effect() == Effect::Deny} << m_statements.size() % group;
            m_namesPrincipals = m_namesPrincipals || statement.namesPrincipals();
            m_services.push_back(statement.services());
            m_statements.push_back(&statement);
        }
    }

    struct Use {
        std::uint64_t services = 0; ///< what some statement may be about; see ActionSet::services()
        const CompiledDocument *document = nullptr; ///< null: its text isn't known
        std::uint8_t usable = 0; ///< see CompiledDocument::usable()
        std::size_t first = 0; ///< of its statements, in statement()

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
    /// Some statement does.
    bool namesPrincipals() const { return m_namesPrincipals; }
    /// Some policy does.
    bool looksAtToken() const { return m_looksAtToken; }

    /// Statements that are looked at together.
    static constexpr std::size_t group = 64;
    std::size_t groups() const { return m_denying.size(); }
    /// A bit for each statement of the group that may be about the services.
    std::uint64_t about(std::size_t which, std::uint64_t services) const
    {
        const std::size_t first = which * group;
        const std::size_t count = std::min(group, m_services.size() - first);
        std::uint64_t hits = 0;
        for (std::size_t i = 0; i < count; ++i)
            hits |= std::uint64_t{(m_services[first + i] & services) != 0} << i;
        return hits;
    }
    /// … and for each that denies.
    std::uint64_t denying(std::size_t which) const { return m_denying[which]; }
    /// By the number in its list: group by group, bit by bit.
    const CompiledStatement &statement(std::size_t number) const { return *m_statements[number]; }
    /// The use that a statement is of.
    std::size_t useOf(std::size_t number) const
    {
        const auto after = std::upper_bound(m_uses.begin(), m_uses.end(), number, [](std::size_t sought, const Use &use) { return sought < use.first; });
        return static_cast<std::size_t>(after - m_uses.begin()) - 1;
    }
    /// Asks for the memory of what about() reads.
    void prefetch() const
    {
        __builtin_prefetch(m_services.data());
        __builtin_prefetch(m_statements.data());
    }

    /// Visits the statements that may be about the services.
    template <typename Visit>
    void forEachAbout(std::uint64_t services, const Visit &visit) const
    {
        for (std::size_t which = 0; which < groups(); ++which) {
            for (std::uint64_t hits = about(which, services); hits; hits &= hits - 1)
                visit(*m_statements[which * group + static_cast<std::size_t>(std::countr_zero(hits))]);
        }
    }

private:
    std::uint64_t m_allows = 0;
    std::uint64_t m_denies = 0;
    std::uint8_t m_usable = 0xFF;
    bool m_allowsEverything = false;
    bool m_namesPrincipals = false;
    bool m_looksAtToken = false;
    std::vector<std::uint64_t> m_services; ///< of each statement
    std::vector<std::uint64_t> m_denying; ///< a bit for each
    std::vector<const CompiledStatement *> m_statements;
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
    std::vector<Level> levels; ///< root first
    std::uint64_t scpsMatter = 0; ///< services whose requests some level may not let through; see ActionSet::services()
    std::uint64_t rcpsMatter = 0;
};

} // namespace rolewright
