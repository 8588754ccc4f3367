// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/actionids.h"
#include "policy/policy.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rolewright {

/// What an Action or NotAction element lists, as bits by service: a service that none of it is about takes no room.
class ActionSet
{
public:
    ActionSet() = default;
    explicit ActionSet(const Element<PolicyString> &element);

    /// Whether one of the listed patterns matches the action; what NotAction makes of it is the statement's business.
    bool contains(ActionId action) const
    {
        if (m_all)
            return true;
        for (const Run &run : m_runs) {
            if (run.service != action.service)
                continue;
            return run.words == 0 || (m_bits[run.first + action.index / 64] >> action.index % 64 & 1);
        }
        return false;
    }
    /// Of an action that the catalog doesn't know, by comparing texts.
    bool containsText(std::string_view action) const;

    /// A bit for every service that something here may be about; see serviceBit().
    std::uint64_t services() const { return m_services; }

    /// Services share the lower bits; actions that the catalog doesn't know have the highest, which every set has.
    static std::uint64_t serviceBit(ActionId action) { return std::uint64_t{1} << (action.isKnown() ? action.service % 63 : 63); }

private:
    struct Run {
        std::uint16_t service = 0;
        std::uint16_t words = 0; ///< 0: every action of the service
        std::uint32_t first = 0; ///< in m_bits
    };

    void add(std::string_view pattern);
    void addTo(std::size_t service, std::string_view actionPattern, std::string_view pattern);
    Run &runOf(std::size_t service);

    bool m_all = false;
    std::uint64_t m_services = serviceBit({});
    std::vector<Run> m_runs;
    std::vector<std::uint64_t> m_bits;
    const Element<PolicyString> *m_element = nullptr; ///< of the document, which outlives this
};


} // namespace rolewright
