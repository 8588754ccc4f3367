// SPDX-License-Identifier: GPL-3.0-or-later
// A search over small edits. Each step looks at the explanation of the answer so far, takes the first thing that stands in
// the way and tries every edit of it; where that isn't enough, the next step goes on from the edited world.
#include "analyse/answerfixes.h"

#include "analyse/fixcandidates.h"
#include "evaluate/evaluate.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace rolewright {

namespace {

constexpr std::size_t maximumParts = 4;
constexpr std::size_t widestStep = 6; ///< edits of one step that are followed further
constexpr std::size_t maximumEvaluations = 600;

bool isBlocking(const Answer &answer, Layer layer)
{
    return std::find(answer.blockedBy.begin(), answer.blockedBy.end(), layer) != answer.blockedBy.end();
}

bool hasRule(const Answer &answer, RuleId rule)
{
    return std::find(answer.rules.begin(), answer.rules.end(), rule) != answer.rules.end();
}

bool isSilentLevel(const LayerTrace &layer)
{
    return layer.outcome == LayerOutcome::Silent || layer.outcome == LayerOutcome::Unknown;
}

bool decides(const Answer &answer, const LayerTrace &layer, const PolicyTrace &policy, const StatementTrace &statement)
{
    if (answer.verdict != Verdict::Allowed)
        return true;
    return std::any_of(answer.statements.begin(), answer.statements.end(), [&](const StatementRef &ref) {
        return ref.layer == layer.layer && ref.where == policy.policy.where && ref.index == statement.index;
    });
}

/// Statements of an effect that match, or may. `only`: of these layers; empty: of all.
std::vector<std::pair<const PolicyTrace *, const StatementTrace *>> matching(
    const Answer &answer, Effect effect, const std::set<Layer> &only)
{
    std::vector<std::pair<const PolicyTrace *, const StatementTrace *>> result;
    for (const LayerTrace &layer : answer.layers) {
        if (layer.outcome == LayerOutcome::Skipped || (!only.empty() && !only.contains(layer.layer)))
            continue;
        for (const PolicyTrace &policy : layer.policies) {
            for (const StatementTrace &statement : policy.statements) {
                if (statement.effect == effect && statement.matched != Truth::False
                    && (effect == Effect::Deny || decides(answer, layer, policy, statement)))
                    result.push_back({&policy, &statement});
            }
        }
    }
    return result;
}

/// How much stands in the way of an allow. Each useful edit makes it smaller.
std::size_t obstaclesToAllow(const Answer &answer)
{
    std::size_t count = matching(answer, Effect::Deny, {}).size();
    for (const Layer layer : answer.blockedBy)
        count += layer == Layer::Scp ? 0 : 1;
    for (const LayerTrace &layer : answer.layers)
        count += layer.layer == Layer::Scp && isSilentLevel(layer) ? 1 : 0;
    return count;
}

std::size_t changedBytes(const FixPart &part)
{
    const std::size_t shorter = std::min(part.before.size(), part.after.size());
    std::size_t front = 0;
    while (front < shorter && part.before[front] == part.after[front])
        ++front;
    std::size_t back = 0;
    while (back < shorter - front && part.before[part.before.size() - 1 - back] == part.after[part.after.size() - 1 - back])
        ++back;
    return part.before.size() + part.after.size() - 2 * (front + back);
}

bool hasNote(const Fix &fix, std::string_view code)
{
    return std::any_of(fix.parts.begin(), fix.parts.end(), [&](const FixPart &part) {
        return std::any_of(part.notes.begin(), part.notes.end(), [&](const FixNote &note) { return note.code == code; });
    });
}

auto rank(const Fix &fix)
{
    std::size_t bytes = 0;
    std::size_t others = 0;
    std::vector<DocumentRef> documents;
    for (const FixPart &part : fix.parts) {
        bytes += changedBytes(part);
        others += part.others;
        if (std::find(documents.begin(), documents.end(), part.where) == documents.end())
            documents.push_back(part.where);
    }
    const bool more = hasNote(fix, "grantsMore") || hasNote(fix, "freesMore") || hasNote(fix, "takesMore");
    return std::make_tuple(documents.size(), others > 0, hasNote(fix, "skipsCondition"), bytes, more, others);
}

class Search
{
public:
    Search(const World &world, Request request, Verdict wanted, const std::function<bool()> &cancelled)
        : m_world(world)
        , m_request(std::move(request))
        , m_wanted(wanted)
        , m_cancelled(cancelled)
    {
    }

    FixList run()
    {
        const Answer answer = evaluate(m_world, m_request);
        if (answer.verdict == m_wanted)
            return {};
        if (m_wanted == Verdict::Allowed) {
            explore(m_world, answer, {}, {});
        } else {
            explore(m_world, answer, {}, {});
            explore(m_world, answer, {}, {Layer::Identity});
            explore(m_world, answer, {}, {Layer::Resource, Layer::Trust});
            tryAll(m_world, answer, {}, FixCandidates(m_world, answer, &m_result.obstacles).denying(), {}, false);
        }
        const auto smaller = [](const Fix &left, const Fix &right) { return rank(left) < rank(right); };
        std::stable_sort(m_result.fixes.begin(), m_result.fixes.end(), smaller);
        if (m_result.fixes.size() > maximumFixes)
            m_result.fixes.resize(maximumFixes);
        if (m_result.fixes.empty())
            noteRules(answer);
        else
            m_result.obstacles.clear();
        return std::move(m_result);
    }

private:
    /// What to try next, for the first thing that stands in the way.
    std::vector<FixCandidate> nextEdits(const World &world, const Answer &answer, const std::set<Layer> &only)
    {
        FixCandidates candidates(world, answer, &m_result.obstacles);
        const Effect inTheWay = m_wanted == Verdict::Allowed ? Effect::Deny : Effect::Allow;
        const auto statements = matching(answer, inTheWay, only);
        if (!statements.empty())
            return candidates.unmatching(*statements.front().first, *statements.front().second);
        if (m_wanted == Verdict::Denied)
            return {};

        for (const LayerTrace &layer : answer.layers) {
            if (layer.layer == Layer::Scp && isSilentLevel(layer)) {
                if (layer.policies.empty())
                    candidates.block({"noPolicyAtLevel", {layer.level}});
                return candidates.allowing(layer);
            }
        }
        for (const auto &[layer, code] : {std::pair(Layer::Session, "sessionPolicy"), std::pair(Layer::VpcEndpoint, "endpointPolicy")}) {
            if (isBlocking(answer, layer))
                candidates.block({code, {}});
        }
        if (isBlocking(answer, Layer::Resource) || isBlocking(answer, Layer::Trust))
            return candidates.allowingByResource();
        std::vector<FixCandidate> list;
        for (const Layer layer : {Layer::Identity, Layer::Boundary}) {
            if (!isBlocking(answer, layer) || !list.empty())
                continue;
            for (const LayerTrace &trace : answer.layers) {
                if (trace.layer == layer)
                    list = candidates.allowing(trace);
            }
        }
        // Within an account the resource's own policy can allow by itself.
        if (!answer.crossAccount) {
            std::vector<FixCandidate> others = candidates.allowingByResource();
            std::move(others.begin(), others.end(), std::back_inserter(list));
        }
        return list;
    }

    void explore(const World &world, const Answer &answer, const std::vector<FixPart> &parts, const std::set<Layer> &only)
    {
        tryAll(world, answer, parts, nextEdits(world, answer, only), only, true);
    }

    void tryAll(const World &world, const Answer &answer, const std::vector<FixPart> &parts, std::vector<FixCandidate> list,
        const std::set<Layer> &only, bool goOn)
    {
        struct Open {
            World world;
            Answer answer;
            std::vector<FixPart> parts;
        };
        std::vector<Open> open;
        for (FixCandidate &candidate : list) {
            if (m_result.cancelled || m_evaluations >= maximumEvaluations)
                return;
            m_result.cancelled = m_cancelled && m_cancelled();
            ++m_evaluations;
            World next = world.applied(candidate.patch);
            Answer nextAnswer = evaluate(next, m_request);
            std::vector<FixPart> nextParts = parts;
            nextParts.push_back(std::move(candidate.part));
            if (nextAnswer.verdict == m_wanted)
                keep(next, std::move(nextParts));
            else if (goOn && weight(nextAnswer, only) < weight(answer, only))
                open.push_back({std::move(next), std::move(nextAnswer), std::move(nextParts)});
        }
        if (parts.size() + 1 >= maximumParts)
            return;
        std::stable_sort(open.begin(), open.end(), [](const Open &left, const Open &right) {
            return rank({left.parts, {}}) < rank({right.parts, {}});
        });
        for (std::size_t i = 0; i < open.size() && i < widestStep; ++i)
            explore(open[i].world, open[i].answer, open[i].parts, only);
    }

    std::size_t weight(const Answer &answer, const std::set<Layer> &only) const
    {
        return m_wanted == Verdict::Allowed ? obstaclesToAllow(answer) : matching(answer, Effect::Allow, only).size();
    }

    void keep(const World &after, std::vector<FixPart> parts)
    {
        std::map<EntityId, EntityPtr> changed;
        std::vector<std::string> texts;
        for (const FixPart &part : parts) {
            changed[part.where.owner] = after.find(part.where.owner);
            texts.push_back(part.after);
        }
        std::sort(texts.begin(), texts.end());
        if (!m_seen.insert(texts).second)
            return;
        Fix fix;
        fix.parts = std::move(parts);
        for (const auto &[id, entity] : changed)
            fix.patch.entities.push_back({m_world.find(id), entity, std::nullopt});
        m_result.fixes.push_back(std::move(fix));
    }

    /// What no edit of a policy changes.
    void noteRules(const Answer &answer)
    {
        FixCandidates candidates(m_world, answer, &m_result.obstacles);
        for (const Inconclusive &one : answer.inconclusive) {
            switch (one.reason) {
            case Inconclusive::Reason::UnusableDocument:
                candidates.block({"documentUnusable", {one.subject}});
                break;
            case Inconclusive::Reason::MissingDocument:
                candidates.block({"documentMissing", {one.subject}});
                break;
            case Inconclusive::Reason::ContradictingEntries:
                candidates.block({"entriesContradict", {one.subject}});
                break;
            case Inconclusive::Reason::UnknownPrincipal:
                candidates.block({"principalUnknown", {one.subject}});
                break;
            case Inconclusive::Reason::UnknownResourcePolicy:
                candidates.block({"resourceUnknown", {one.subject}});
                break;
            case Inconclusive::Reason::NotModelled:
                candidates.block({"notModelled", {one.subject}});
                break;
            }
        }
        if (hasRule(answer, RuleId::S3BlockPublicAccess))
            candidates.block({"blockPublicAccess", {}});
        if (m_request.principal.kind == PrincipalKind::Root)
            candidates.block({"rootHasNoPolicies", {}});
        if (m_result.fixes.empty() && m_result.obstacles.empty())
            candidates.block({"ruleDecides", {}});
    }

    const World &m_world;
    Request m_request;
    Verdict m_wanted;
    const std::function<bool()> &m_cancelled;
    FixList m_result;
    std::set<std::vector<std::string>> m_seen;
    std::size_t m_evaluations = 0;
};

} // namespace

FixList findFixes(const World &world, Request request, Verdict wanted, const std::function<bool()> &cancelled)
{
    if (request.deriveContext) {
        std::vector<std::string> derived;
        for (const auto &[name, value] : request.context.entries()) {
            if (value.provenance == Provenance::Derived)
                derived.push_back(name);
        }
        for (const std::string &name : derived)
            request.context.remove(name);
    }
    return Search(world, std::move(request), wanted, cancelled).run();
}

} // namespace rolewright
