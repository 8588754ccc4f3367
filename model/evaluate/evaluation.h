// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"
#include "evaluate/matcher.h"
#include "evaluate/recorder.h"

#include <vector>

namespace rolewright {

/// One pass of the evaluation logic (flow.h) over the layers of a request, with everything that an answer tells: rules, blocking
/// layers, deciding statements, and the trace.
class Evaluation : public Flow<Evaluation, LayerResult>
{
public:
    Evaluation(const Layers &layers, const Request &request, UnknownKeys unknownKeys, bool trace);

    using Flow::run;

    const UnknownCauses &causes() const { return m_matcher.causes(); }
    const UnknownCauses &denyCauses() const { return m_matcher.denyCauses(); }
    bool metUntold() const { return m_matcher.metUntold(); }

    /// Moves verdict, rules, blocking layers, deciding statements, inconclusive documents and the trace into the answer.
    void fill(Answer &answer, bool withTrace);

private:
    friend Flow;
    static constexpr bool stopsAtDeny = false;
    static constexpr bool grantsFirst = false;

    LayerResult identityLayer();
    LayerResult boundaryLayer();
    LayerResult sessionLayer();
    LayerResult endpointLayer();
    LayerResult resourceLayer();
    LayerResult scpLevel(std::size_t level);
    LayerResult rcpLevel(std::size_t level);
    Truth stsRefuses(RuleId rule);
    Truth lastsTooLong(RuleId rule);
    Truth lacksProvider();
    Truth changesWhatAwsManages();
    bool bucketIsClosed() const;
    void apply(RuleId rule) { m_recorder.apply(rule); }
    void block(Layer layer) { m_recorder.block(layer); }
    void use(const LayerResult &result);
    void notInForce(Layer layer, LayerOutcome outcome);
    void inconclusive(Inconclusive::Reason reason, Layer layer);

    LayerResult evaluatePolicies(Layer layer, PolicyKind kind, const std::vector<LayerPolicy> &policies, const std::string &level);
    void evaluatePolicy(Layer layer, PolicyKind kind, const LayerPolicy &policy, LayerResult &result, LayerTrace &trace);
    void contradict(Layer layer, const std::string &arn);
    PrincipalMatch unknownPrincipalMatch() const;
    void addTrace(LayerTrace trace, const LayerResult &result);

    const Layers &m_layers;
    const Request &m_request;
    Matcher m_matcher;
    bool m_tracing;
    AnswerRecorder<StatementRef> m_recorder;
    std::vector<std::string> m_contradicted; ///< told already
    std::vector<LayerTrace> m_traces;
};

} // namespace rolewright
