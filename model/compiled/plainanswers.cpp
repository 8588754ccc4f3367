// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/plainanswers.h"

#include "compiled/decision.h"
#include "evaluate/answertext.h"

namespace rolewright {

/// What has been looked up of a question.
struct PlainAnswers::Looked {
    std::uint64_t principalHash = 0;
    std::uint64_t resourceHash = 0;
    ActionId action;
    std::optional<std::uint32_t> slot; ///< of the principal
    const CompiledPrincipal *principal = nullptr; ///< null: leave it to evaluate()
};

struct PlainAnswers::Scratch {
    std::vector<Looked> looked;
    AnswerDraft draft;
    std::vector<StatementName> statements;
};

PlainAnswers::PlainAnswers(const CompiledWorld &world)
    : m_world(world)
    , m_scratch(std::make_unique<Scratch>())
{
}

PlainAnswers::~PlainAnswers() = default;

void PlainAnswers::look(std::span<const PlainQuestion> questions)
{
    const CompiledWorld::Data &data = m_world.data();
    const OwnedTextIndex &arns = *data.byArn;
    std::vector<Looked> &looked = m_scratch->looked;
    m_questions = questions;
    looked.assign(questions.size(), {});
    // One step for all of them before the next: each step asks for the memory that the next one reads.
    for (std::size_t i = 0; i < questions.size(); ++i) {
        looked[i].principalHash = OwnedTextIndex::hashOf(questions[i].principal);
        looked[i].resourceHash = OwnedTextIndex::hashOf(questions[i].resource);
        arns.prefetch(looked[i].principalHash);
        arns.prefetch(looked[i].resourceHash);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        arns.prefetchText(looked[i].principalHash);
        looked[i].action = ActionIds::builtIn().find(questions[i].action);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        looked[i].slot = arns.find(questions[i].principal, looked[i].principalHash);
        if (looked[i].slot)
            __builtin_prefetch(&data.principals[*looked[i].slot]);
    }
    for (Looked &one : looked) {
        one.principal = one.slot && one.action.isKnown() ? data.principals[*one.slot].get() : nullptr;
        for (std::size_t line = 0; one.principal && line < sizeof(CompiledPrincipal); line += 64)
            __builtin_prefetch(reinterpret_cast<const char *>(one.principal) + line);
    }
    for (Looked &one : looked) {
        if (one.principal && !one.principal->isAsNamed())
            one.principal = nullptr;
        if (one.principal && !one.principal->identity.uses().empty())
            __builtin_prefetch(one.principal->identity.uses().data());
    }
    for (const Looked &one : looked) {
        if (!one.principal)
            continue;
        const std::uint64_t service = ActionSet::serviceBit(one.action);
        for (const PolicyList::Use &use : one.principal->identity.uses()) {
            if (use.services() & service)
                __builtin_prefetch(use.document);
        }
    }
}

std::optional<CompiledWorld::Decided> PlainAnswers::decide(std::size_t question) const
{
    const Looked &looked = m_scratch->looked[question];
    if (!looked.principal)
        return std::nullopt;
    Question asked(m_questions[question], *looked.principal, looked.action);
    return decideCompiled(m_world.data(), asked);
}

std::optional<Verdict> PlainAnswers::append(std::size_t question, std::string &text)
{
    const Looked &looked = m_scratch->looked[question];
    if (!looked.principal)
        return std::nullopt;
    Question asked(m_questions[question], *looked.principal, looked.action);
    AnswerDraft &draft = m_scratch->draft;
    if (!answerCompiled(m_world.data(), asked, draft))
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
