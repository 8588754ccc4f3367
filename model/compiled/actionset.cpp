// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/actionset.h"

#include "evaluate/matcher.h"
#include "policy/glob.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

/// Bits and runs while they grow.
class ActionSet::Builder
{
public:
    /// False once every action of every service is listed.
    bool add(std::string_view pattern);
    std::uint16_t moveTo(std::vector<std::uint64_t> &block);

private:
    void addTo(std::size_t service, std::string_view actionPattern, std::string_view pattern);
    Run &runOf(std::size_t service);

    std::vector<Run> m_runs;
    std::vector<std::uint64_t> m_bits;
};

ActionSet::ActionSet(const Element<PolicyString> &element, std::vector<std::uint64_t> &block)
    : m_first(static_cast<std::uint32_t>(block.size()))
{
    Builder builder;
    m_all = !std::all_of(element.values.begin(), element.values.end(), [&](const PolicyString &value) { return builder.add(value.text); });
    if (!m_all)
        m_runs = builder.moveTo(block);
}

std::uint64_t ActionSet::services(const std::uint64_t *block) const
{
    if (m_all)
        return ~std::uint64_t{0};
    std::uint64_t services = serviceBit({});
    for (std::size_t i = 0; i < m_runs; ++i)
        services |= serviceBit({Run(block[m_first + i]).service, 0});
    return services;
}

std::uint16_t ActionSet::Builder::moveTo(std::vector<std::uint64_t> &block)
{
    std::sort(m_runs.begin(), m_runs.end(), [](const Run &left, const Run &right) { return left.service < right.service; });
    for (Run &run : m_runs) {
        run.first += static_cast<std::uint32_t>(m_runs.size());
        block.push_back(run.word());
    }
    block.insert(block.end(), m_bits.begin(), m_bits.end());
    return static_cast<std::uint16_t>(m_runs.size());
}

ActionSet::Run &ActionSet::Builder::runOf(std::size_t service)
{
    for (Run &run : m_runs) {
        if (run.service == service)
            return run;
    }
    const std::size_t words = (ActionIds::builtIn().service(service).actions.size() + 63) / 64;
    Run run;
    run.service = static_cast<std::uint16_t>(service);
    run.words = static_cast<std::uint16_t>(words);
    run.first = static_cast<std::uint32_t>(m_bits.size());
    m_runs.push_back(run);
    m_bits.resize(m_bits.size() + words);
    return m_runs.back();
}

void ActionSet::Builder::addTo(std::size_t service, std::string_view actionPattern, std::string_view pattern)
{
    const ActionIds &ids = ActionIds::builtIn();
    if (actionPattern == "*") {
        runOf(service).words = 0;
        return;
    }
    if (!actionPattern.empty() && !glob::hasWildcard(actionPattern)) {
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

bool ActionSet::Builder::add(std::string_view pattern)
{
    if (pattern.find_first_not_of('*') == std::string_view::npos && !pattern.empty())
        return false;
    const ActionIds &ids = ActionIds::builtIn();
    const std::size_t colon = pattern.find(':');
    const std::string_view prefix = pattern.substr(0, colon);
    const bool oneService = colon != std::string_view::npos && !glob::hasWildcard(prefix);
    if (!oneService) {
        for (std::size_t service = 0; service < ids.serviceCount(); ++service)
            addTo(service, "**", pattern);
        return true;
    }
    const CatalogService *service = Catalog::builtIn().service(prefix);
    if (service)
        addTo(static_cast<std::size_t>(service - &ids.service(0)), pattern.substr(colon + 1), pattern);
    return true;
}

bool containsText(const Element<PolicyString> &element, std::string_view action)
{
    return std::any_of(element.values.begin(), element.values.end(), [&](const PolicyString &value) { return actionMatches(value.text, action); });
}

} // namespace rolewright
