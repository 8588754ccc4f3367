// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/actionids.h"
#include "policy/policy.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rolewright {

/// What an Action or NotAction element lists, as bits by service: a service that none of it is about takes no room. The bits of all
/// statements of a document lie in one block of words, which the document keeps.
class ActionSet
{
public:
    ActionSet() = default;
    /// Adds what it needs to `block`.
    ActionSet(const Element<PolicyString> &element, std::vector<std::uint64_t> &block);

    /// Whether one of the listed patterns matches the action; what NotAction makes of it is the statement's business.
    bool contains(ActionId action, const std::uint64_t *block) const
    {
        if (m_all)
            return true;
        if (m_runs == 0)
            return false;
        // Without a branch that nobody could foretell.
        const std::uint64_t *run = block + m_first;
        for (std::size_t count = m_runs; count > 1; count -= count / 2)
            run += Run(run[count / 2 - 1]).service < action.service ? count / 2 : 0;
        const Run found(*run);
        return found.service == action.service && (found.words == 0 || (block[m_first + found.first + action.index / 64] >> action.index % 64 & 1));
    }
    bool isAll() const { return m_all; }
    /// Asks for the memory that contains() reads first.
    void prefetch(const std::uint64_t *block) const { __builtin_prefetch(block + m_first); }
    /// A bit for every service that something here may be about; see serviceBit().
    std::uint64_t services(const std::uint64_t *block) const;

    /// Services share the lower bits; actions that the catalog doesn't know have the highest, which every set has.
    static std::uint64_t serviceBit(ActionId action) { return std::uint64_t{1} << (action.isKnown() ? action.service % 63 : 63); }

private:
    class Builder;

    /// One service, as a word of the block: runs by service first, then their bits.
    struct Run {
        std::uint16_t service = 0;
        std::uint16_t words = 0; ///< 0: every action of the service
        std::uint32_t first = 0; ///< of its bits, from m_first on

        Run() = default;
        explicit Run(std::uint64_t word)
            : service(static_cast<std::uint16_t>(word))
            , words(static_cast<std::uint16_t>(word >> 16))
            , first(static_cast<std::uint32_t>(word >> 32))
        {
        }
        std::uint64_t word() const { return service | std::uint64_t{words} << 16 | std::uint64_t{first} << 32; }
    };

    std::uint32_t m_first = 0; ///< in the block
    std::uint16_t m_runs = 0;
    bool m_all = false;
};

/// Whether one of the listed patterns matches an action that the catalog doesn't know, by comparing texts.
bool containsText(const Element<PolicyString> &element, std::string_view action);

} // namespace rolewright
