// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/flow.h"

#include <set>
#include <string>
#include <vector>

namespace rolewright {

/// A layer's truth with the statements that certainly match.
struct LayerResult : LayerTruth {
    std::vector<StatementRef> allowing;
    std::vector<StatementRef> denying;
};

/// Collects what an answer tells beside the decision while the flow runs.
class AnswerRecorder
{
public:
    void apply(RuleId rule);
    void block(Layer layer);
    void use(const LayerResult &result); ///< its allowing statements take part in an allow
    void deny(Layer layer, const LayerResult &result); ///< its denying statements decide
    void inconclusive(Inconclusive inconclusive) { m_inconclusive.push_back(std::move(inconclusive)); }

    /// Moves everything into the answer. Only one that depends says why it is inconclusive.
    void fill(Answer &answer, Truth denied, Truth allowed, const std::set<std::string> &notModelled);

private:
    std::vector<Layer> m_blockedBy;
    std::vector<Layer> m_deniedBy;
    std::vector<StatementRef> m_allowing;
    std::vector<StatementRef> m_denying;
    std::vector<RuleId> m_rules;
    std::vector<Inconclusive> m_inconclusive;
};

} // namespace rolewright
