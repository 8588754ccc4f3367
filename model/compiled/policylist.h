// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/document.h"
#include "world/entity.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rolewright {

/// A policy as a layer uses it.
struct PolicySource {
    std::string name; ///< shown to people
    DocumentRef where;
    CompiledDocumentPtr document; ///< null: its text isn't known
};
using PolicySourcePtr = std::shared_ptr<const PolicySource>;

/// The policies of a layer, and which of their statements may be about a service.
class PolicyList
{
public:
    PolicyList() = default;
    /// `isRefused`: whatever else, they can't be used as a resource's policy.
    explicit PolicyList(std::vector<PolicySourcePtr> sources, bool isRefused = false);

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
    /// What statements are about that don't allow everything.
    std::uint64_t saysMore() const { return m_saysMore; }
    /// Some policy does: CompiledDocument::allowsEverything().
    bool allowsEverything() const { return m_allowsEverything; }
    /// Some statement does.
    bool namesPrincipals() const { return m_namesPrincipals; }
    /// Some policy does.
    bool looksAtToken() const { return m_looksAtToken; }

    /// Statements that are looked at together.
    static constexpr std::size_t group = 64;
    std::size_t groups() const { return (m_statements.size() + group - 1) / group; }
    /// A bit for each statement of the group that may be about the service. `service`: ActionSet::serviceBit() of an action.
    std::uint64_t about(std::size_t which, std::uint64_t service) const
    {
        const Place place = placeOf(service);
        return m_about[which * m_width + place.word] >> place.shift & ~std::uint64_t{0} >> (group - m_width);
    }
    /// … and for each that denies.
    std::uint64_t denying(std::size_t which) const { return which == 0 ? m_denying : m_furtherDenying[which - 1]; }
    /// By the number in its list: group by group, bit by bit.
    const CompiledStatement &statement(std::size_t number) const { return *m_statements[number].statement; }
    /// The use that a statement is of.
    std::size_t useOf(std::size_t number) const;
    const PolicySource &policyOf(std::size_t number) const { return *m_statements[number].policy; }

    // Each asks for the memory of what the next step reads: about() the first group, then statement().
    void prefetchAbout(std::uint64_t service) const
    {
        if (!m_about.empty())
            __builtin_prefetch(&m_about[placeOf(service).word]);
    }
    void prefetchStatement(std::size_t number) const { __builtin_prefetch(&m_statements[number]); }

private:
    struct Entry {
        const CompiledStatement *statement = nullptr;
        const PolicySource *policy = nullptr; ///< that it is of
    };
    /// Where a service's bits of the first group are.
    struct Place {
        std::size_t word = 0;
        unsigned shift = 0;
    };
    Place placeOf(std::uint64_t service) const
    {
        const std::size_t bit = static_cast<std::size_t>(std::countr_zero(service)) * m_width;
        return {bit / 64, static_cast<unsigned>(bit % 64)};
    }
    void add(const PolicySource &source, bool isRefused);
    void indexStatements();

    // What is asked of most lists stands in their first bytes.
    std::uint64_t m_allows = 0;
    std::uint64_t m_denies = 0;
    std::uint64_t m_denying = 0; ///< a bit for each statement of the first group
    std::uint8_t m_usable = 0xFF;
    bool m_allowsEverything = false;
    bool m_namesPrincipals = false;
    bool m_looksAtToken = false;
    std::uint32_t m_width = 8; ///< bits for each service in a group: as many as there are statements, rounded up to 8, 16, 32 or 64
    std::vector<std::uint64_t> m_about; ///< service by service, group by group: one look instead of one for each statement
    std::vector<Entry> m_statements;
    std::uint64_t m_saysMore = 0;
    std::vector<std::uint64_t> m_furtherDenying; ///< of the groups after the first
    std::vector<Use> m_uses;
    std::vector<PolicySourcePtr> m_sources;
};

} // namespace rolewright
