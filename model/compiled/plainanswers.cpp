// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/plainanswers.h"

#include "compiled/decision.h"
#include "evaluate/answertext.h"
#include "evaluate/policyholder.h"

namespace rolewright {

/// What is looked up of a question. `found.principal` is null where it is one for evaluate().
struct PlainAnswers::Looked {
    Question::Found found;
    std::uint64_t principalHash = 0;
    std::uint64_t resourceHash = 0;
    std::optional<std::uint32_t> principalSlot;
    std::optional<std::uint32_t> targetSlot;
    std::string_view holder; ///< policyHolderOf() the resource
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
        looked[i].principalHash = arns.hashOf(questions[i].principal);
        looked[i].resourceHash = arns.hashOf(questions[i].resource);
        arns.prefetch(looked[i].principalHash);
        arns.prefetch(looked[i].resourceHash);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        arns.prefetchText(looked[i].principalHash);
        looked[i].found.action = ActionIds::builtIn().find(questions[i].action);
        looked[i].holder = policyHolderOf(questions[i].resource, questions[i].arn);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Looked &one = looked[i];
        one.principalSlot = arns.find(questions[i].principal, one.principalHash);
        one.targetSlot = arns.find(questions[i].resource, one.resourceHash);
        one.found.targetIsExact = one.targetSlot.has_value();
        if (!one.targetSlot && !one.holder.empty())
            one.targetSlot = arns.find(one.holder);
        if (one.principalSlot)
            __builtin_prefetch(&data.principals[*one.principalSlot]);
        if (one.targetSlot)
            __builtin_prefetch(&data.targets[*one.targetSlot]);
    }
    for (Looked &one : looked) {
        one.found.principal = one.principalSlot && one.found.action.isKnown() ? data.principals[*one.principalSlot] : nullptr;
        one.found.target = one.targetSlot ? data.targets[*one.targetSlot] : nullptr;
        for (std::size_t line = 0; one.found.principal && line < sizeof(CompiledPrincipal); line += 64)
            __builtin_prefetch(reinterpret_cast<const char *>(one.found.principal) + line);
        for (std::size_t line = 0; one.found.target && line < sizeof(CompiledTarget); line += 64)
            __builtin_prefetch(reinterpret_cast<const char *>(one.found.target) + line);
    }
    for (Looked &one : looked) {
        const CompiledPrincipal *&principal = one.found.principal;
        if (principal && !principal->isAsNamed())
            principal = nullptr;
        if (principal && !principal->identity.uses().empty())
            __builtin_prefetch(principal->identity.uses().data());
    }
    const auto forEachDocument = [&](const auto &visit) {
        for (const Looked &one : looked) {
            if (!one.found.principal)
                continue;
            const std::uint64_t service = ActionSet::serviceBit(one.found.action);
            for (const PolicyList::Use &use : one.found.principal->identity.uses()) {
                if (use.services() & service)
                    visit(*use.document);
            }
        }
    };
    forEachDocument([](const CompiledDocument &document) { __builtin_prefetch(&document); });
    forEachDocument([](const CompiledDocument &document) {
        __builtin_prefetch(document.heads().data());
        __builtin_prefetch(document.block());
    });
}

std::optional<CompiledWorld::Decided> PlainAnswers::decide(std::size_t question) const
{
    const Looked &looked = m_scratch->looked[question];
    if (!looked.found.principal)
        return std::nullopt;
    Question asked(m_questions[question], looked.found);
    return decideCompiled(m_world.data(), asked);
}

std::optional<Verdict> PlainAnswers::append(std::size_t question, std::string &text)
{
    const Looked &looked = m_scratch->looked[question];
    if (!looked.found.principal)
        return std::nullopt;
    Question asked(m_questions[question], looked.found);
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
