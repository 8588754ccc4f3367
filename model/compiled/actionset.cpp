// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/actionset.h"

#include "evaluate/matcher.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

ActionSet::ActionSet(const Element<PolicyString> &element)
    : m_element(&element)
{
    for (const PolicyString &value : element.values)
        add(value.text);
    if (m_all) {
        m_runs.clear();
        m_bits.clear();
        m_services = ~std::uint64_t{0};
    }
}

ActionSet::Run &ActionSet::runOf(std::size_t service)
{
    for (Run &run : m_runs) {
        if (run.service == service)
            return run;
    }
    const std::size_t words = (ActionIds::builtIn().service(service).actions.size() + 63) / 64;
    m_runs.push_back({static_cast<std::uint16_t>(service), static_cast<std::uint16_t>(words), static_cast<std::uint32_t>(m_bits.size())});
    m_bits.resize(m_bits.size() + words);
    m_services |= serviceBit({static_cast<std::uint16_t>(service), 0});
    return m_runs.back();
}

void ActionSet::addTo(std::size_t service, std::string_view actionPattern, std::string_view pattern)
{
    const ActionIds &ids = ActionIds::builtIn();
    if (actionPattern == "*") {
        runOf(service).words = 0;
        return;
    }
    if (!actionPattern.empty() && actionPattern.find_first_of("*?") == std::string_view::npos) {
        if (const ActionId id = ids.find(pattern); id.isKnown()) {
            const Run &run = runOf(id.service);
            if (run.words > 0)
                m_bits[run.first + id.index / 64] |= std::uint64_t{1} << id.index % 64;
        }
        return;
    }
    const std::size_t count = ids.service(service).actions.size();
    for (std::size_t index = 0; index < count; ++index) {
        const ActionId id{static_cast<std::uint16_t>(service), static_cast<std::uint16_t>(index)};
        // The first match makes the run: a pattern that fits no action takes no room.
        if (!actionMatches(pattern, ids.text(id)))
            continue;
        const Run &run = runOf(service);
        if (run.words == 0)
            return;
        m_bits[run.first + index / 64] |= std::uint64_t{1} << index % 64;
    }
}

void ActionSet::add(std::string_view pattern)
{
    if (pattern.find_first_not_of('*') == std::string_view::npos && !pattern.empty()) {
        m_all = true;
        return;
    }
    const ActionIds &ids = ActionIds::builtIn();
    const std::size_t colon = pattern.find(':');
    const std::string_view prefix = pattern.substr(0, colon);
    const bool oneService = colon != std::string_view::npos && prefix.find_first_of("*?") == std::string_view::npos;
    if (!oneService) {
        m_services = ~std::uint64_t{0};
        for (std::size_t service = 0; service < ids.serviceCount(); ++service)
            addTo(service, "**", pattern);
        return;
    }
    const CatalogService *service = Catalog::builtIn().service(prefix);
    if (service)
        addTo(static_cast<std::size_t>(service - &ids.service(0)), pattern.substr(colon + 1), pattern);
}

bool ActionSet::containsText(std::string_view action) const
{
    return std::any_of(m_element->values.begin(), m_element->values.end(), [&](const PolicyString &value) { return actionMatches(value.text, action); });
}

} // namespace rolewright
