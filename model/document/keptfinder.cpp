// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/keptfinder.h"

#include "analyse/documentsmet.h"
#include "compiled/changes.h"
#include "routes/changedpolicies.h"
#include "world/policiesaside.h"

#include <ctime>
#include <functional>
#include <memory>

namespace rolewright {

namespace {

std::function<void(const DocumentPtr &)> addingTo(TimeMarks &times)
{
    return [&times](const DocumentPtr &document) {
        if (document->policy())
            times.add(*document->policy());
    };
}

/// Of what a hop may meet.
TimeMarks timesOf(const CompiledWorld &compiled)
{
    TimeMarks times;
    forEachDocument(compiled, addingTo(times));
    return times;
}

/// A question that is asked before anything is kept.
struct Alone {
    explicit Alone(const World &world)
        : finder(world)
    {
    }

    RouteFinder finder;
    RepeatedQuestion question{finder};
};

} // namespace

KeptFinder::KeptFinder() = default;
KeptFinder::~KeptFinder() = default;

KeptFinder::Answered KeptFinder::simulate(const World &world, const Request &question, const RouteOptions &options)
{
    if (!isPrepared()) {
        const auto alone = std::make_shared<Alone>(world);
        Simulation simulation = alone->question.simulate(question, options);
        return {std::move(simulation), [alone](const Cancelled &cancelled) { return alone->question.nearMisses(cancelled); }};
    }
    const std::lock_guard turn(m_turn);
    bringUpToDate(world);
    watchTheTime();
    const std::size_t number = ++m_questions;
    return {m_repeated->simulate(question, options), [this, number](const Cancelled &cancelled) { return nearMisses(number, cancelled); }};
}

std::vector<NearMiss> KeptFinder::nearMisses(std::size_t question, const Cancelled &cancelled)
{
    const std::lock_guard turn(m_turn);
    return question == m_questions ? m_repeated->nearMisses(cancelled) : std::vector<NearMiss>();
}

void KeptFinder::prepare(const World &world)
{
    if (isPrepared())
        return;
    CompiledWorld compiled(world);
    auto finder = std::make_unique<RouteFinder>(compiled);
    TimeMarks times = timesOf(compiled);
    const std::lock_guard turn(m_turn);
    if (m_finder)
        return;
    m_compiled = std::move(compiled);
    m_finder = std::move(finder);
    m_repeated = std::make_unique<RepeatedQuestion>(*m_finder);
    m_times = std::move(times);
    m_prepared.store(true);
}

void KeptFinder::bringUpToDate(const World &world)
{
    const CompiledWorld before = *m_compiled;
    if (before.world().sameAs(world))
        return;
    m_compiled = before.updated(world);
    const CompiledWorld::Data &data = m_compiled->data();
    if (const auto changed = changedPrincipals(before.data(), data, onlyPoliciesDiffer)) {
        for (const std::uint32_t slot : *changed)
            forEachDocument(*data.principals[slot], addingTo(m_times));
        m_finder->update(*m_compiled);
        m_repeated->update(ChangedPolicies(before.data(), data, *changed));
        return;
    }
    m_finder = std::make_unique<RouteFinder>(*m_compiled);
    m_repeated = std::make_unique<RepeatedQuestion>(*m_finder);
    m_times = timesOf(*m_compiled);
}

/// Hops that were worked out before some condition on the time changed its mind don't hold any more.
void KeptFinder::watchTheTime()
{
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    if (m_times.isSameTime(m_since, now))
        return;
    m_repeated->forget();
    m_since = now;
}

} // namespace rolewright
