// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/plainanswers.h"

#include "compiled/decision.h"
#include "evaluate/answertext.h"
#include "evaluate/policyholder.h"

#include <algorithm>
#include <bit>

namespace rolewright {

struct PlainAnswers::Scratch {
    /// Of a question that is being looked up.
    struct Sought {
        std::uint64_t principalHash = 0;
        std::uint64_t resourceHash = 0;
        std::uint64_t holderHash = 0;
        std::uint64_t actionHash = 0;
        std::string_view holder; ///< policyHolderOf() the resource
        std::optional<std::uint32_t> principalSlot;
        std::optional<std::uint32_t> targetSlot;
    };
    /// The statements of a list that may be about a question.
    struct Candidates {
        const PolicyList *list = nullptr;
        const Question::Found *found = nullptr; ///< the question's
        std::span<const CoveringStatement> *covers = nullptr; ///< where to tell those that cover its action
        std::size_t covering = 0; ///< how many do
    };
    /// One of them.
    struct About {
        const CompiledStatement *statement = nullptr;
        std::size_t number = 0; ///< in its list
        std::size_t candidates = 0; ///< of which
    };

    std::vector<Question::Found> found; ///< without a principal where it is one for evaluate()
    std::vector<Sought> sought;
    std::vector<Candidates> candidates;
    std::vector<About> about;
    std::vector<CoveringStatement> covering;
    AnswerDraft draft;
    std::vector<StatementName> statements;
};

namespace {

/// What every question looks at of a principal, target or statement stands in its first lines.
template <typename Part>
void prefetchFirst(const Part *part)
{
    constexpr std::size_t line = 64;
    constexpr std::size_t lines = 6;
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
    const ActionIds &actions = ActionIds::builtIn();
    std::vector<Scratch::Sought> &sought = m_scratch->sought;
    m_questions = questions;
    m_first = m_last = 0;
    sought.assign(questions.size(), {});
    m_scratch->found.assign(questions.size(), {});
    // One step for all of them before the next: each step asks for the memory that the next one reads.
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Scratch::Sought &one = sought[i];
        one.holder = policyHolderOf(questions[i].resource, questions[i].arn);
        one.principalHash = arns.hashOf(questions[i].principal);
        one.resourceHash = arns.hashOf(questions[i].resource);
        one.holderHash = arns.hashOf(one.holder);
        for (const std::uint64_t hash : {one.principalHash, one.resourceHash, one.holderHash})
            arns.prefetch(hash);
        one.actionHash = ActionIds::hashOf(questions[i].action);
        actions.prefetch(one.actionHash);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        for (const std::uint64_t hash : {sought[i].principalHash, sought[i].resourceHash, sought[i].holderHash})
            arns.prefetchText(hash);
        m_scratch->found[i].action = actions.find(questions[i].action, sought[i].actionHash);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Scratch::Sought &one = sought[i];
        one.principalSlot = arns.find(questions[i].principal, one.principalHash);
        one.targetSlot = arns.find(questions[i].resource, one.resourceHash);
        m_scratch->found[i].targetIsExact = one.targetSlot.has_value();
        if (!one.targetSlot && !one.holder.empty())
            one.targetSlot = arns.find(one.holder, one.holderHash);
        if (one.principalSlot)
            __builtin_prefetch(&data.principals[*one.principalSlot]);
        if (one.targetSlot)
            __builtin_prefetch(&data.targets[*one.targetSlot]);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Question::Found &found = m_scratch->found[i];
        if (!sought[i].principalSlot || !found.action.isKnown())
            continue;
        found.principal = data.principals[*sought[i].principalSlot];
        found.target = sought[i].targetSlot ? data.targets[*sought[i].targetSlot] : nullptr;
        found.traits = &actions.traits(found.action);
        found.services = ActionSet::serviceBit(found.action);
    }
}

void PlainAnswers::fetch(std::size_t first, std::size_t count)
{
    m_first = first;
    m_last = first + count;
    const std::span<Question::Found> asked = std::span(m_scratch->found).subspan(first, count);
    std::vector<Scratch::Candidates> &candidates = m_scratch->candidates;
    std::vector<Scratch::About> &about = m_scratch->about;
    std::vector<CoveringStatement> &covering = m_scratch->covering;
    candidates.clear();
    about.clear();
    // As above.
    for (std::size_t i = 0; i < count; ++i) {
        prefetchFirst(asked[i].principal);
        prefetchFirst(asked[i].target);
        __builtin_prefetch(asked[i].traits);
        __builtin_prefetch(m_questions[first + i].resource.data());
        __builtin_prefetch(m_questions[first + i].context.data());
    }
    for (Question::Found &found : asked) {
        if (found.principal && !found.principal->isAsNamed)
            found.principal = nullptr;
        if (!found.principal)
            continue;
        candidates.push_back({&found.principal->identity, &found, &found.identity, 0});
        if (found.target && found.target->policy.groups() > 0)
            candidates.push_back({&found.target->policy, &found, &found.policy, 0});
    }
    for (const Scratch::Candidates &some : candidates)
        some.list->prefetchAbout(some.found->services);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const PolicyList &list = *candidates[i].list;
        for (std::size_t group = 0; group < list.groups(); ++group) {
            for (std::uint64_t hits = list.about(group, candidates[i].found->services); hits; hits &= hits - 1) {
                const std::size_t number = group * PolicyList::group + static_cast<std::size_t>(std::countr_zero(hits));
                list.prefetchStatement(number);
                about.push_back({nullptr, number, i});
            }
        }
    }
    for (Scratch::About &one : about) {
        one.statement = &candidates[one.candidates].list->statement(one.number);
        prefetchFirst(one.statement);
    }
    for (const Scratch::About &one : about)
        one.statement->prefetchActions();
    covering.resize(about.size());
    std::size_t kept = 0;
    for (const Scratch::About &one : about) {
        // All are written, and the next one over those that don't cover it: which do, no branch could foretell.
        Scratch::Candidates &some = candidates[one.candidates];
        const std::size_t covers = one.statement->coversKnown(some.found->action) ? 1 : 0;
        covering[kept] = {one.statement, one.number};
        one.statement->prefetchElements();
        kept += covers;
        some.covering += covers;
    }
    covering.resize(kept);
    for (const CoveringStatement &one : covering)
        one.statement->prefetchTexts();
    std::size_t next = 0;
    for (const Scratch::Candidates &some : candidates) {
        *some.covers = std::span(covering).subspan(next, some.covering);
        next += some.covering;
    }
}

/// Null for what is left to others.
const Question::Found *PlainAnswers::fetched(std::size_t question) const
{
    const Question::Found &found = m_scratch->found[question];
    return found.principal && question >= m_first && question < m_last ? &found : nullptr;
}

std::optional<Verdict> PlainAnswers::decide(std::size_t question) const
{
    const Question::Found *found = fetched(question);
    if (!found)
        return std::nullopt;
    Question asked(m_questions[question], *found);
    return decideCompiled(m_world.data(), asked);
}

std::optional<Verdict> PlainAnswers::append(std::size_t question, std::string &text)
{
    const Question::Found *found = fetched(question);
    if (!found)
        return std::nullopt;
    Question asked(m_questions[question], *found);
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
