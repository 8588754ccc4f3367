// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/goalroles.h"

#include "compiled/worlddata.h"

namespace rolewright {

GoalRoles::GoalRoles(const CompiledWorld *compiled, const TrustIndex &index, const Request &question)
    : m_index(index)
{
    // Each role is asked for once, so that finding those that are alike would cost more than it saves.
    if (compiled)
        m_question = std::make_unique<OpenQuestion>(compiled->data(), nullptr, OpenQuestion::opened(question));
}

bool GoalRoles::mayBe(std::size_t role)
{
    if (!m_question || role >= m_index.roles().size() || m_index.roles()[role].slot == TrustIndex::noSlot)
        return true;
    return m_question->mayBeAllowed(m_index.roles()[role].slot);
}

} // namespace rolewright
