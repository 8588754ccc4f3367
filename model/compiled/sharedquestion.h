// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/decision.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rolewright {

/// One question put to many users and roles, one after the other: what isn't theirs is looked up once. The request's principal
/// doesn't matter. For one thread; refers to the compiled world and to the request.
class SharedQuestion
{
public:
    SharedQuestion(const CompiledWorld::Data &data, const Request &request);

    /// The user's or role's own request. Nothing when the answer isn't sure, and for those who don't ask as who they are.
    std::optional<Verdict> ask(std::uint32_t slot);
    /// What that takes for granted; only of verdicts other than Denied.
    const std::vector<Assumption> &assumptions() const { return m_assumptions; }
    /// Has the memory brought nearer that asking the ones after `next` of `slots` will read.
    void prefetch(std::span<const std::uint32_t> slots, std::size_t next) const;

private:
    const CompiledWorld::Data &m_data;
    Question m_question;
    std::vector<LevelsSay> m_levels; ///< to users and roles of each account
    std::vector<Assumption> m_assumptions;
};

} // namespace rolewright
