// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/openquestion.h"
#include "routes/trustindex.h"

#include <memory>
#include <vector>

namespace rolewright {

/// Which roles may be the last of a route: some session of theirs might be allowed what was asked. The others needn't be tried.
class GoalRoles
{
public:
    /// `compiled`: of the index's world; null: every role may. Refers to both.
    GoalRoles(const CompiledWorld *compiled, const TrustIndex &index, const Request &question);

    /// By the role's number in the index; true for none.
    bool mayBe(std::size_t role);

private:
    const TrustIndex &m_index;
    std::unique_ptr<OpenQuestion> m_question; ///< null: nothing can be said
};

} // namespace rolewright
