// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/keptfinder.h"

#include "analyse/problems.h"
#include "compiled/document.h"
#include "compiled/worlddata.h"
#include "world/policiesaside.h"

#include <ctime>
#include <string>
#include <unordered_set>

namespace rolewright {

namespace {

void addTimes(const DocumentPtr &document, TimeMarks &times)
{
    if (document && document->policy())
        times.add(*document->policy());
}

void addTimes(const PolicyList &policies, TimeMarks &times, std::unordered_set<const CompiledDocument *> &seen)
{
    for (std::size_t i = 0; i < policies.uses().size(); ++i) {
        const CompiledDocument *document = policies.uses()[i].document;
        if (document && seen.insert(document).second)
            addTimes(document->document(), times);
    }
}

void addTimes(const std::vector<EntityPtr> &entities, TimeMarks &times)
{
    for (const EntityPtr &entity : entities) {
        for (const DocumentUse &use : documentsOf(*entity))
            addTimes(use.document, times);
    }
}

/// All that a hop may meet: the workspace's own policies, and those of AWS that are attached.
TimeMarks timesOf(const CompiledWorld &compiled)
{
    TimeMarks times;
    const World &world = compiled.world();
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource})
            addTimes(world.entities(account.id, kind), times);
    }
    addTimes(world.organizationPolicies(), times);
    std::unordered_set<const CompiledDocument *> seen;
    for (const CompiledPrincipalPtr &principal : compiled.data().principals) {
        if (principal)
            addTimes(principal->identity, times, seen);
        if (principal && principal->boundary)
            addTimes(*principal->boundary, times, seen);
    }
    return times;
}

struct Edited {
    std::unordered_set<std::string> principals; ///< ARNs of users and roles whose policies aren't what they were
    TimeMarks times; ///< of their policies
};

/// Nothing where more than policies of users and roles may differ: whom roles trust, who is there, resources, the organization.
std::optional<Edited> editedBetween(const CompiledWorld &one, const CompiledWorld &other, TimeMarks times)
{
    const CompiledWorld::Data &before = one.data(), &after = other.data();
    if (before.byArn != after.byArn || before.places != after.places || before.targets.size() != after.targets.size() || !before.isComplete
        || !after.isComplete || before.world.headerPtr() != after.world.headerPtr())
        return std::nullopt;
    Edited edited{{}, std::move(times)};
    std::unordered_set<const CompiledDocument *> seen;
    for (std::size_t slot = 0; slot < after.targets.size(); ++slot) {
        if (before.targets[slot] != after.targets[slot] && !onlyPoliciesDiffer(*before.targets[slot]->entity, *after.targets[slot]->entity))
            return std::nullopt;
        const CompiledPrincipalPtr &principal = after.principals[slot];
        if (before.principals[slot] == principal)
            continue;
        if (!principal)
            return std::nullopt;
        edited.principals.insert(principal->entity->arn());
        addTimes(principal->identity, edited.times, seen);
        if (principal->boundary)
            addTimes(*principal->boundary, edited.times, seen);
    }
    return edited;
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
    if (std::optional<Edited> edited = editedBetween(before, *m_compiled, m_times)) {
        m_times = std::move(edited->times);
        m_finder->update(*m_compiled);
        m_repeated->update(edited->principals);
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
