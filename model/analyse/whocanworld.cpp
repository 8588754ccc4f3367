// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocanworld.h"

#include "compiled/worlddata.h"
#include "routes/changedpolicies.h"

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

/// Takes over what the world before has made, as far as the edits allow. A search that still goes on there makes it anew.
bool WhoCanWorld::inherit()
{
    std::shared_ptr<WhoCanWorld> before = std::move(m_before);
    while (before) {
        const std::lock_guard turn(before->m_turn);
        if (!before->m_index) {
            std::shared_ptr<WhoCanWorld> earlier = std::move(before->m_before);
            if (!earlier)
                return false;
            m_before = std::move(earlier);
            break;
        }
        const CompiledWorld world = before->m_index->world().updated(m_world);
        m_index = std::move(before->m_index);
        const std::optional<ChangedPolicies> changed = m_index->update(world);
        m_finder = std::move(before->m_finder);
        m_surveys = std::move(before->m_surveys);
        m_since = before->m_since;
        if (!changed) {
            m_surveys = {};
            m_finder.reset();
            m_index = std::make_unique<WhoCanIndex>(world);
            return true;
        }
        m_people = before->m_people; // entities that come or go make the index anew
        if (m_finder)
            m_finder->update(world);
        for (const std::unique_ptr<RouteSurvey> &survey : m_surveys) {
            if (survey)
                survey->update(*changed);
        }
        return true;
    }
    return m_before && inherit();
}

const WhoCanIndex &WhoCanWorld::index()
{
    if (!m_index) {
        if (!inherit())
            m_index = std::make_unique<WhoCanIndex>(CompiledWorld(m_world));
        ++m_indexes;
    }
    return *m_index;
}

const WhoCanPeople &WhoCanWorld::people()
{
    const WhoCanIndex &known = index();
    if (!m_people)
        m_people.emplace(known.world(), known.trusted());
    return *m_people;
}

RouteSurvey &WhoCanWorld::survey(std::size_t thread)
{
    if (!m_finder)
        m_finder = std::make_unique<RouteFinder>(index().world());
    if (!m_surveys[thread])
        m_surveys[thread] = std::make_unique<RouteSurvey>(*m_finder);
    return *m_surveys[thread];
}

} // namespace rolewright
