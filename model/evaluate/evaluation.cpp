// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/evaluation.h"

#include "evaluate/awsmanaged.h"
#include "evaluate/claims.h"
#include "evaluate/derive.h"
#include "evaluate/keypolicy.h"
#include "evaluate/publicaccess.h"
#include "evaluate/resourceelement.h"
#include "evaluate/stsvalues.h"
#include "policy/arn.h"
#include "policy/values.h"

#include <algorithm>

namespace rolewright {

namespace {

FlowFacts factsOf(const Layers &layers, const Request &request)
{
    FlowFacts facts;
    facts.kind = request.principal.kind;
    facts.action = traitsOf(request.action);
    const std::string &caller = request.principal.account;
    const std::optional<ArnView> arn = viewArn(request.resource);
    const std::string resourceAccount = resourceAccountOf(request, arn);
    facts.hasAccount = !caller.empty();
    facts.crossAccount = !caller.empty() && !resourceAccount.empty() && caller != resourceAccount;
    if (arn && arn->service == "iam" && arn->resource.starts_with("role/") && facts.action.decidedByTrust)
        facts.special = SpecialResource::Trust;
    else if (asksKeyPolicy(request))
        facts.special = SpecialResource::Key;
    facts.awsManagedKey = arn && isAwsManagedKey(arn->service, arn->resource);
    facts.serviceLinkedTarget = request.resource.find(":role/aws-service-role/") != std::string::npos;

    facts.managementAccount = layers.managementAccount;
    facts.serviceLinkedRole = layers.serviceLinkedRole;
    facts.principalUnknown = layers.principalUnknown;
    facts.hasBoundary = layers.boundary.has_value();
    facts.hasSession = layers.session.has_value();
    facts.hasEndpoint = layers.vpcEndpoint.has_value();
    facts.scpLevels = layers.scp.size();
    facts.rcpLevels = layers.rcp.size();
    facts.resourceState = layers.resourceState;
    facts.hasResourcePolicy = layers.resource.has_value();
    return facts;
}

} // namespace

Evaluation::Evaluation(const Layers &layers, const Request &request, UnknownKeys unknownKeys, bool trace)
    : Flow(factsOf(layers, request))
    , m_layers(layers)
    , m_request(request)
    , m_matcher(request, unknownKeys, layers.untold, layers.callerRole)
    , m_tracing(trace)
{
}

LayerResult Evaluation::identityLayer()
{
    return evaluatePolicies(Layer::Identity, PolicyKind::Identity, m_layers.identity, {});
}

LayerResult Evaluation::boundaryLayer()
{
    return evaluatePolicies(Layer::Boundary, PolicyKind::Boundary, *m_layers.boundary, {});
}

LayerResult Evaluation::sessionLayer()
{
    return evaluatePolicies(Layer::Session, PolicyKind::Session, *m_layers.session, {});
}

LayerResult Evaluation::endpointLayer()
{
    return evaluatePolicies(Layer::VpcEndpoint, PolicyKind::VpcEndpoint, *m_layers.vpcEndpoint, {});
}

LayerResult Evaluation::resourceLayer()
{
    const bool trust = facts().special == SpecialResource::Trust;
    return evaluatePolicies(facts().resourceLayer(), trust ? PolicyKind::Trust : PolicyKind::Resource, {*m_layers.resource}, {});
}

LayerResult Evaluation::scpLevel(std::size_t level)
{
    return evaluatePolicies(Layer::Scp, PolicyKind::Scp, m_layers.scp[level].policies, m_layers.scp[level].name);
}

LayerResult Evaluation::rcpLevel(std::size_t level)
{
    LayerResult result = evaluatePolicies(Layer::Rcp, PolicyKind::Rcp, m_layers.rcp[level].policies, m_layers.rcp[level].name);
    if (m_tracing && m_traces.back().outcome == LayerOutcome::Silent)
        m_traces.back().outcome = LayerOutcome::Allowed;
    return result;
}

/// id_roles_terms-and-concepts, "Role chaining": a role's session can assume another role for an hour at most, and asking for more
/// fails. The credentials of an instance profile (those have ec2:SourceInstanceArn) aren't role chaining.
/// id_roles_update-role-settings: nor does any session last longer than its role's maximum, where that is known.
Truth Evaluation::lastsTooLong(RuleId rule)
{
    constexpr std::int64_t oneHour = 3600;
    std::optional<std::int64_t> longest;
    const PrincipalKind kind = m_request.principal.kind;
    const bool session = kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession;
    if (rule == RuleId::RoleChainingOneHour && session && facts().action.assumeRole && !m_request.context.find("ec2:SourceInstanceArn"))
        longest = oneHour;
    else if (rule == RuleId::SessionDurationLimit && facts().special == SpecialResource::Trust)
        longest = m_layers.maximumSessionSeconds;
    const ContextValue *duration = longest ? m_request.context.find("sts:DurationSeconds") : nullptr;
    if (!duration)
        return Truth::False;
    if (duration->provenance == Provenance::Unknown)
        return m_matcher.dependOn(*duration);
    const std::optional<long double> seconds = duration->values.size() == 1 ? parseNumber(duration->values.front()) : std::nullopt;
    return toTruth(seconds && *seconds > static_cast<long double>(*longest));
}

Truth Evaluation::stsRefuses(RuleId rule)
{
    if (rule == RuleId::StsParameters)
        return toTruth(refusedValue(m_request).has_value());
    return rule == RuleId::TokenOfProvider ? lacksProvider() : lastsTooLong(rule);
}

/// STS API Reference, AssumeRoleWithWebIdentity, "InvalidIdentityToken"; id_roles_providers_create_oidc.
Truth Evaluation::lacksProvider()
{
    if (!facts().action.assumeRoleWithWebIdentity && !facts().action.assumeRoleWithSaml)
        return Truth::False;
    if (m_layers.providerMissing)
        return Truth::True;
    const Truth isRegistered = facts().action.assumeRoleWithWebIdentity ? hasRegisteredAudience(m_request, m_layers.clientIds, m_layers.tokenTold) : Truth::True;
    if (isRegistered != Truth::Unknown)
        return !isRegistered;
    const Truth isOpen = m_matcher.dependOn(*m_request.context.find(audienceKeyOf(m_request.principal)));
    return isOpen == Truth::Unknown ? isOpen : toTruth(m_layers.tokenTold); // a token without an audience
}

/// What only AWS changes; of a service-linked role, what the service that it is linked to changes: using-service-linked-roles.
Truth Evaluation::changesWhatAwsManages()
{
    const std::optional<ArnView> arn = viewArn(m_request.resource);
    if (rolewright::changesWhatAwsManages(m_request.action, arn))
        return Truth::True;
    if (!changesServiceLinkedRole(m_request.action, arn))
        return Truth::False;
    const ContextValue *throughService = m_request.context.find("aws:ViaAWSService");
    if (!throughService)
        return Truth::True;
    if (throughService->provenance == Provenance::Unknown)
        return m_matcher.dependOn(*throughService) == Truth::Unknown ? Truth::Unknown : Truth::True;
    return toTruth(throughService->values.size() != 1 || parseBoolean(throughService->values.front()) != true);
}

bool Evaluation::bucketIsClosed() const
{
    return m_layers.s3BlockPublicAccess && facts().action.s3 && m_layers.resource && m_layers.resource->document
        && m_layers.resource->document->policy() && isPublicPolicy(*m_layers.resource->document->policy());
}

LayerResult Evaluation::evaluatePolicies(Layer layer, PolicyKind kind, const std::vector<LayerPolicy> &policies,
                                         const std::string &level)
{
    LayerResult result;
    LayerTrace trace;
    trace.layer = layer;
    trace.level = level;
    for (const LayerPolicy &policy : policies)
        evaluatePolicy(layer, kind, policy, result, trace);
    add(result);
    for (const StatementRef &statement : result.denying)
        m_recorder.deny(layer, statement);
    if (result.unusable)
        block(layer);
    addTrace(std::move(trace), result);
    return result;
}

void Evaluation::evaluatePolicy(Layer layer, PolicyKind kind, const LayerPolicy &policy, LayerResult &result, LayerTrace &trace)
{
    PolicyTrace policyTrace;
    policyTrace.usable = policy.document && policy.document->usableAs(kind)
        && !(kind == PolicyKind::Resource && lacksResource(*policy.document->policy(), m_request.resource));
    if (!policyTrace.usable) {
        // A document that can't be read may hold the Deny that decides, or the Allow.
        result.unusable = true;
        if (policy.contradicted.empty())
            m_recorder.inconclusive({policy.document ? Inconclusive::Reason::UnusableDocument : Inconclusive::Reason::MissingDocument,
                                     layer, policy.name});
        else
            contradict(layer, policy.contradicted);
    } else {
        if (!policy.contradicted.empty()) {
            result.unusable = true;
            contradict(layer, policy.contradicted);
        }
        const bool boundary = m_layers.boundary.has_value();
        for (const Statement &statement : policy.document->policy()->statements) {
            StatementTrace statementTrace;
            PrincipalMatch principalMatch = PrincipalMatch::None;
            Truth matched = m_matcher.matchStatement(statement, policy.document->policy()->version, boundary, &principalMatch,
                                                     m_tracing ? &statementTrace : nullptr);
            if (layer == Layer::Resource && facts().special == SpecialResource::Key && !hasEffectOnKey(statement)) {
                matched = Truth::False;
                statementTrace.matched = Truth::False;
                ElementTrace &missing = statementTrace.elements.emplace_back();
                missing.kind = ElementKind::Resource;
                missing.reason = MatchReason::NoPatternMatched;
                missing.span = statement.span;
            }
            // Which of the contradicting entries is right isn't known.
            if (!policy.contradicted.empty() && matched == Truth::True)
                matched = Truth::Unknown;
            const auto reference = [&] {
                return StatementRef{layer, policy.name, policy.where, statement.index, statement.sid ? statement.sid->text : std::string(),
                                    statement.effect, statement.span};
            };
            if (statement.effect == Effect::Deny) {
                result.denies = result.denies || matched;
                if (matched == Truth::True) {
                    result.denying.push_back(reference());
                    if (boundary && statement.principal && statement.principal->negated)
                        apply(RuleId::NotPrincipalDeniesBoundary);
                }
            } else {
                result.allows = result.allows || matched;
                const PrincipalMatch by = principalMatch == PrincipalMatch::None ? unknownPrincipalMatch() : principalMatch;
                Truth &allowsBy = result.allowsBy[static_cast<std::size_t>(by)];
                allowsBy = allowsBy || matched;
                if (matched == Truth::True)
                    result.allowing.push_back(reference());
            }
            if (m_tracing)
                policyTrace.statements.push_back(std::move(statementTrace));
        }
    }
    if (m_tracing) {
        policyTrace.policy = policy;
        trace.policies.push_back(std::move(policyTrace));
    }
}

void Evaluation::contradict(Layer layer, const std::string &arn)
{
    if (std::find(m_contradicted.begin(), m_contradicted.end(), arn) != m_contradicted.end())
        return;
    m_contradicted.push_back(arn);
    m_recorder.inconclusive({Inconclusive::Reason::ContradictingEntries, layer, arn});
}

/// How a statement would reach the caller when it isn't known whether it names it: a federated user through the user it
/// came from (limited like a role), everybody else through the account that a canonical user id stands for.
PrincipalMatch Evaluation::unknownPrincipalMatch() const
{
    return m_request.principal.kind == PrincipalKind::FederatedUser ? PrincipalMatch::Role : PrincipalMatch::Account;
}

void Evaluation::addTrace(LayerTrace trace, const LayerResult &result)
{
    if (!m_tracing)
        return;
    trace.outcome = result.denies == Truth::True                                                      ? LayerOutcome::Denied
        : result.unusable || result.denies == Truth::Unknown || result.allows == Truth::Unknown ? LayerOutcome::Unknown
        : result.allows == Truth::True                                                                ? LayerOutcome::Allowed
                                                                                                      : LayerOutcome::Silent;
    m_traces.push_back(std::move(trace));
}

void Evaluation::use(const LayerResult &result)
{
    for (const StatementRef &statement : result.allowing)
        m_recorder.allow(statement);
}

void Evaluation::notInForce(Layer layer, LayerOutcome outcome)
{
    if (!m_tracing)
        return;
    LayerTrace trace;
    trace.layer = layer;
    trace.outcome = outcome;
    m_traces.push_back(std::move(trace));
}

void Evaluation::inconclusive(Inconclusive::Reason reason, Layer layer)
{
    const bool principal = reason == Inconclusive::Reason::UnknownPrincipal;
    m_recorder.inconclusive({reason, layer, principal ? m_request.principal.arn : m_request.resource});
    if (principal && m_tracing)
        m_traces.back().outcome = LayerOutcome::Unknown;
}

void Evaluation::fill(Answer &answer, bool withTrace)
{
    answer.verdict = verdict();
    answer.crossAccount = facts().crossAccount;
    for (const std::string &cause : m_matcher.causes().notModelled)
        m_recorder.inconclusive({Inconclusive::Reason::NotModelled, Layer::Identity, cause});
    m_recorder.finish(answer.verdict, denied(), allowed());
    answer.rules = std::move(m_recorder.rules());
    answer.blockedBy = std::move(m_recorder.blockedBy());
    answer.statements = std::move(m_recorder.statements());
    answer.inconclusive = std::move(m_recorder.inconclusive());
    if (withTrace)
        answer.layers = std::move(m_traces);
}

} // namespace rolewright
