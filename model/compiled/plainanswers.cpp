// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/plainanswers.h"

#include "compiled/decision.h"
#include "evaluate/answertext.h"
#include "evaluate/policyholder.h"

#include <algorithm>
#include <bit>

namespace rolewright {

/// What is looked up of a question. `found.principal` is null where it is one for evaluate().
struct PlainAnswers::Looked {
    Question::Found found;
    std::uint64_t principalHash = 0;
    std::uint64_t resourceHash = 0;
    std::uint64_t holderHash = 0;
    std::optional<std::uint32_t> principalSlot;
    std::optional<std::uint32_t> targetSlot;
    std::string_view holder; ///< policyHolderOf() the resource
};

struct PlainAnswers::Scratch {
    /// A statement that may be about a question.
    struct Candidate {
        const PolicyList *list;
        std::size_t number; ///< in the list
        ActionId action;
        const CompiledStatement *statement;
    };

    std::vector<Looked> looked;
    std::vector<Candidate> candidates;
    AnswerDraft draft;
    std::vector<StatementName> statements;
};

namespace {

/// What every question looks at of a principal or target stands in its first lines.
template <typename Part>
void prefetchFirst(const Part *part)
{
    constexpr std::size_t line = 64;
    constexpr std::size_t lines = 5;
    for (std::size_t at = 0; part && at < std::min(lines * line, sizeof(Part)); at += line)
        __builtin_prefetch(reinterpret_cast<const char *>(part) + at);
}

} // namespace

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
        Looked &one = looked[i];
        one.holder = policyHolderOf(questions[i].resource, questions[i].arn);
        one.principalHash = arns.hashOf(questions[i].principal);
        one.resourceHash = arns.hashOf(questions[i].resource);
        one.holderHash = arns.hashOf(one.holder);
        for (const std::uint64_t hash : {one.principalHash, one.resourceHash, one.holderHash})
            arns.prefetch(hash);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        for (const std::uint64_t hash : {looked[i].principalHash, looked[i].resourceHash, looked[i].holderHash})
            arns.prefetchText(hash);
        looked[i].found.action = ActionIds::builtIn().find(questions[i].action);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Looked &one = looked[i];
        one.principalSlot = arns.find(questions[i].principal, one.principalHash);
        one.targetSlot = arns.find(questions[i].resource, one.resourceHash);
        one.found.targetIsExact = one.targetSlot.has_value();
        if (!one.targetSlot && !one.holder.empty())
            one.targetSlot = arns.find(one.holder, one.holderHash);
        if (one.principalSlot)
            __builtin_prefetch(&data.principals[*one.principalSlot]);
        if (one.targetSlot)
            __builtin_prefetch(&data.targets[*one.targetSlot]);
    }
    for (Looked &one : looked) {
        one.found.principal = one.principalSlot && one.found.action.isKnown() ? data.principals[*one.principalSlot] : nullptr;
        one.found.target = one.targetSlot ? data.targets[*one.targetSlot] : nullptr;
        prefetchFirst(one.found.principal);
        prefetchFirst(one.found.target);
    }
    for (Looked &one : looked) {
        if (one.found.principal && !one.found.principal->isAsNamed)
            one.found.principal = nullptr;
        if (!one.found.principal)
            continue;
        one.found.principal->identity.prefetchAbout(ActionSet::serviceBit(one.found.action));
        if (one.found.target)
            one.found.target->policy.prefetchAbout(ActionSet::serviceBit(one.found.action));
    }
    std::vector<Scratch::Candidate> &candidates = m_scratch->candidates;
    candidates.clear();
    const auto add = [&](const PolicyList &list, ActionId action) {
        // Few lists have further ones.
        std::uint64_t hits = list.groups() > 0 ? list.about(0, ActionSet::serviceBit(action)) : 0;
        for (; hits; hits &= hits - 1) {
            const auto number = static_cast<std::size_t>(std::countr_zero(hits));
            list.prefetchStatement(number);
            candidates.push_back({&list, number, action, nullptr});
        }
    };
    for (const Looked &one : looked) {
        if (!one.found.principal)
            continue;
        add(one.found.principal->identity, one.found.action);
        if (one.found.target)
            add(one.found.target->policy, one.found.action);
    }
    for (Scratch::Candidate &candidate : candidates) {
        candidate.statement = &candidate.list->statement(candidate.number);
        __builtin_prefetch(candidate.statement);
    }
    for (const Scratch::Candidate &candidate : candidates)
        candidate.statement->prefetchActions();
    std::erase_if(candidates, [](const Scratch::Candidate &candidate) {
        const bool covers = candidate.statement->coversKnown(candidate.action);
        if (covers)
            candidate.statement->prefetchElements();
        return !covers;
    });
    for (const Scratch::Candidate &candidate : candidates)
        candidate.statement->prefetchTexts();
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
