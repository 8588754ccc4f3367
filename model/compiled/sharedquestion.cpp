// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/sharedquestion.h"

namespace rolewright {

SharedQuestion::SharedQuestion(const CompiledWorld::Data &data, const Request &request)
    : m_data(data)
    , m_question(request)
    , m_levels(data.world.header().accounts.size() * 2, LevelsSay::NotAsked)
{
}

std::optional<Verdict> SharedQuestion::ask(std::uint32_t slot)
{
    const CompiledPrincipal &principal = *m_data.principals[slot];
    if (!principal.isAsNamed)
        return std::nullopt;
    m_question.caller = &*principal.caller;
    m_question.principal = &principal;
    m_question.metUntold = false;
    LevelsSay &levels = m_levels[principal.accountNumber * std::size_t{2} + (principal.role ? 1 : 0)];
    return decideCompiled(m_data, m_question, levels, m_assumptions);
}

void SharedQuestion::prefetch(std::span<const std::uint32_t> slots, std::size_t next) const
{
    // Each step reads what an earlier one asked for.
    constexpr std::size_t principalsAhead = 12;
    constexpr std::size_t policiesAhead = 6;
    if (next + principalsAhead < slots.size()) {
        const auto *principal = reinterpret_cast<const char *>(m_data.principals[slots[next + principalsAhead]]);
        for (std::size_t line = 0; line < sizeof(CompiledPrincipal); line += 64)
            __builtin_prefetch(principal + line);
    }
    if (next + policiesAhead < slots.size())
        m_data.principals[slots[next + policiesAhead]]->identity.prefetchAbout(m_question.services);
}

} // namespace rolewright
