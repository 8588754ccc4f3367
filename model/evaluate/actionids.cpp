// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/actionids.h"

#include <atomic>
#include <mutex>

namespace rolewright {

struct ActionIds::Traits {
    std::once_flag once;
    std::atomic<bool> isReady = false; ///< quicker to ask than `once`
    std::vector<ActionTraits> actions;
};

ActionIds::ActionIds()
    : m_services(Catalog::builtIn().services())
    , m_traits(std::make_unique<Traits[]>(m_services.size()))
{
    for (std::size_t service = 0; service < m_services.size(); ++service) {
        m_first.push_back(m_texts.size());
        for (std::size_t index = 0; index < m_services[service].actions.size(); ++index) {
            m_texts.push_back(m_services[service].actions[index].text());
            m_ids.push_back({static_cast<std::uint16_t>(service), static_cast<std::uint16_t>(index)});
        }
    }
    m_byText.reserve(m_texts.size());
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        m_byText.add(m_texts[i], static_cast<std::uint32_t>(i));
}

ActionIds::~ActionIds() = default;

const ActionIds &ActionIds::builtIn()
{
    static const ActionIds ids;
    return ids;
}

ActionId ActionIds::find(std::string_view action) const
{
    const std::optional<std::uint32_t> found = m_byText.find(action);
    return found ? m_ids[*found] : ActionId();
}

const ActionTraits &ActionIds::traits(ActionId id) const
{
    Traits &traits = m_traits[id.service];
    if (!traits.isReady.load(std::memory_order_acquire)) {
        std::call_once(traits.once, [&] {
            for (std::size_t index = 0; index < m_services[id.service].actions.size(); ++index)
                traits.actions.push_back(workOutTraits(m_texts[m_first[id.service] + index], &m_services[id.service], &m_services[id.service].actions[index]));
            traits.isReady.store(true, std::memory_order_release);
        });
    }
    return traits.actions[id.index];
}

} // namespace rolewright
