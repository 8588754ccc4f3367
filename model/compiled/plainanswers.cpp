// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/plainanswers.h"

#include "compiled/decision.h"
#include "evaluate/answertext.h"

namespace rolewright {

struct PlainAnswers::Scratch {
    AnswerDraft draft;
    std::vector<StatementName> statements;
};

PlainAnswers::PlainAnswers(const CompiledWorld &world)
    : m_world(world)
    , m_scratch(std::make_unique<Scratch>())
{
}

PlainAnswers::~PlainAnswers() = default;

std::optional<Verdict> PlainAnswers::append(const PlainQuestion &question, std::string &text)
{
    const CompiledWorld::Data &data = m_world.data();
    const std::optional<std::uint32_t> slot = data.byArn->find(question.principal);
    const CompiledPrincipal *principal = slot ? data.principals[*slot].get() : nullptr;
    if (!principal || !principal->caller)
        return std::nullopt;
    Question asked(question, *principal->caller);
    asked.principal = principal;
    if (!asked.action.isKnown())
        return std::nullopt;
    AnswerDraft &draft = m_scratch->draft;
    if (!answerCompiled(data, asked, draft))
        return std::nullopt;
    std::vector<StatementName> &statements = m_scratch->statements;
    statements.clear();
    for (const AnswerDraft::Matched &matched : draft.told.statements()) {
        const Statement &source = matched.statement->source();
        statements.push_back({matched.layer, matched.policy->name, source.index, source.sid ? std::string_view(source.sid->text) : std::string_view(), source.effect});
    }
    appendMembers(AnswerNames{draft.decision, draft.verdict, draft.told.blockedBy(), statements, draft.told.rules(), draft.told.inconclusive(), draft.assumptions}, text);
    return draft.verdict;
}

} // namespace rolewright
