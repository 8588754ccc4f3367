// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/keptfinder.h"

#include "compiled/worlddata.h"

#include <algorithm>

namespace rolewright {

namespace {

/// The same role, trusting whom it trusted.
bool sameTrust(const EntityPtr &left, const EntityPtr &right)
{
    return left == right || (left->arn() == right->arn() && left->as<Role>()->trust == right->as<Role>()->trust);
}

/// What RouteFinder::update() asks for.
bool sameRoles(const World &before, const World &after)
{
    const auto sameAccount = [](const AccountInfo &left, const AccountInfo &right) { return left.id == right.id; };
    const std::vector<AccountInfo> &accounts = after.header().accounts;
    const std::vector<AccountInfo> &earlier = before.header().accounts;
    if (!std::equal(earlier.begin(), earlier.end(), accounts.begin(), accounts.end(), sameAccount))
        return false;
    return std::all_of(accounts.begin(), accounts.end(), [&](const AccountInfo &account) {
        const std::vector<EntityPtr> &left = before.entities(account.id, EntityKind::Role);
        const std::vector<EntityPtr> &right = after.entities(account.id, EntityKind::Role);
        return std::equal(left.begin(), left.end(), right.begin(), right.end(), sameTrust);
    });
}

} // namespace

KeptFinder::KeptFinder() = default;
KeptFinder::~KeptFinder() = default;

Simulation KeptFinder::simulate(const World &world, const Request &question, const RouteOptions &options)
{
    if (!isPrepared())
        return rolewright::simulate(world, question, options);
    const std::lock_guard turn(m_turn);
    bringUpToDate(world);
    return m_finder->simulate(question, options);
}

void KeptFinder::prepare(const World &world)
{
    if (isPrepared())
        return;
    CompiledWorld compiled(world);
    auto finder = std::make_unique<RouteFinder>(compiled);
    const std::lock_guard turn(m_turn);
    if (m_finder)
        return;
    m_compiled = std::move(compiled);
    m_finder = std::move(finder);
    m_prepared.store(true);
}

void KeptFinder::bringUpToDate(const World &world)
{
    const CompiledWorld before = *m_compiled;
    if (before.world().sameAs(world))
        return;
    m_compiled = before.updated(world);
    if (before.data().byArn == m_compiled->data().byArn && sameRoles(before.world(), world))
        m_finder->update(*m_compiled);
    else
        m_finder = std::make_unique<RouteFinder>(*m_compiled);
}

} // namespace rolewright
