// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocanworld.h"

namespace rolewright {

WhoCanWorld::WhoCanWorld(World world)
    : m_world(std::move(world))
{
}

WhoCanWorld::WhoCanWorld(World world, std::shared_ptr<WhoCanWorld> before)
    : m_world(std::move(world))
    , m_before(std::move(before))
{
}

WhoCanWorld::~WhoCanWorld() = default;

const WhoCanIndex &WhoCanWorld::index()
{
    if (!m_index)
        m_index.emplace(CompiledWorld(m_world));
    return *m_index;
}

RouteSurvey &WhoCanWorld::survey(std::size_t thread)
{
    if (!m_finder)
        m_finder.emplace(index().world());
    if (!m_surveys[thread])
        m_surveys[thread].emplace(*m_finder);
    return *m_surveys[thread];
}

} // namespace rolewright
