// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"
#include "evaluate/matcher.h"

#include <array>
#include <vector>

namespace rolewright {

/// What one layer (or one level of the organization) says.
struct LayerResult {
    Truth allows = Truth::False; ///< any Allow statement matches
    Truth denies = Truth::False; ///< any Deny statement matches
    std::array<Truth, 5> allowsBy{}; ///< `allows` split by PrincipalMatch; of layers with a Principal
    bool unusable = false; ///< holds a document that can't be used
    std::vector<StatementRef> allowing; ///< statements that certainly match
    std::vector<StatementRef> denying;

    Truth by(PrincipalMatch match) const { return allowsBy[static_cast<std::size_t>(match)]; }
};

/// One pass of AWS's evaluation logic over the layers of a request. See evaluation.cpp for the flow.
class Evaluation
{
public:
    Evaluation(const Layers &layers, const Request &request, UnknownKeys unknownKeys, bool trace);

    void run();

    Truth allowed() const { return m_allowed; }
    Truth denied() const { return m_denied; } ///< by an explicit Deny
    bool unusable() const { return m_unusable; }
    const UnknownCauses &causes() const { return m_matcher.causes(); }
    const UnknownCauses &denyCauses() const { return m_matcher.denyCauses(); }
    bool metUntold() const { return m_matcher.metUntold(); }

    /// Moves rules, blocking layers, deciding statements, inconclusive documents and the trace into the answer.
    void fill(Answer &answer, bool withTrace);

private:
    enum class Special { None, Trust, Key };

    LayerResult evaluatePolicies(Layer layer, PolicyKind kind, const std::vector<LayerPolicy> &policies, const std::string &level);
    void evaluatePolicy(Layer layer, PolicyKind kind, const LayerPolicy &policy, LayerResult &result, LayerTrace &trace);
    void contradict(Layer layer, const std::string &arn);
    PrincipalMatch unknownPrincipalMatch() const;
    void addTrace(LayerTrace trace, const LayerResult &result);
    void addNotInForce(Layer layer, LayerOutcome outcome = LayerOutcome::NotInForce);

    bool needsNoPermission();
    bool callerCanMakeRequest() const;
    Truth chainedSessionIsTooLong();
    Truth evaluateScps();
    Truth evaluateRcps();
    Truth evaluateVpcEndpoint();
    void evaluateIdentity();
    bool isBucketOwnersRoot() const;
    void evaluateResource();
    Truth resourceGrants(bool *limited);
    Truth combineSameAccount();
    Truth combineCrossAccount();
    Truth withoutPublicAccess(Truth grants);

    void require(Truth allows, Layer layer); ///< notes the layer as blocking when it doesn't allow
    void block(Layer layer);
    void apply(RuleId rule);
    void use(const LayerResult &result); ///< its allowing statements take part in an allow

    const Layers &m_layers;
    const Request &m_request;
    Matcher m_matcher;
    bool m_tracing;
    bool m_hasIdentity; ///< the caller is of a kind that identity policies apply to
    bool m_crossAccount = false;
    Special m_special = Special::None;
    Layer m_resourceLayer = Layer::Resource;
    std::string m_resourceAccount;

    LayerResult m_identity;
    LayerResult m_boundary;
    LayerResult m_session;
    LayerResult m_resource;
    Truth m_callerAllows = Truth::False; ///< identity ∩ boundary ∩ session
    Truth m_limits = Truth::True; ///< boundary ∩ session alone

    Truth m_allowed = Truth::False;
    Truth m_denied = Truth::False;
    bool m_unusable = false;
    std::vector<Layer> m_blockedBy;
    std::vector<Layer> m_deniedBy;
    std::vector<StatementRef> m_allowing;
    std::vector<StatementRef> m_denying;
    std::vector<RuleId> m_rules;
    std::vector<Inconclusive> m_inconclusive;
    std::vector<LayerTrace> m_traces;
};

} // namespace rolewright
