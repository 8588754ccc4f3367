// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/goalroles.h"

#include "compiled/worlddata.h"

#include <numeric>
#include <utility>

namespace rolewright {

GoalRoles::GoalRoles(const CompiledWorld *compiled, const TrustIndex &index, const Request &question)
    : m_index(index)
{
    if (!compiled)
        return;
    const CompiledWorld::Data &data = compiled->data();
    // Each role is asked for once, so that finding those that are alike would cost more than it saves.
    m_groups.classes.resize(data.principals.size());
    std::iota(m_groups.classes.begin(), m_groups.classes.end(), 0);
    m_groups.accounts.resize(data.principals.size());
    m_groups.kinds.resize(data.principals.size());
    m_groups.accountCount = static_cast<std::uint32_t>(data.world.header().accounts.size());
    for (std::size_t slot = 0; slot < data.principals.size(); ++slot) {
        const CompiledPrincipal *principal = data.principals[slot].get();
        if (!principal)
            continue;
        m_groups.accounts[slot] = principal->accountNumber;
        m_groups.kinds[slot] = principal->accountNumber * PrincipalGroups::kindsOfAccount + (!principal->role ? 0 : principal->isServiceLinked ? 2 : 1);
    }
    // What was given is the asker's: a session on the way may have other tags, and another age.
    Request open = question;
    for (const auto &[lowerName, value] : question.context.entries())
        open.context.setUnknown(value.name);
    open.sessionPolicies.reset();
    m_question = std::make_unique<OpenQuestion>(data, m_groups, std::move(open));
}

bool GoalRoles::mayBe(std::size_t role)
{
    if (!m_question || role >= m_index.roles().size() || m_index.roles()[role].slot == TrustIndex::noSlot)
        return true;
    return m_question->mayBeAllowed(m_index.roles()[role].slot);
}

} // namespace rolewright
