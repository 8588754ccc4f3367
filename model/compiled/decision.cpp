// SPDX-License-Identifier: GPL-3.0-or-later
// What applies to a request is told in evaluate/gather.cpp; this looks the same up among what has been compiled.
#include "compiled/decision.h"

#include "evaluate/assumptions.h"
#include "evaluate/awsmanaged.h"
#include "evaluate/keypolicy.h"
#include "evaluate/recorder.h"
#include "evaluate/resourcefit.h"

#include <type_traits>

namespace rolewright {

namespace {

bool holds(const Request &request, std::string_view lowerKey)
{
    return request.context.entries().findLower(lowerKey) != request.context.entries().end();
}

} // namespace

bool lookUp(const CompiledWorld::Data &data, Question &question)
{
    const Request &request = question.request;
    const Principal &caller = request.principal;
    // Those of a request for a role's credentials ask for permissions of their own.
    const bool hasRareKeys = request.context.mayHoldRareKeys() && question.traits
        && (question.traits->anyAssumeRole || holds(request, "aws:sourcevpce") || holds(request, "aws:calledvia"));
    if (!data.isComplete || !request.resources.empty() || !request.deriveContext || !question.traits || caller.kind == PrincipalKind::FederatedUser
        || caller.kind == PrincipalKind::OidcProvider || caller.kind == PrincipalKind::SamlProvider || caller.kind == PrincipalKind::Service
        || request.sessionPolicies || hasRareKeys)
        return false;
    // Roles that aren't named.
    const std::optional<ArnView> &arn = question.arn;
    if (question.traits->anyAssumeRole && !(arn && arn->service == "iam" && arn->resource.starts_with("role/")))
        return false;

    // What isn't in a near cache comes while the rest is looked up.
    data.byArn->prefetch(request.resource);
    if (caller.kind == PrincipalKind::User || caller.kind == PrincipalKind::Role || caller.kind == PrincipalKind::RoleSession) {
        std::optional<std::uint32_t> slot = data.byArn->find(caller.arn);
        if (!slot && caller.kind == PrincipalKind::RoleSession) {
            const EntityPtr role = data.world.findByName(caller.account, EntityKind::Role, caller.name);
            slot = role ? data.byArn->find(role->arn()) : std::nullopt;
        }
        question.principal = slot ? data.principals[*slot].get() : nullptr;
        const bool isUser = caller.kind == PrincipalKind::User;
        if (!question.principal || (question.principal->role == nullptr) != isUser || question.principal->account != caller.account)
            return false;
        question.hasBoundary = question.principal->boundary.has_value();
    }

    question.resourceAccount = request.resourceAccount;
    if (request.resource != "*") {
        std::optional<std::uint32_t> slot = data.byArn->find(request.resource);
        question.targetIsExact = slot.has_value();
        if (!slot && question.arn && question.arn->service == "s3") {
            const std::size_t slash = question.arn->resource.find('/');
            if (slash != std::string_view::npos)
                slot = data.byArn->find(std::string_view(request.resource).substr(0, request.resource.size() - question.arn->resource.size() + slash));
        }
        question.target = slot ? data.targets[*slot].get() : nullptr;
        if (question.target && question.resourceAccount.empty())
            question.resourceAccount = question.target->entity->account;
        if (question.resourceAccount.empty() && question.arn && isAccountId(question.arn->account))
            question.resourceAccount = question.arn->account;
    }
    if (question.resourceAccount.empty())
        question.resourceAccount = caller.account;

    question.hasOrganization = data.world.header().organization.has_value();
    // id_roles_use_passrole: permissions to pass a role can't be limited by the role's tags.
    question.hasResourceTags = !question.traits->hasNoResource && !question.traits->passRole && !(question.target && question.target->entity->as<Group>());
    question.callerPlace = data.places->find(caller.account);
    question.resourcePlace = question.resourceAccount == caller.account ? question.callerPlace : data.places->find(question.resourceAccount);
    return true;
}

FlowFacts factsOf(const CompiledWorld::Data &data, const Question &question)
{
    const Request &request = question.request;
    const Principal &caller = request.principal;
    const std::optional<ArnView> &arn = question.arn;
    FlowFacts facts;
    facts.kind = caller.kind;
    facts.action = *question.traits;
    facts.hasAccount = !caller.account.empty();
    facts.crossAccount = facts.hasAccount && !question.resourceAccount.empty() && caller.account != question.resourceAccount;
    const bool isRole = arn && arn->service == "iam" && arn->resource.starts_with("role/");
    // asksKeyPolicy()
    const bool isKey = arn && arn->service == "kms"
        && (arn->resource.starts_with("key/") || (arn->resource.starts_with("alias/") && !facts.action.managesAlias));
    facts.awsManagedKey = arn && isAwsManagedKey(arn->service, arn->resource);
    facts.special = isRole && facts.action.decidedByTrust ? SpecialResource::Trust : isKey ? SpecialResource::Key : SpecialResource::None;
    facts.serviceLinkedTarget = facts.special == SpecialResource::Trust && request.resource.find(":role/aws-service-role/") != std::string::npos;

    if (question.principal) {
        facts.serviceLinkedRole = question.principal->isServiceLinked;
        facts.hasBoundary = question.hasBoundary;
    }
    facts.managementAccount = question.callerPlace && question.callerPlace->isManagement;
    facts.scpLevels = question.callerPlace && !facts.managementAccount ? question.callerPlace->levels.size() : 0;
    facts.rcpLevels = question.resourcePlace && !question.resourcePlace->isManagement ? question.resourcePlace->levels.size() : 0;

    const CompiledTarget *target = question.target;
    // Only STS requests are decided by a trust policy; iam:GetRole and the like see no resource policy.
    facts.hasResourcePolicy = target && !target->policy.uses().empty() && (target->isResource || facts.action.sts);
    if (facts.hasResourcePolicy)
        facts.resourceState = ResourcePolicyState::Known;
    else if ((isRole && facts.action.sts) || isKey || (facts.action.kms && resourceFit(request) != ResourceFit::Fits))
        facts.resourceState = ResourcePolicyState::Unknown; // these always have one
    else if (arn && !target && !question.resourceAccount.empty() && question.resourceAccount != caller.account
             && !data.accounts->find(question.resourceAccount))
        facts.resourceState = ResourcePolicyState::Unknown;
    return facts;
}

namespace {

/// What a layer keeps: its truth alone, or also what an answer tells.
template <bool records>
using ResultOf = std::conditional_t<records, LayerResult, LayerTruth>;

template <bool records>
class CompiledFlow : public Flow<CompiledFlow<records>, ResultOf<records>>
{
    using Base = Flow<CompiledFlow<records>, ResultOf<records>>;
    using Result = ResultOf<records>;

public:
    /// `wholly`: looks at Allow statements also where another allows already.
    CompiledFlow(const FlowFacts &facts, const Question &question, bool wholly)
        : Base(facts)
        , m_question(question)
        , m_wholly(records || wholly)
    {
    }

    using Base::run;

    bool isSure() const { return m_sure; }
    auto &recorder() { return m_recorder; }

private:
    friend Base;
    static constexpr bool stopsAtDeny = !records;

    Result identityLayer() { return match(Layer::Identity, PolicyKind::Identity, m_question.principal->identity); }
    Result boundaryLayer() { return match(Layer::Boundary, PolicyKind::Boundary, *m_question.principal->boundary); }
    Result sessionLayer() { return {}; } // a workspace holds none
    Result endpointLayer() { return {}; } // asked of evaluate()
    Result resourceLayer()
    {
        const bool trust = this->facts().special == SpecialResource::Trust;
        return match(this->facts().resourceLayer(), trust ? PolicyKind::Trust : PolicyKind::Resource, m_question.target->policy);
    }
    Result scpLevel(std::size_t level) { return match(Layer::Scp, PolicyKind::Scp, m_question.callerPlace->levels[level].scp); }
    Result rcpLevel(std::size_t level) { return match(Layer::Rcp, PolicyKind::Rcp, m_question.resourcePlace->levels[level].rcp); }

    Truth lastsTooLong(RuleId)
    {
        // Other requests have no duration of their own.
        const bool asksForSession = this->facts().action.assumeRole || this->facts().special == SpecialResource::Trust;
        if (asksForSession && holds(m_question.request, "sts:durationseconds"))
            m_sure = false;
        return Truth::False;
    }

    bool changesWhatAwsManages() const
    {
        const std::optional<ArnView> &arn = m_question.arn;
        return arn && (arn->service == "iam" || arn->service == "kms") && rolewright::changesWhatAwsManages(m_question.request);
    }

    bool bucketIsClosed() const
    {
        return this->facts().action.s3 && this->facts().hasResourcePolicy && m_question.target->blocksPublicAccess;
    }

    void apply(RuleId rule)
    {
        if constexpr (records)
            m_recorder.apply(rule);
    }

    void block(Layer layer)
    {
        if constexpr (records)
            m_recorder.block(layer);
    }

    void use(const Result &result)
    {
        if constexpr (records)
            m_recorder.use(result);
    }

    void notInForce(Layer, LayerOutcome) {}

    void inconclusive(Inconclusive::Reason reason, Layer layer)
    {
        if constexpr (records)
            m_recorder.inconclusive({reason, layer, m_question.request.resource});
    }

    Result match(Layer layer, PolicyKind kind, const PolicyList &policies)
    {
        Result result;
        const std::vector<PolicyList::Use> &uses = policies.uses();
        for (std::size_t use = 0; use < uses.size(); ++use) {
            if (!uses[use].usableAs(kind)) {
                // A document that can't be read may hold the Deny that decides, or the Allow.
                result.unusable = true;
                if constexpr (records) {
                    m_recorder.inconclusive({uses[use].document ? Inconclusive::Reason::UnusableDocument : Inconclusive::Reason::MissingDocument, layer,
                                             policies.source(use).name});
                }
            } else if (uses[use].services & m_question.services) {
                matchDocument(*uses[use].document, layer, policies, use, result);
            }
        }
        this->add(result);
        if constexpr (records) {
            if (result.denies == Truth::True)
                m_recorder.deny(layer, result);
            if (result.unusable)
                m_recorder.block(layer);
        }
        return result;
    }

    void matchDocument(const CompiledDocument &document, Layer layer, const PolicyList &policies, std::size_t use, Result &result)
    {
        for (const CompiledStatement &statement : document.statements()) {
            const bool denies = statement.effect() == Effect::Deny;
            const bool namesCallers = statement.namesPrincipals();
            // One Allow is as good as ten where they name nobody.
            if (!m_wholly && !denies && !namesCallers && result.allows == Truth::True)
                continue;
            PrincipalMatch by = PrincipalMatch::None;
            const Match matched = statement.matches(m_question, &by);
            if (matched == Match::No)
                continue;
            if (matched == Match::Unsure) {
                m_sure = false;
                continue;
            }
            if (denies) {
                result.denies = Truth::True;
            } else {
                result.allows = Truth::True;
                result.allowsBy[static_cast<std::size_t>(by == PrincipalMatch::None ? PrincipalMatch::Account : by)] = Truth::True;
            }
            if constexpr (records) {
                const Statement &source = statement.source();
                const PolicySource &policy = policies.source(use);
                (denies ? result.denying : result.allowing)
                    .push_back({layer, policy.name, policy.where, source.index, source.sid ? source.sid->text : std::string(), source.effect, source.span});
            }
        }
    }

    const Question &m_question;
    bool m_wholly;
    bool m_sure = true;
    struct Nothing {};
    [[no_unique_address]] std::conditional_t<records, AnswerRecorder, Nothing> m_recorder;
};

} // namespace

std::optional<CompiledWorld::Decided> decideCompiled(const CompiledWorld::Data &data, const Request &request, bool wholly)
{
    Question question(request);
    if (!lookUp(data, question))
        return std::nullopt;
    CompiledFlow<false> flow(factsOf(data, question), question, wholly);
    flow.run();
    // Nothing takes an explicit Deny back.
    if (!flow.isSure() && flow.denied() != Truth::True)
        return std::nullopt;
    if (question.metUntold && flow.verdict() != Verdict::Denied)
        return std::nullopt;
    return CompiledWorld::Decided{flow.decision(), flow.verdict()};
}

std::optional<Answer> answerCompiled(const CompiledWorld::Data &data, const Request &request)
{
    Question question(request);
    if (!lookUp(data, question))
        return std::nullopt;
    const FlowFacts facts = factsOf(data, question);
    CompiledFlow<true> flow(facts, question, true);
    flow.run();
    if (!flow.isSure() || (question.metUntold && (question.metAssumable || flow.verdict() != Verdict::Denied)))
        return std::nullopt;
    Answer answer;
    answer.decision = flow.decision();
    answer.verdict = flow.verdict();
    answer.crossAccount = facts.crossAccount;
    if (facts.resourceState == ResourcePolicyState::None && !question.target)
        answer.assumptions = assumptionsAbout(request.resource, !request.resourceAccount.empty());
    // As gather() adds them.
    const ResourceFit fit = facts.resourceState == ResourcePolicyState::Unknown ? ResourceFit::Fits : resourceFit(request);
    if (fit != ResourceFit::Fits)
        answer.assumptions.push_back(fit == ResourceFit::NotNamed ? Assumption::ResourceNotNamed : Assumption::ResourceOfOtherType);
    flow.recorder().fill(answer, flow.denied(), flow.allowed(), {});
    addAssumptions(answer, facts.action, request.resource);
    return answer;
}

} // namespace rolewright
