// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/exhaustive.h"

#include "evaluate/candidatevalues.h"
#include "evaluate/claims.h"
#include "evaluate/evaluation.h"
#include "evaluate/representatives.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr std::size_t maximumCombinations = 4096;

/// Keys that are used as a policy variable can matter in ways that no condition on them tells.
bool isVariable(const Layers &layers, const std::string &key)
{
    const std::string use = "${" + lowered(key);
    const auto uses = [&](const PolicyString &value) { return lowered(value.text).find(use) != std::string::npos; };
    for (const Policy *policy : policiesOf(layers)) {
        for (const Statement &statement : policy->statements) {
            if (statement.resource && std::any_of(statement.resource->values.begin(), statement.resource->values.end(), uses))
                return true;
            for (const ConditionEntry &entry : statement.conditions) {
                if (std::any_of(entry.values.begin(), entry.values.end(), uses))
                    return true;
            }
        }
    }
    return false;
}

std::optional<Verdict> verdictWith(const Layers &layers, const Request &request)
{
    Evaluation evaluation(layers, request, UnknownKeys::Unknown, false);
    evaluation.run();
    if (evaluation.unusable() || (evaluation.denied() != Truth::True && evaluation.allowed() == Truth::Unknown))
        return std::nullopt;
    return evaluation.denied() != Truth::True && evaluation.allowed() == Truth::True ? Verdict::Allowed : Verdict::Denied;
}

} // namespace

std::optional<Verdict> sameForAllValues(const Layers &layers, const Request &request, const std::vector<std::string> &keys)
{
    std::vector<std::vector<CandidateValue>> candidates;
    std::size_t combinations = 1;
    for (const std::string &key : keys) {
        const std::optional<std::vector<std::string>> values = isVariable(layers, key) ? std::nullopt : representatives(key, conditionsOn(layers, key));
        if (!values)
            return std::nullopt;
        candidates.push_back({CandidateValue()});
        for (const std::string &value : *values) {
            candidates.back().push_back({std::vector<std::string>{value}, false});
            // It stands for others that STS may take.
            if (isRefused(request, key, candidates.back().back()))
                return std::nullopt;
        }
        // What the policies don't compare them with, Evaluation::stsRefuses() does.
        if (equalsIgnoringCase(key, "sts:DurationSeconds") && layers.maximumSessionSeconds) {
            const CandidateValue longer{std::vector<std::string>{std::to_string(*layers.maximumSessionSeconds + 1)}, false};
            if (!isRefused(request, key, longer))
                candidates.back().push_back(longer);
        }
        if (equalsIgnoringCase(key, audienceKeyOf(request.principal))) {
            for (const std::string &clientId : layers.clientIds)
                candidates.back().push_back({std::vector<std::string>{clientId}, false});
        }
        combinations *= candidates.back().size();
        if (combinations > maximumCombinations)
            return std::nullopt;
    }
    std::optional<Verdict> same;
    for (std::size_t combination = 0; combination < combinations; ++combination) {
        Request asked = request;
        std::size_t rest = combination;
        for (std::size_t key = 0; key < keys.size(); ++key) {
            assign(asked.context, keys[key], candidates[key][rest % candidates[key].size()]);
            rest /= candidates[key].size();
        }
        const std::optional<Verdict> verdict = verdictWith(layers, asked);
        if (!verdict || (same && *same != *verdict))
            return std::nullopt;
        same = verdict;
    }
    return same;
}

} // namespace rolewright
