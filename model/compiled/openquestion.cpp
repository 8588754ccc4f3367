// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/openquestion.h"

#include "compiled/decision.h"
#include "evaluate/keypolicy.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr std::size_t kindsOfAccount = 3; // users, roles, service-linked roles

/// The evaluation's flow, where a statement that may or may not match is unknown: denied then means denied in every case.
class OpenFlow : public Flow<OpenFlow, LayerTruth>
{
    using Base = Flow<OpenFlow, LayerTruth>;

public:
    /// `anyPolicies`: whatever policies of its own the caller may have.
    OpenFlow(const FlowFacts &facts, const Question &question, bool anyPolicies)
        : Base(facts)
        , m_question(question)
        , m_anyPolicies(anyPolicies)
    {
    }

    using Base::run;

private:
    friend Base;
    static constexpr bool stopsAtDeny = true;
    static constexpr bool grantsFirst = false; // what is said to all of an account alike spares looking at the caller

    LayerTruth identityLayer()
    {
        LayerTruth any;
        any.allows = Truth::Unknown;
        return m_anyPolicies ? any : match(PolicyKind::Identity, m_question.principal->identity);
    }
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
    Truth stsRefuses(RuleId) { return Truth::False; }
    Truth changesWhatAwsManages() const { return Truth::False; }
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
            else if (use.services & m_question.services)
                matchDocument(*use.document, kind == PolicyKind::Resource && this->facts().special == SpecialResource::Key, result);
        }
        add(result);
        return result;
    }

    void matchDocument(const CompiledDocument &document, bool isKeys, LayerTruth &result)
    {
        for (const CompiledStatement &statement : document.statements()) {
            if (isKeys && !hasEffectOnKey(statement.source()))
                continue;
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
    bool m_anyPolicies;
};

} // namespace

OpenQuestion::OpenQuestion(const CompiledWorld::Data &data, const Classes *classes, Request request, Resource resource)
    : m_data(data)
    , m_classes(classes)
    , m_kinds(data.world.header().accounts.size() * kindsOfAccount, Known::No)
    , m_request(std::move(request))
    , m_question(m_request)
{
    m_request.principal = *parsePrincipal("*");
    m_isKnown = lookUp(data, m_question);
    m_question.openness = resource == Resource::Any ? Question::Openness::ContextAndResource : Question::Openness::Context;
    m_isCallers = resource == Resource::Any || m_question.resourceAccount.empty();
}

Request OpenQuestion::opened(const Request &asked)
{
    Request request = asked;
    for (const auto &[lowerName, value] : asked.context.entries())
        request.context.setUnknown(value.name);
    request.sessionPolicies.reset();
    return request;
}

std::uint32_t OpenQuestion::kindOf(const CompiledPrincipal *principal)
{
    // A document of its own that can't be used leaves its answer open, whatever else is denied.
    const bool isOpen = !principal || !principal->isAsNamed || !principal->identity.usableAs(PolicyKind::Identity)
        || (principal->boundary && !principal->boundary->usableAs(PolicyKind::Boundary));
    if (isOpen)
        return open;
    const std::uint32_t kind = !principal->role ? 0 : principal->isServiceLinked ? 2 : 1;
    return principal->accountNumber * static_cast<std::uint32_t>(kindsOfAccount) + kind;
}

bool OpenQuestion::mayBeAllowed(std::uint32_t slot)
{
    const CompiledPrincipal *principal = m_data.principals[slot];
    if (!m_isKnown || !principal || !principal->isAsNamed)
        return true;
    if (!mayBeAllowedInAccount(slot))
        return false;
    const auto known = m_classes ? m_known.find(m_classes->policies[slot]) : m_known.end();
    if (known != m_known.end())
        return known->second;
    m_question.looksAtCaller = false;
    const bool may = ask(*principal, false);
    if (m_classes && !m_question.looksAtCaller)
        m_known.emplace(m_classes->policies[slot], may);
    return may;
}

bool OpenQuestion::findKind(std::uint32_t slot, std::uint32_t kind)
{
    m_question.looksAtCaller = false;
    const bool may = ask(*m_data.principals[slot], true) || m_question.looksAtCaller;
    m_kinds[kind] = may ? Known::May : Known::Never;
    return may;
}

bool OpenQuestion::ask(const CompiledPrincipal &principal, bool anyPolicies)
{
    m_question.caller = &*principal.caller;
    m_question.principal = &principal;
    // What is made may be named in a resource policy, which a boundary doesn't limit.
    m_question.hasBoundary = principal.boundary && !anyPolicies && m_question.openness != Question::Openness::ContextAndResource;
    m_question.callerPlace = m_data.places->ofAccount[principal.accountNumber];
    if (m_isCallers) {
        m_question.resourceAccount = principal.account;
        m_question.resourcePlace = m_question.callerPlace;
    }
    OpenFlow flow(factsOf(m_data, m_question), m_question, anyPolicies);
    flow.run();
    return flow.verdict() != Verdict::Denied;
}

} // namespace rolewright
