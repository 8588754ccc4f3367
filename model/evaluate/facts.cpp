// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/facts.h"

#include "evaluate/candidatevalues.h"
#include "evaluate/derive.h"

#include <algorithm>
#include <map>

namespace rolewright {

namespace {

/// More keys, sets or evaluations than these aren't looked at; the result says so.
constexpr std::size_t maximumKeys = 8;
constexpr std::size_t maximumSetSize = 4;
constexpr std::size_t maximumSets = 6;
constexpr std::size_t maximumEvaluations = 40'000;

/// Which candidate each key of a set has, by index into its list.
using Assignment = std::map<std::size_t, std::size_t>;

class Search
{
public:
    Search(const Layers &layers, const Request &request, const std::function<bool()> &cancelled)
        : m_layers(layers)
        , m_request(request)
        , m_cancelled(cancelled)
    {
        if (m_request.deriveContext)
            deriveContext(m_request);
        // Derived once: an unknown key that is tried as absent mustn't be derived again.
        m_request.deriveContext = false;
    }

    DecidingFacts run()
    {
        const Answer answer = evaluate(m_layers, m_request, {false});
        if (answer.verdict != Verdict::Depends)
            return {};
        // Keys that the workspace doesn't tell are unknown ones from here on; one that is tried as absent is absent.
        m_request = answer.request;
        m_layers.untold = {};
        m_keys = answer.dependsOn;
        if (m_keys.size() > maximumKeys) {
            m_keys.resize(maximumKeys);
            m_result.complete = false;
        }
        for (const std::string &key : m_keys) {
            m_conditions.push_back(conditionsOn(m_layers, key));
            m_candidates.push_back(candidateValues(m_layers, m_request, key, m_conditions.back()));
        }
        for (std::size_t size = 1; size <= std::min(m_keys.size(), maximumSetSize) && !stopped(); ++size)
            chooseKeys(size, 0, {});
        if (m_keys.size() > maximumSetSize)
            m_result.complete = false;
        return std::move(m_result);
    }

private:
    bool stopped()
    {
        if (m_evaluations < maximumEvaluations && !(m_cancelled && m_cancelled()))
            return false;
        m_result.complete = false;
        return true;
    }

    Verdict verdictOf(const Assignment &assignment)
    {
        ++m_evaluations;
        Request asked = m_request;
        for (const auto &[key, candidate] : assignment)
            assign(asked.context, m_keys[key], m_candidates[key][candidate]);
        return evaluate(m_layers, asked, {false}).verdict;
    }

    void chooseKeys(std::size_t size, std::size_t from, std::vector<std::size_t> chosen)
    {
        if (chosen.size() == size) {
            tryValues(chosen, {});
            return;
        }
        for (std::size_t key = from; key < m_keys.size() && !stopped(); ++key) {
            chosen.push_back(key);
            chooseKeys(size, key + 1, chosen);
            chosen.pop_back();
        }
    }

    void tryValues(const std::vector<std::size_t> &keys, Assignment assignment)
    {
        if (assignment.size() == keys.size()) {
            record(assignment);
            return;
        }
        const std::size_t key = keys[assignment.size()];
        for (std::size_t candidate = 0; candidate < m_candidates[key].size() && !stopped(); ++candidate) {
            assignment[key] = candidate;
            tryValues(keys, assignment);
        }
    }

    /// A smaller set that already decides makes a larger one superfluous.
    bool containsDecided(const Assignment &assignment, const std::vector<Assignment> &decided) const
    {
        return std::any_of(decided.begin(), decided.end(), [&](const Assignment &smaller) {
            return smaller.size() < assignment.size() && std::includes(assignment.begin(), assignment.end(), smaller.begin(), smaller.end());
        });
    }

    void record(const Assignment &assignment)
    {
        if (containsDecided(assignment, m_allowing) || containsDecided(assignment, m_denying))
            return;
        const Verdict verdict = verdictOf(assignment);
        if (verdict == Verdict::Depends)
            return;
        (verdict == Verdict::Allowed ? m_allowing : m_denying).push_back(assignment);
        std::vector<FactSet> &sets = verdict == Verdict::Allowed ? m_result.allowedIf : m_result.deniedIf;
        FactSet facts = describe(assignment, verdict);
        if (std::find(sets.begin(), sets.end(), facts) != sets.end())
            return;
        if (sets.size() < maximumSets)
            sets.push_back(std::move(facts));
        else
            m_result.complete = false;
    }

    FactSet describe(const Assignment &assignment, Verdict verdict)
    {
        FactSet facts;
        for (const auto &[key, candidate] : assignment)
            facts.push_back(describeKey(assignment, key, candidate, verdict));
        return facts;
    }

    /// The widest single condition whose outcome explains the verdict: every candidate on the same side of it, with the
    /// other keys as they are, gives that verdict too. Else the value itself.
    Fact describeKey(const Assignment &assignment, std::size_t key, std::size_t candidate, Verdict verdict)
    {
        Fact fact;
        fact.key = m_keys[key];
        const CandidateValue &value = m_candidates[key][candidate];
        if (!value.values)
            return fact;
        fact.example = *value.values;
        std::size_t widest = 0;
        for (const KeyCondition &condition : m_conditions[key]) {
            const bool side = holds(condition, m_request, m_keys[key], value);
            std::size_t reach = 0;
            if (!explains(assignment, key, condition, side, verdict, &reach) || reach <= widest)
                continue;
            widest = reach;
            fact.kind = side ? Fact::Kind::Holds : Fact::Kind::Fails;
            fact.op = condition.entry.op;
            fact.operatorText = condition.entry.operatorText.text;
            fact.values.clear();
            for (const PolicyString &text : condition.entry.values)
                fact.values.push_back(text.text);
            // One description for all candidates on that side.
            fact.example = firstOn(key, condition, side);
        }
        if (widest == 0) {
            fact.kind = Fact::Kind::Equals;
            fact.values = *value.values;
        }
        return fact;
    }

    bool explains(const Assignment &assignment, std::size_t key, const KeyCondition &condition, bool side, Verdict verdict,
                  std::size_t *reach)
    {
        for (std::size_t other = 0; other < m_candidates[key].size(); ++other) {
            const CandidateValue &value = m_candidates[key][other];
            if (!value.values || holds(condition, m_request, m_keys[key], value) != side)
                continue;
            Assignment changed = assignment;
            changed[key] = other;
            if (verdictOf(changed) != verdict)
                return false;
            ++*reach;
        }
        return true;
    }

    std::vector<std::string> firstOn(std::size_t key, const KeyCondition &condition, bool side) const
    {
        for (const CandidateValue &value : m_candidates[key]) {
            if (value.values && holds(condition, m_request, m_keys[key], value) == side)
                return *value.values;
        }
        return {};
    }

    Layers m_layers;
    Request m_request;
    const std::function<bool()> &m_cancelled;
    std::vector<std::string> m_keys;
    std::vector<std::vector<KeyCondition>> m_conditions;
    std::vector<std::vector<CandidateValue>> m_candidates;
    std::vector<Assignment> m_allowing;
    std::vector<Assignment> m_denying;
    std::size_t m_evaluations = 0;
    DecidingFacts m_result;
};

} // namespace

DecidingFacts decidingFacts(const Layers &layers, const Request &request, const std::function<bool()> &cancelled)
{
    return Search(layers, request, cancelled).run();
}

DecidingFacts decidingFacts(const World &world, const Request &request, const std::function<bool()> &cancelled)
{
    const Gathered gathered = gather(world, request);
    return decidingFacts(gathered.layers, gathered.request, cancelled);
}

} // namespace rolewright
