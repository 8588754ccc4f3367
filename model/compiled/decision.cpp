// SPDX-License-Identifier: GPL-3.0-or-later
// What applies to a request is told in evaluate/gather.cpp; this looks the same up among what has been compiled.
#include "compiled/decision.h"

#include "evaluate/assumptions.h"
#include "evaluate/awsmanaged.h"
#include "evaluate/keypolicy.h"
#include "evaluate/policyholder.h"
#include "evaluate/recorder.h"
#include "evaluate/stsvalues.h"

#include <algorithm>
#include <bit>
#include <span>
#include <type_traits>

namespace rolewright {

namespace {

/// Users, roles and sessions of roles: those whose policies the workspace may hold.
bool isOfWorkspace(PrincipalKind kind)
{
    return kind == PrincipalKind::User || kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession;
}

const CompiledPrincipal *findPrincipal(const CompiledWorld::Data &data, const Principal &caller)
{
    std::optional<std::uint32_t> slot = data.byArn->find(caller.arn);
    if (!slot && caller.kind == PrincipalKind::RoleSession) {
        const EntityPtr role = data.world.findByName(caller.account, EntityKind::Role, caller.name);
        slot = role && role->name() == caller.name ? data.byArn->find(role->arn()) : std::nullopt;
    }
    const CompiledPrincipal *principal = slot ? data.principals[*slot] : nullptr;
    const bool fits = principal && (principal->role == nullptr) == (caller.kind == PrincipalKind::User) && principal->account == caller.account;
    return fits ? principal : nullptr;
}

/// The resource, or what holds its policy, as the workspace lists it.
void findTarget(const CompiledWorld::Data &data, std::uint64_t hash, Question &question)
{
    std::optional<std::uint32_t> slot = data.byArn->find(question.resource, hash);
    question.targetIsExact = slot.has_value();
    if (const std::string_view holder = slot ? std::string_view() : policyHolderOf(question.resource, question.arn); !holder.empty())
        slot = data.byArn->find(holder);
    question.target = slot ? data.targets[*slot] : nullptr;
}

} // namespace

bool lookUp(const CompiledWorld::Data &data, Question &question)
{
    const Principal &caller = *question.caller;
    if (!data.isComplete || !question.isOrdinary || !question.traits || caller.kind == PrincipalKind::FederatedUser || caller.kind == PrincipalKind::OidcProvider
        || caller.kind == PrincipalKind::SamlProvider || caller.kind == PrincipalKind::Service)
        return false;
    // Those of a request for a role's credentials ask for permissions of their own.
    if (question.given.mayHoldRareKeys()
        && (question.traits->anyAssumeRole || question.given.find("aws:sourcevpce") || question.given.find("aws:calledvia")))
        return false;
    // Roles that aren't named.
    const std::optional<ArnView> &arn = question.arn;
    if (question.traits->anyAssumeRole && !(arn && arn->isOf("iam") && arn->resource.starts_with("role/")))
        return false;

    std::uint64_t hash = 0;
    if (!question.hasTarget) {
        // What isn't in a near cache comes while the rest is looked up.
        hash = data.byArn->hashOf(question.resource);
        data.byArn->prefetch(hash);
    }
    if (isOfWorkspace(caller.kind)) {
        if (!question.principal)
            question.principal = findPrincipal(data, caller);
        if (!question.principal)
            return false;
        question.hasBoundary = question.principal->boundary != nullptr;
        question.callerPlace = data.places->ofAccount[question.principal->accountNumber];
    } else {
        question.callerPlace = data.places->find(caller.account);
    }

    question.resourceAccount = question.givenAccount;
    if (question.resource != "*") {
        if (!question.hasTarget)
            findTarget(data, hash, question);
        question.hasTarget = true;
        if (question.resourceAccount.empty() && question.target)
            question.resourceAccount = question.target->account;
        if (question.resourceAccount.empty() && arn && isAccountId(arn->account))
            question.resourceAccount = arn->account;
    }
    if (question.resourceAccount.empty())
        question.resourceAccount = caller.account;

    question.hasOrganization = data.world.header().organization.has_value();
    // id_roles_use_passrole: permissions to pass a role can't be limited by the role's tags.
    question.hasResourceTags = !question.traits->hasNoResource && !question.traits->passRole && !(question.target && question.target->isGroup);
    question.resourcePlace = isSameAccount(question.resourceAccount, caller.account) ? question.callerPlace : data.places->find(question.resourceAccount);
    return true;
}

FlowFacts factsOf(const CompiledWorld::Data &data, const Question &question)
{
    const Principal &caller = *question.caller;
    const std::optional<ArnView> &arn = question.arn;
    FlowFacts facts;
    facts.kind = caller.kind;
    facts.action = *question.traits;
    facts.hasAccount = !caller.account.empty();
    facts.crossAccount = facts.hasAccount && !question.resourceAccount.empty() && !isSameAccount(caller.account, question.resourceAccount);
    // Asked of actions only that look at a role's trust policy.
    const bool isRole = (facts.action.sts || facts.action.decidedByTrust) && arn && arn->isOf("iam") && arn->resource.starts_with("role/");
    // asksKeyPolicy()
    const bool isOfKms = arn && arn->isOf("kms");
    const bool isKey = isOfKms && (arn->resource.starts_with("key/") || (arn->resource.starts_with("alias/") && !facts.action.managesAlias));
    facts.awsManagedKey = isOfKms && isAwsManagedKey(arn->service, arn->resource);
    facts.special = isRole && facts.action.decidedByTrust ? SpecialResource::Trust : isKey ? SpecialResource::Key : SpecialResource::None;
    facts.serviceLinkedTarget = facts.special == SpecialResource::Trust && question.resource.find(":role/aws-service-role/") != std::string_view::npos;

    if (question.principal) {
        facts.serviceLinkedRole = question.principal->isServiceLinked;
        facts.hasBoundary = question.hasBoundary;
    }
    facts.managementAccount = question.callerPlace && question.callerPlace->isManagement;
    facts.scpLevels = question.callerPlace && question.callerPlace->isBoundByScps ? question.callerPlace->levels.size() : 0;
    facts.rcpLevels = question.resourcePlace && !question.resourcePlace->isManagement ? question.resourcePlace->levels.size() : 0;

    const CompiledTarget *target = question.target;
    // Only STS requests are decided by a trust policy; iam:GetRole and the like see no resource policy.
    facts.hasResourcePolicy = target && !target->policy.uses().empty() && (target->isResource || facts.action.sts);
    if (facts.hasResourcePolicy)
        facts.resourceState = ResourcePolicyState::Known;
    else if ((isRole && facts.action.sts) || isKey || (facts.action.kms && question.fit() != ResourceFit::Fits))
        facts.resourceState = ResourcePolicyState::Unknown; // these always have one
    else if (arn && !target && !question.resourceAccount.empty() && !isSameAccount(question.resourceAccount, caller.account)
             && !data.accounts->find(question.resourceAccount))
        facts.resourceState = ResourcePolicyState::Unknown;
    return facts;
}

namespace {

/// Visits the places of the bits that are set, lowest first, until something is settled.
template <typename Visit, typename Settled>
void forEachBit(std::uint64_t bits, const Visit &visit, const Settled &settled)
{
    for (; bits && !settled(); bits &= bits - 1)
        visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// What a layer keeps when it is to be told: its truth, and which of the draft's allowing statements are its own.
struct DraftedLayer : LayerTruth {
    std::size_t first = 0;
    std::size_t last = 0;
};

enum class Tells {
    Verdict, ///< no more than it takes
    Assumptions, ///< also what an Allow takes for granted: every statement that matches is looked at
    Everything, ///< into a draft
    Untold, ///< no more than what rests on keys that the workspace doesn't tell
};

template <Tells tells>
class CompiledFlow : public Flow<CompiledFlow<tells>, std::conditional_t<tells == Tells::Everything, DraftedLayer, LayerTruth>>
{
    static constexpr bool records = tells == Tells::Everything;
    static constexpr bool looksAtAll = records || tells == Tells::Untold;
    using Result = std::conditional_t<records, DraftedLayer, LayerTruth>;
    using Base = Flow<CompiledFlow<tells>, Result>;

public:
    CompiledFlow(const FlowFacts &facts, const Question &question, AnswerDraft *draft)
        : Base(facts)
        , m_question(question)
        , m_draft(draft)
    {
    }

    using Base::run;

    /// Instead of run(): whether every level of the organization allows it and none denies it, whoever of the account and kind asks.
    bool passesOrganization()
    {
        m_question.looksAtCaller = m_question.metUntold = false;
        bool passes = true;
        for (std::size_t level = 0; level < this->facts().scpLevels && passes; ++level) {
            const Result said = scpLevel(level);
            passes = said.allows == Truth::True && said.denies == Truth::False && !said.unusable;
        }
        for (std::size_t level = 0; level < this->facts().rcpLevels && passes; ++level) {
            const Result said = rcpLevel(level);
            passes = said.denies == Truth::False && !said.unusable;
        }
        passes = passes && m_sure && !m_question.looksAtCaller && !m_question.metUntold;
        m_question.metUntold = false;
        return passes;
    }

    bool isSure() const { return m_sure; }
    /// Of all statements together.
    const UntoldKeys &untoldKeys() const { return m_untold; }
    /// Whether a Deny rests on some of them.
    bool mayDeny() const { return m_mayDeny; }

private:
    friend Base;
    static constexpr bool stopsAtDeny = !looksAtAll;
    static constexpr bool grantsFirst = !looksAtAll;

    Result identityLayer() { return match(Layer::Identity, PolicyKind::Identity, m_question.principal->identity, m_question.looked ? &m_question.looked->identity : nullptr); }
    Result boundaryLayer() { return match(Layer::Boundary, PolicyKind::Boundary, *m_question.principal->boundary); }
    Result sessionLayer() { return {}; } // a workspace holds none
    Result endpointLayer() { return {}; } // asked of evaluate()
    Result resourceLayer()
    {
        const bool trust = this->facts().special == SpecialResource::Trust;
        return match(this->facts().resourceLayer(), trust ? PolicyKind::Trust : PolicyKind::Resource, m_question.target->policy, m_question.looked ? &m_question.looked->policy : nullptr);
    }
    Result scpLevel(std::size_t level)
    {
        const OrganizationPlace &place = *m_question.callerPlace;
        if (stopsAtDeny && !(place.scpsMatter & m_question.services)) {
            Result everything;
            everything.allows = Truth::True;
            return everything;
        }
        return match(Layer::Scp, PolicyKind::Scp, place.levels[level].scp);
    }
    Result rcpLevel(std::size_t level)
    {
        const OrganizationPlace &place = *m_question.resourcePlace;
        return place.rcpsMatter & m_question.services ? match(Layer::Rcp, PolicyKind::Rcp, place.levels[level].rcp) : Result();
    }

    Truth stsRefuses(RuleId rule)
    {
        if (rule != RuleId::StsParameters)
            return Truth::False;
        const auto isGiven = [this](const char *key, bool (*takes)(std::string_view)) {
            const std::optional<KeyValue> value = m_question.given.find(key);
            return value && !(takes && value->count() == 1 && takes(value->at(0)));
        };
        if (isGiven("sts:durationseconds", nullptr) || isGiven("sts:externalid", isExternalId) || isGiven("sts:rolesessionname", isSessionName))
            m_sure = false;
        return Truth::False;
    }

    Truth changesWhatAwsManages()
    {
        if (rolewright::changesWhatAwsManages(m_question.actionText, m_question.arn))
            return Truth::True;
        if (!changesServiceLinkedRole(m_question.actionText, m_question.arn))
            return Truth::False;
        const KeyValue throughService = m_question.find(ContextKey("aws:viaawsservice"));
        if (throughService.state != KeyValue::State::Single || throughService.single != "false")
            m_sure = false;
        return Truth::True;
    }

    bool bucketIsClosed() const
    {
        return this->facts().action.s3 && this->facts().hasResourcePolicy && m_question.target->blocksPublicAccess;
    }

    /// Where it isn't sure, a Deny would still settle it.
    bool isSettledWithoutGrant() const { return m_sure && m_question.organizationIsUsable(); }

    void apply(RuleId rule)
    {
        if constexpr (records)
            m_draft->told.apply(rule);
    }

    void block(Layer layer)
    {
        if constexpr (records)
            m_draft->told.block(layer);
    }

    void use(const Result &result)
    {
        if constexpr (records) {
            for (std::size_t i = result.first; i < result.last; ++i)
                m_draft->told.allow(m_draft->allowing[i]);
        }
    }

    void notInForce(Layer, LayerOutcome) {}

    void inconclusive(Inconclusive::Reason reason, Layer layer) { inconclusive(reason, layer, m_question.resource); }

    void inconclusive(Inconclusive::Reason reason, Layer layer, std::string_view about)
    {
        if constexpr (records)
            m_draft->told.inconclusive({reason, layer, std::string(about)});
    }

    /// `covering`: the statements that cover the question's action, where they were found before.
    Result match(Layer layer, PolicyKind kind, const PolicyList &policies, const std::span<const CoveringStatement> *covering = nullptr)
    {
        Result result;
        if constexpr (records)
            result.first = m_draft->allowing.size();
        // Nothing here may deny it, and all are usable: most lists tell at once whether they allow it.
        const bool isUsable = policies.usableAs(kind);
        if (!covering && isUsable && !(policies.denies() & m_question.services)) {
            if (!(policies.allows() & m_question.services)) {
                if constexpr (records)
                    result.last = result.first;
                return result;
            }
            // What is about it allows everything: nothing is left to be matched.
            const bool saysNoMore = !(policies.saysMore() & m_question.services);
            if (saysNoMore || (tells == Tells::Verdict && policies.allowsEverything())) {
                result.allows = Truth::True;
                result.allowsBy[static_cast<std::size_t>(PrincipalMatch::Account)] = Truth::True;
                if constexpr (records)
                    draftAllAbout(layer, policies, result);
                return result;
            }
        }
        if (!isUsable)
            findUnusable(layer, kind, policies, result);
        const auto isDenied = [&] { return !looksAtAll && result.denies == Truth::True; };
        // One Allow is as good as ten where they name nobody.
        const auto isAllowed = [&] { return tells == Tells::Verdict && result.allows == Truth::True && !policies.namesPrincipals(); };
        const auto look = [&](std::size_t number, const CompiledStatement &statement) {
            if (isUsable || policies.uses()[policies.useOf(number)].usableAs(kind))
                matchCovering(number, statement, layer, policies, result);
        };
        if (covering)
            lookAt(*covering, look, isDenied, isAllowed);
        for (std::size_t group = 0; !covering && group < policies.groups() && !isDenied(); ++group) {
            const auto lookAtBit = [&](std::size_t bit) {
                const std::size_t number = group * PolicyList::group + bit;
                const CompiledStatement &statement = policies.statement(number);
                if (statement.coversAction(m_question))
                    look(number, statement);
            };
            // All are tested before any is looked at: few pass, and which ones nobody could foretell.
            const std::uint64_t hits = policies.about(group, m_question.services);
            if constexpr (looksAtAll) {
                forEachBit(hits, lookAtBit, [] { return false; }); // told in the policies' order
            } else {
                const std::uint64_t denying = policies.denying(group);
                forEachBit(hits & denying, lookAtBit, isDenied);
                forEachBit(hits & ~denying, lookAtBit, [&] { return isDenied() || isAllowed(); });
            }
        }
        this->add(result);
        if constexpr (records) {
            result.last = m_draft->allowing.size();
            if (result.unusable)
                block(layer);
        }
        return result;
    }

    void draftAllAbout(Layer layer, const PolicyList &policies, Result &result)
    {
        for (std::size_t group = 0; group < policies.groups(); ++group) {
            for (std::uint64_t hits = policies.about(group, m_question.services); hits; hits &= hits - 1) {
                const std::size_t number = group * PolicyList::group + static_cast<std::size_t>(std::countr_zero(hits));
                m_draft->allowing.push_back({layer, &policies.policyOf(number), &policies.statement(number)});
            }
        }
        result.last = m_draft->allowing.size();
    }

    /// A document that can't be read may hold the Deny that decides, or the Allow.
    void findUnusable(Layer layer, PolicyKind kind, const PolicyList &policies, Result &result)
    {
        result.unusable = true;
        for (std::size_t use = 0; records && use < policies.uses().size(); ++use) {
            if (policies.uses()[use].usableAs(kind))
                continue;
            const auto reason = policies.uses()[use].document ? Inconclusive::Reason::UnusableDocument : Inconclusive::Reason::MissingDocument;
            inconclusive(reason, layer, policies.source(use).name);
        }
    }

    template <typename Look, typename IsDenied, typename IsAllowed>
    void lookAt(std::span<const CoveringStatement> covering, const Look &look, const IsDenied &isDenied, const IsAllowed &isAllowed)
    {
        for (const auto &[statement, number] : covering) {
            if (isDenied())
                return;
            if (!isAllowed() || statement->effect() == Effect::Deny)
                look(number, *statement);
        }
    }

    void matchCovering(std::size_t number, const CompiledStatement &statement, Layer layer, const PolicyList &policies, Result &result)
    {
        if (layer == Layer::Resource && this->facts().special == SpecialResource::Key && !hasEffectOnKey(statement.source()))
            return;
        if constexpr (tells == Tells::Untold)
            return lookAtUntold(statement);
        PrincipalMatch by = PrincipalMatch::None;
        const Match matched = statement.matchesRest(m_question, &by);
        if (matched == Match::No)
            return;
        if (matched == Match::Unsure) {
            m_sure = false;
            return;
        }
        const bool denies = statement.effect() == Effect::Deny;
        if (denies) {
            result.denies = Truth::True;
        } else {
            result.allows = Truth::True;
            result.allowsBy[static_cast<std::size_t>(by == PrincipalMatch::None ? PrincipalMatch::Account : by)] = Truth::True;
        }
        if constexpr (records) {
            const AnswerDraft::Matched reference{layer, &policies.policyOf(number), &statement};
            reference.prefetchNamed();
            if (denies)
                m_draft->told.deny(layer, reference);
            else
                m_draft->allowing.push_back(reference);
        }
    }

    void lookAtUntold(const CompiledStatement &statement)
    {
        const UntoldKeys keys = statement.untoldKeys(m_question);
        m_sure = m_sure && keys.isSure;
        m_untold.taken |= keys.taken;
        m_untold.hasOthers = m_untold.hasOthers || keys.hasOthers;
        m_mayDeny = m_mayDeny || (statement.effect() == Effect::Deny && (keys.taken != 0 || keys.hasOthers));
    }

    const Question &m_question;
    AnswerDraft *m_draft; ///< null: nothing is recorded
    UntoldKeys m_untold;
    bool m_mayDeny = false;
    bool m_sure = true;
};

} // namespace

namespace {

/// Of a question that was sure with the keys absent that the workspace doesn't tell: what is taken for granted of them, or that the
/// answer isn't as sure as that. See withUntold() in evaluate/evaluate.cpp.
class UntoldAnswer
{
public:
    UntoldAnswer(const FlowFacts &facts, Question &question, Verdict verdict)
    {
        if (!question.metUntold)
            return;
        question.opensUntold = true;
        CompiledFlow<Tells::Untold> flow(facts, question, nullptr);
        flow.run();
        question.opensUntold = false;
        m_taken = flow.untoldKeys().taken;
        // What isn't a Deny doesn't hold if one might fire, nor if it rests on what isn't taken for granted. Several assumptions have an order.
        const bool mayChange = verdict != Verdict::Denied && (flow.mayDeny() || flow.untoldKeys().hasOthers);
        m_isSure = flow.isSure() && !mayChange && std::popcount(m_taken) <= 1;
    }

    bool isSure() const { return m_isSure; }
    void add(std::vector<Assumption> &assumptions) const
    {
        if (m_taken != 0)
            assumptions.push_back(static_cast<Assumption>(std::countr_zero(m_taken)));
    }

private:
    std::uint32_t m_taken = 0;
    bool m_isSure = true;
};

struct Decided {
    Decision decision = Decision::ImplicitDeny;
    Verdict verdict = Verdict::Denied;
};

/// Of a question that has been looked up. What follows from its untold keys is left open; whether Verdict::Denied is explicit isn't told.
template <Tells tells>
std::optional<Decided> decide(const FlowFacts &facts, const Question &question)
{
    CompiledFlow<tells> flow(facts, question, nullptr);
    flow.run();
    // Nothing takes an explicit Deny back.
    if (!flow.isSure() && flow.denied() != Truth::True)
        return std::nullopt;
    return Decided{flow.decision(), flow.verdict()};
}

/// What a decision takes for granted.
void assumeOf(const Question &question, const FlowFacts &facts, const Decided &decided, const UntoldAnswer &untold, std::vector<Assumption> &assumptions)
{
    // As gather() adds them.
    if (facts.resourceState == ResourcePolicyState::None && !question.target && question.mayHavePolicy())
        assumeNoPolicy(*question.arn, !question.givenAccount.empty(), assumptions);
    const ResourceFit fit = facts.resourceState == ResourcePolicyState::Unknown ? ResourceFit::Fits : question.fit();
    if (fit != ResourceFit::Fits)
        assumptions.push_back(fit == ResourceFit::NotNamed ? Assumption::ResourceNotNamed : Assumption::ResourceOfOtherType);
    untold.add(assumptions);
    rolewright::assumeOf(decided.decision, decided.verdict, facts.action, question.resource, assumptions);
}

} // namespace

std::optional<Verdict> decideCompiled(const CompiledWorld::Data &data, Question &question)
{
    if (!lookUp(data, question))
        return std::nullopt;
    const FlowFacts facts = factsOf(data, question);
    const std::optional<Decided> decided = decide<Tells::Verdict>(facts, question);
    if (!decided || (decided->verdict != Verdict::Denied && !UntoldAnswer(facts, question, decided->verdict).isSure()))
        return std::nullopt;
    return decided->verdict;
}

std::optional<Verdict> decideCompiled(const CompiledWorld::Data &data, Question &question, LevelsSay &levels, std::vector<Assumption> &assumptions)
{
    assumptions.clear();
    if (!lookUp(data, question))
        return std::nullopt;
    FlowFacts facts = factsOf(data, question);
    if (levels == LevelsSay::NotAsked)
        levels = CompiledFlow<Tells::Assumptions>(facts, question, nullptr).passesOrganization() ? LevelsSay::Everything : LevelsSay::Something;
    if (levels == LevelsSay::Everything)
        facts.scpLevels = facts.rcpLevels = 0;
    const std::optional<Decided> decided = decide<Tells::Assumptions>(facts, question);
    if (!decided)
        return std::nullopt;
    if (decided->verdict == Verdict::Denied)
        return Verdict::Denied;
    const UntoldAnswer untold(facts, question, decided->verdict);
    if (!untold.isSure())
        return std::nullopt;
    assumeOf(question, facts, *decided, untold, assumptions);
    return decided->verdict;
}

bool answerCompiled(const CompiledWorld::Data &data, Question &question, AnswerDraft &draft)
{
    draft.clear();
    if (!lookUp(data, question))
        return false;
    const FlowFacts facts = factsOf(data, question);
    CompiledFlow<Tells::Everything> flow(facts, question, &draft);
    flow.run();
    draft.decision = flow.decision();
    draft.verdict = flow.verdict();
    if (!flow.isSure())
        return false;
    draft.told.finish(draft.verdict, flow.denied(), flow.allowed());
    for (const AnswerDraft::Matched &matched : draft.told.statements())
        matched.prefetchNames();
    const UntoldAnswer untold(facts, question, draft.verdict);
    if (!untold.isSure())
        return false;
    draft.crossAccount = facts.crossAccount;
    assumeOf(question, facts, {draft.decision, draft.verdict}, untold, draft.assumptions);
    return true;
}

} // namespace rolewright
