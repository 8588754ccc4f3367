// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/actionids.h"

namespace rolewright {

ActionIds::ActionIds()
    : m_services(Catalog::builtIn().services())
    , m_traits(m_services.size())
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

const ActionIds &ActionIds::builtIn()
{
    static const ActionIds ids;
    return ids;
}

ActionId ActionIds::find(std::string_view action, std::uint64_t hash) const
{
    const std::optional<std::uint32_t> found = m_byText.find(action, hash);
    return found ? m_ids[*found] : ActionId();
}

const ActionTraits &ActionIds::traits(ActionId id) const
{
    const CatalogService &service = m_services[id.service];
    const std::vector<ActionTraits> &traits = m_traits.of(id.service, [&] {
        std::vector<ActionTraits> ofActions;
        for (std::size_t index = 0; index < service.actions.size(); ++index)
            ofActions.push_back(workOutTraits(m_texts[m_first[id.service] + index], &service, &service.actions[index]));
        return ofActions;
    });
    return traits[id.index];
}

} // namespace rolewright
