// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"
#include "evaluate/flow.h"
#include "evaluate/matcher.h"

#include <vector>

namespace rolewright {

/// A layer's truth with the statements that certainly match.
struct LayerResult : LayerTruth {
    std::vector<StatementRef> allowing;
    std::vector<StatementRef> denying;
};

/// One pass of the evaluation logic (flow.h) over the layers of a request, with everything that an answer tells: rules, blocking
/// layers, deciding statements, and the trace.
class Evaluation : public Flow<Evaluation, LayerResult>
{
public:
    /// `unknownAsAbsent`: for the decision "with the unknown keys absent".
    Evaluation(const Layers &layers, const Request &request, bool unknownAsAbsent, bool trace);

    using Flow::run;

    const UnknownCauses &causes() const { return m_matcher.causes(); }

    /// Moves rules, blocking layers, deciding statements, inconclusive documents and the trace into the answer.
    void fill(Answer &answer, bool withTrace);

private:
    friend Flow;
    static constexpr bool stopsAtDeny = false;

    LayerResult identityLayer();
    LayerResult boundaryLayer();
    LayerResult sessionLayer();
    LayerResult endpointLayer();
    LayerResult resourceLayer();
    LayerResult scpLevel(std::size_t level);
    LayerResult rcpLevel(std::size_t level);
    Truth chainedSessionIsTooLong();
    bool changesWhatAwsManages() const;
    bool bucketIsClosed() const;
    void apply(RuleId rule);
    void block(Layer layer);
    void use(const LayerResult &result); ///< its allowing statements take part in an allow
    void notInForce(Layer layer, LayerOutcome outcome);
    void inconclusive(Inconclusive::Reason reason, Layer layer);

    LayerResult evaluatePolicies(Layer layer, PolicyKind kind, const std::vector<LayerPolicy> &policies, const std::string &level);
    void evaluatePolicy(Layer layer, PolicyKind kind, const LayerPolicy &policy, LayerResult &result, LayerTrace &trace);
    PrincipalMatch unknownPrincipalMatch() const;
    void addTrace(LayerTrace trace, const LayerResult &result);

    const Layers &m_layers;
    const Request &m_request;
    Matcher m_matcher;
    bool m_tracing;
    std::vector<Layer> m_blockedBy;
    std::vector<Layer> m_deniedBy;
    std::vector<StatementRef> m_allowing;
    std::vector<StatementRef> m_denying;
    std::vector<RuleId> m_rules;
    std::vector<Inconclusive> m_inconclusive;
    std::vector<LayerTrace> m_traces;
};

} // namespace rolewright
