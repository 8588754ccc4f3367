// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/openquestion.h"

#include "compiled/decision.h"

#include <algorithm>

namespace rolewright {

namespace {

/// The evaluation's flow, where a statement that may or may not match is unknown: denied then means denied in every case.
class OpenFlow : public Flow<OpenFlow, LayerTruth>
{
    using Base = Flow<OpenFlow, LayerTruth>;

public:
    OpenFlow(const FlowFacts &facts, const Question &question)
        : Base(facts)
        , m_question(question)
    {
    }

    using Base::run;

private:
    friend Base;
    static constexpr bool stopsAtDeny = true;

    LayerTruth identityLayer() { return match(PolicyKind::Identity, m_question.principal->identity); }
    LayerTruth boundaryLayer() { return match(PolicyKind::Boundary, *m_question.principal->boundary); }
    LayerTruth sessionLayer() { return {}; } // who passes one has less
    LayerTruth endpointLayer() { return {}; }
    LayerTruth resourceLayer()
    {
        return match(this->facts().special == SpecialResource::Trust ? PolicyKind::Trust : PolicyKind::Resource, m_question.target->policy);
    }
    LayerTruth scpLevel(std::size_t level) { return match(PolicyKind::Scp, m_question.callerPlace->levels[level].scp); }
    LayerTruth rcpLevel(std::size_t level) { return match(PolicyKind::Rcp, m_question.resourcePlace->levels[level].rcp); }

    // These only deny.
    Truth lastsTooLong(RuleId) { return Truth::False; }
    bool changesWhatAwsManages() const { return false; }
    bool bucketIsClosed() const { return false; }

    void apply(RuleId) {}
    void block(Layer) {}
    void use(const LayerTruth &) {}
    void notInForce(Layer, LayerOutcome) {}
    void inconclusive(Inconclusive::Reason, Layer) {}

    LayerTruth match(PolicyKind kind, const PolicyList &policies)
    {
        LayerTruth result;
        for (const PolicyList::Use &use : policies.uses()) {
            if (!use.usableAs(kind))
                result.unusable = true;
            else if (use.services() & m_question.services)
                matchDocument(*use.document, result);
        }
        add(result);
        return result;
    }

    void matchDocument(const CompiledDocument &document, LayerTruth &result)
    {
        for (const CompiledStatement &statement : document.statements()) {
            PrincipalMatch by = PrincipalMatch::None;
            const Match matched = statement.matches(m_question, &by);
            if (matched == Match::No)
                continue;
            const Truth truth = matched == Match::Yes ? Truth::True : Truth::Unknown;
            if (statement.effect() == Effect::Deny) {
                result.denies = result.denies || truth;
                continue;
            }
            result.allows = result.allows || truth;
            const auto allowBy = [&](PrincipalMatch match, Truth how) {
                Truth &allows = result.allowsBy[static_cast<std::size_t>(match)];
                allows = allows || how;
            };
            allowBy(by == PrincipalMatch::None ? PrincipalMatch::Account : by, truth);
            // The session that asks may be the one that is named.
            if (statement.namesSessionsOf(*m_question.caller))
                allowBy(PrincipalMatch::Exact, Truth::Unknown);
        }
    }

    const Question &m_question;
};

} // namespace

OpenQuestion::OpenQuestion(const CompiledWorld::Data &data, const std::vector<std::uint32_t> &classes, Request request, Resource resource)
    : m_data(data)
    , m_classes(classes)
    , m_request(std::move(request))
    , m_question(m_request)
{
    m_request.principal = *parsePrincipal("*");
    m_isKnown = lookUp(data, m_question);
    m_question.openness = resource == Resource::Any ? Question::Openness::ContextAndResource : Question::Openness::Context;
}

bool OpenQuestion::mayBeAllowed(std::uint32_t slot)
{
    const CompiledPrincipal *principal = m_data.principals[slot].get();
    if (!m_isKnown || !principal || !principal->caller || principal->caller->account != principal->account)
        return true;
    const auto known = m_known.find(m_classes[slot]);
    if (known != m_known.end())
        return known->second;
    m_question.looksAtCaller = false;
    const bool may = evaluated(*principal);
    if (!m_question.looksAtCaller)
        m_known.emplace(m_classes[slot], may);
    return may;
}

bool OpenQuestion::evaluated(const CompiledPrincipal &principal)
{
    const bool anyResource = m_question.openness == Question::Openness::ContextAndResource;
    m_request.principal = *principal.caller;
    m_question.principal = &principal;
    // What is made may be named in a resource policy, which a boundary doesn't limit.
    m_question.hasBoundary = principal.boundary && !anyResource;
    m_question.callerPlace = m_data.places->ofAccount[principal.accountNumber];
    if (anyResource) {
        m_question.resourceAccount = principal.account;
        m_question.resourcePlace = m_question.callerPlace;
    }
    OpenFlow flow(factsOf(m_data, m_question), m_question);
    flow.run();
    return flow.verdict() != Verdict::Denied;
}

} // namespace rolewright
