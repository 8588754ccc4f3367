// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/compiledworld.h"

#include "compiled/compiler.h"
#include "compiled/decision.h"

namespace rolewright {

CompiledWorld::CompiledWorld()
    : CompiledWorld(World())
{
}

CompiledWorld::CompiledWorld(const World &world)
    : CompiledWorld(WorldCompiler(world, nullptr).run())
{
}

CompiledWorld::CompiledWorld(std::shared_ptr<const Data> data)
    : m_data(std::move(data))
{
}

CompiledWorld CompiledWorld::updated(const World &world) const
{
    return world.sameAs(m_data->world) ? *this : CompiledWorld(WorldCompiler(world, m_data.get()).run());
}

const World &CompiledWorld::world() const
{
    return m_data->world;
}

Verdict CompiledWorld::decide(const Request &request) const
{
    const std::optional<Verdict> verdict = decideSurely(request);
    return verdict ? *verdict : evaluate(m_data->world, request, {false}).verdict;
}

std::optional<Verdict> CompiledWorld::decideSurely(const Request &request) const
{
    Question question(request);
    return decideCompiled(*m_data, question);
}

Answer CompiledWorld::answer(const Request &request) const
{
    Question question(request);
    AnswerDraft draft;
    Answer answer;
    if (!answerCompiled(*m_data, question, draft)) {
        answer = evaluate(m_data->world, request, {false});
        answer.request = {};
        return answer;
    }
    answer.decision = draft.decision;
    answer.verdict = draft.verdict;
    answer.crossAccount = draft.crossAccount;
    answer.assumptions = std::move(draft.assumptions);
    answer.rules = std::move(draft.told.rules());
    answer.blockedBy = std::move(draft.told.blockedBy());
    answer.inconclusive = std::move(draft.told.inconclusive());
    for (const auto &[layer, policy, statement] : draft.told.statements()) {
        const Statement &source = statement->source();
        answer.statements.push_back({layer, policy->name, policy->where, source.index, source.sid ? source.sid->text : std::string(), source.effect, source.span});
    }
    return answer;
}

} // namespace rolewright
