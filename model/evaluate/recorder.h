// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/flow.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace rolewright {

/// A layer's truth with the statements that certainly match.
struct LayerResult : LayerTruth {
    std::vector<StatementRef> allowing;
    std::vector<StatementRef> denying;
};

/// Collects what an answer tells beside the decision while the flow runs. `Statement`: a StatementRef, or what refers to one.
/// Can be used again after clear(), with the memory that it has.
template <typename Statement>
class AnswerRecorder
{
public:
    void apply(RuleId rule) { addOnce(m_rules, rule); }
    void block(Layer layer) { addOnce(m_blockedBy, layer); }
    /// An allowing statement that takes part in an allow.
    void allow(const Statement &statement) { m_allowing.push_back(statement); }
    /// A denying statement that decides.
    void deny(Layer layer, const Statement &statement)
    {
        addOnce(m_deniedBy, layer);
        m_denying.push_back(statement);
    }
    void inconclusive(Inconclusive inconclusive) { m_inconclusive.push_back(std::move(inconclusive)); }

    /// To be called at the end; what is told then is in the members below. Only an answer that depends says why it is inconclusive.
    void finish(Verdict verdict, Truth denied, Truth allowed)
    {
        if (denied == Truth::True) {
            m_rules.insert(m_rules.begin(), RuleId::ExplicitDeny);
            for (const Layer layer : m_blockedBy)
                addOnce(m_deniedBy, layer);
            std::swap(m_blockedBy, m_deniedBy);
            std::swap(m_allowing, m_denying);
        } else if (allowed == Truth::True) {
            m_blockedBy.clear();
            for (const Inconclusive &inconclusive : m_inconclusive) {
                if (inconclusive.reason != Inconclusive::Reason::NotModelled)
                    m_blockedBy.push_back(inconclusive.layer);
            }
        } else {
            m_allowing.clear();
        }
        if (verdict != Verdict::Depends)
            m_inconclusive.clear();
    }

    std::vector<RuleId> &rules() { return m_rules; }
    std::vector<Layer> &blockedBy() { return m_blockedBy; }
    std::vector<Statement> &statements() { return m_allowing; }
    std::vector<Inconclusive> &inconclusive() { return m_inconclusive; }

    void clear()
    {
        m_blockedBy.clear();
        m_deniedBy.clear();
        m_allowing.clear();
        m_denying.clear();
        m_rules.clear();
        m_inconclusive.clear();
    }

private:
    template <typename T>
    static void addOnce(std::vector<T> &list, T value)
    {
        if (std::find(list.begin(), list.end(), value) == list.end())
            list.push_back(value);
    }

    std::vector<Layer> m_blockedBy;
    std::vector<Layer> m_deniedBy;
    std::vector<Statement> m_allowing; ///< once finished: those that decide
    std::vector<Statement> m_denying;
    std::vector<RuleId> m_rules;
    std::vector<Inconclusive> m_inconclusive;
};

} // namespace rolewright
