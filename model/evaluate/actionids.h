// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/catalog.h"
#include "catalog/perservice.h"
#include "text/textindex.h"
#include "evaluate/actiontraits.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

/// An action of the catalog by numbers: its service, and its place among the service's actions.
struct ActionId {
    static constexpr std::uint16_t unknown = 0xFFFF;
    std::uint16_t service = unknown;
    std::uint16_t index = 0;

    bool isKnown() const { return service != unknown; }
};

/// The catalog's actions by number, with their traits. Immutable but for traits that are worked out when first asked for;
/// thread-safe.
class ActionIds
{
public:
    static const ActionIds &builtIn();

    /// Ignores case. An unknown id for what the catalog doesn't hold.
    ActionId find(std::string_view action) const { return find(action, hashOf(action)); }
    /// `hash`: of the action.
    ActionId find(std::string_view action, std::uint64_t hash) const;
    static std::uint64_t hashOf(std::string_view action) { return TextIndex<true>::hashOf(action); }
    /// Asks for the memory that find() looks at first.
    void prefetch(std::uint64_t hash) const { m_byText.prefetch(hash); }
    const ActionTraits &traits(ActionId id) const;
    std::size_t serviceCount() const { return m_services.size(); }
    const CatalogService &service(std::size_t service) const { return m_services[service]; }
    /// "s3:GetObject"
    const std::string &text(ActionId id) const { return m_texts[m_first[id.service] + id.index]; }

private:
    ActionIds();

    const std::vector<CatalogService> &m_services;
    std::vector<std::size_t> m_first; ///< by service: where its texts begin
    std::vector<std::string> m_texts;
    std::vector<ActionId> m_ids; ///< of the texts
    TextIndex<true> m_byText;
    PerService<std::vector<ActionTraits>> m_traits;
};

} // namespace rolewright
