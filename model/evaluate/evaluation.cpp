// SPDX-License-Identifier: GPL-3.0-or-later
// AWS's evaluation logic. The flow is that of the IAM User Guide, reference_policies_evaluation-logic "Determining whether
// a request is allowed or denied within an account" and …evaluation-logic-cross-account; the pages of single rules stand
// beside their code and in rules.cpp.
#include "evaluate/evaluation.h"

#include "catalog/catalog.h"
#include "evaluate/awsmanaged.h"
#include "evaluate/derive.h"
#include "evaluate/keypolicy.h"
#include "evaluate/publicaccess.h"
#include "evaluate/truth.h"
#include "policy/arn.h"
#include "policy/values.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

bool isOneOf(std::string_view action, std::initializer_list<std::string_view> names)
{
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return equalsIgnoringCase(action, name); });
}

/// Requests that a role's trust policy decides.
bool isTrustAction(std::string_view action)
{
    return isOneOf(action, {"sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
                            "sts:SetSourceIdentity", "sts:SetContext"});
}

/// key-policy-modifying-external-accounts, "operations that can be allowed for principals of other accounts".
bool worksAcrossAccounts(std::string_view kmsAction)
{
    return isOneOf(kmsAction,
                   {"kms:CreateGrant", "kms:Decrypt", "kms:DeriveSharedSecret", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
                    "kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext", "kms:GenerateDataKeyWithoutPlaintext",
                    "kms:GenerateMac", "kms:GetKeyRotationStatus", "kms:GetPublicKey", "kms:ListGrants", "kms:ReEncryptFrom",
                    "kms:ReEncryptTo", "kms:RetireGrant", "kms:RevokeGrant", "kms:Sign", "kms:Verify", "kms:VerifyMac"});
}

bool hasIdentityPolicies(PrincipalKind kind)
{
    return kind == PrincipalKind::User || kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession
        || kind == PrincipalKind::FederatedUser;
}

} // namespace

Evaluation::Evaluation(const Layers &layers, const Request &request, UnknownKeys unknownKeys, bool trace)
    : m_layers(layers)
    , m_request(request)
    , m_matcher(request, unknownKeys, layers.untold)
    , m_tracing(trace)
    , m_hasIdentity(hasIdentityPolicies(request.principal.kind))
    , m_resourceAccount(resourceAccountOf(request))
{
    m_resource.allowsBy.fill(Truth::False);
    const std::string &caller = request.principal.account;
    m_crossAccount = !caller.empty() && !m_resourceAccount.empty() && caller != m_resourceAccount;
    const std::optional<Arn> arn = parseArn(request.resource);
    if (arn && arn->service == "iam" && arn->resource.starts_with("role/") && isTrustAction(request.action)) {
        m_special = Special::Trust;
        m_resourceLayer = Layer::Trust;
    } else if (asksKeyPolicy(request)) {
        m_special = Special::Key;
    }
}

void Evaluation::run()
{
    if (needsNoPermission())
        return;
    // Organization, endpoint and resource come first in the trace as they do in AWS's flow chart; an explicit Deny in any
    // of them ends it, so the order doesn't change the answer.
    const Truth organization = evaluateScps() && evaluateRcps();
    const Truth endpoint = evaluateVpcEndpoint();
    evaluateResource();
    evaluateIdentity();
    Truth granted = m_crossAccount ? combineCrossAccount() : combineSameAccount();
    if (!callerCanMakeRequest()) {
        apply(m_request.principal.kind == PrincipalKind::Root ? RuleId::RootCannotAssumeRole : RuleId::CallerCannotMakeRequest);
        block(m_request.principal.account.empty() ? m_resourceLayer : Layer::Identity);
        granted = Truth::False;
    }
    if (const Truth tooLong = granted == Truth::False ? Truth::False : chainedSessionIsTooLong(); tooLong != Truth::False) {
        apply(RuleId::RoleChainingOneHour);
        block(m_resourceLayer);
        granted = granted && !tooLong;
    }
    if (!m_layers.serviceLinkedRole && changesWhatAwsManages(m_request)) {
        apply(RuleId::ManagedByAws);
        block(m_resourceLayer);
        granted = Truth::False;
    }
    m_allowed = granted && organization && endpoint && !m_denied;
}

/// Requests that no policy grants or denies: STS API Reference, GetCallerIdentity ("No permissions are required"), and
/// id_credentials_temp_control-access_getsessiontoken. Temporary credentials can't ask for a session token.
bool Evaluation::needsNoPermission()
{
    const PrincipalKind kind = m_request.principal.kind;
    const bool signedRequest = m_hasIdentity || kind == PrincipalKind::Root;
    const bool identity = signedRequest && isOneOf(m_request.action, {"sts:GetCallerIdentity"});
    const bool token = isOneOf(m_request.action, {"sts:GetSessionToken"});
    if (!identity && !token)
        return false;
    apply(RuleId::NoPermissionNeeded);
    m_allowed = toTruth(identity || kind == PrincipalKind::User || kind == PrincipalKind::Root);
    if (m_allowed == Truth::False)
        block(Layer::Identity);
    return true;
}

/// Requests that callers of some kinds can't make at all. id_credentials_sts-comparison, "Comparing STS credentials": who can
/// call each operation, and what the resulting credentials can't do.
bool Evaluation::callerCanMakeRequest() const
{
    const PrincipalKind kind = m_request.principal.kind;
    const std::string action = lowered(m_request.action);
    if (action == "sts:assumerolewithwebidentity")
        return kind == PrincipalKind::OidcProvider;
    if (action == "sts:assumerolewithsaml")
        return kind == PrincipalKind::SamlProvider;
    // What comes from an identity provider is exchanged for a role's session; its tags and source identity come along.
    if (kind == PrincipalKind::OidcProvider || kind == PrincipalKind::SamlProvider)
        return action == "sts:tagsession" || action == "sts:setsourceidentity";
    if (action == "sts:assumerole")
        return kind != PrincipalKind::Root && kind != PrincipalKind::FederatedUser && kind != PrincipalKind::Anonymous;
    if (action == "sts:getfederationtoken")
        return kind == PrincipalKind::User || kind == PrincipalKind::Root;
    // A federated user can't call IAM or, but for GetCallerIdentity, STS.
    if (kind == PrincipalKind::FederatedUser)
        return !action.starts_with("sts:") && !action.starts_with("iam:");
    // Services that take signed requests only.
    if (kind == PrincipalKind::Anonymous) {
        const std::string service = action.substr(0, action.find(':'));
        return service != "kms" && service != "iam" && service != "sts" && service != "dynamodb" && service != "secretsmanager";
    }
    return true;
}

/// id_roles_terms-and-concepts, "Role chaining": a role's session can assume another role for an hour at most, and asking for more
/// fails. The credentials of an instance profile (those have ec2:SourceInstanceArn) aren't role chaining.
Truth Evaluation::chainedSessionIsTooLong()
{
    constexpr double oneHour = 3600;
    const PrincipalKind kind = m_request.principal.kind;
    const ContextValue *duration = m_request.context.find("sts:DurationSeconds");
    if (!duration || (kind != PrincipalKind::Role && kind != PrincipalKind::RoleSession) || !isOneOf(m_request.action, {"sts:AssumeRole"})
        || m_request.context.find("ec2:SourceInstanceArn"))
        return Truth::False;
    if (duration->provenance == Provenance::Unknown)
        return m_matcher.dependOn(*duration);
    const std::optional<double> seconds = duration->values.size() == 1 ? parseNumber(duration->values.front()) : std::nullopt;
    return toTruth(seconds && *seconds > oneHour);
}

LayerResult Evaluation::evaluatePolicies(Layer layer, PolicyKind kind, const std::vector<LayerPolicy> &policies,
                                         const std::string &level)
{
    LayerResult result;
    result.allowsBy.fill(Truth::False);
    LayerTrace trace;
    trace.layer = layer;
    trace.level = level;
    for (const LayerPolicy &policy : policies)
        evaluatePolicy(layer, kind, policy, result, trace);
    m_denied = m_denied || result.denies;
    if (result.denies == Truth::True) {
        if (std::find(m_deniedBy.begin(), m_deniedBy.end(), layer) == m_deniedBy.end())
            m_deniedBy.push_back(layer);
        m_denying.insert(m_denying.end(), result.denying.begin(), result.denying.end());
    }
    if (result.unusable) {
        m_unusable = true;
        block(layer);
    }
    addTrace(std::move(trace), result);
    return result;
}

void Evaluation::evaluatePolicy(Layer layer, PolicyKind kind, const LayerPolicy &policy, LayerResult &result, LayerTrace &trace)
{
    PolicyTrace policyTrace;
    policyTrace.usable = policy.document && policy.document->usableAs(kind);
    if (!policyTrace.usable) {
        // A document that can't be read may hold the Deny that decides, or the Allow.
        result.unusable = true;
        if (policy.contradicted.empty())
            m_inconclusive.push_back({policy.document ? Inconclusive::Reason::UnusableDocument : Inconclusive::Reason::MissingDocument,
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
            // Which of the contradicting entries is right isn't known.
            if (!policy.contradicted.empty() && matched == Truth::True)
                matched = Truth::Unknown;
            const StatementRef reference{layer, policy.name, policy.where, statement.index,
                                         statement.sid ? statement.sid->text : std::string(), statement.effect, statement.span};
            if (statement.effect == Effect::Deny) {
                result.denies = result.denies || matched;
                if (matched == Truth::True) {
                    result.denying.push_back(reference);
                    if (boundary && statement.principal && statement.principal->negated)
                        apply(RuleId::NotPrincipalDeniesBoundary);
                }
            } else {
                result.allows = result.allows || matched;
                const PrincipalMatch by = principalMatch == PrincipalMatch::None ? unknownPrincipalMatch() : principalMatch;
                Truth &allowsBy = result.allowsBy[static_cast<std::size_t>(by)];
                allowsBy = allowsBy || matched;
                if (matched == Truth::True)
                    result.allowing.push_back(reference);
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
    const bool isTold = std::any_of(m_inconclusive.begin(), m_inconclusive.end(), [&](const Inconclusive &one) {
        return one.reason == Inconclusive::Reason::ContradictingEntries && one.subject == arn;
    });
    if (!isTold)
        m_inconclusive.push_back({Inconclusive::Reason::ContradictingEntries, layer, arn});
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

void Evaluation::addNotInForce(Layer layer, LayerOutcome outcome)
{
    if (!m_tracing)
        return;
    LayerTrace trace;
    trace.layer = layer;
    trace.outcome = outcome;
    m_traces.push_back(std::move(trace));
}

/// orgs_manage_policies_scps: every level from the root to the account must allow.
Truth Evaluation::evaluateScps()
{
    if (m_layers.managementAccount)
        apply(RuleId::ScpNotManagementAccount);
    if (m_layers.scp.empty()) {
        addNotInForce(Layer::Scp);
        return Truth::True;
    }
    // Service principals, external identities and anonymous callers aren't principals of the organization.
    const bool bound = m_hasIdentity || m_request.principal.kind == PrincipalKind::Root;
    if (!bound || m_layers.serviceLinkedRole || m_layers.managementAccount) {
        if (!m_layers.managementAccount)
            apply(bound ? RuleId::ScpNotServiceLinkedRole : RuleId::ScpBindsMembersOnly);
        addNotInForce(Layer::Scp, LayerOutcome::Skipped);
        return Truth::True;
    }
    apply(RuleId::ScpEveryLevel);
    Truth all = Truth::True;
    for (const LayerLevel &level : m_layers.scp) {
        const LayerResult result = evaluatePolicies(Layer::Scp, PolicyKind::Scp, level.policies, level.name);
        require(result.allows, Layer::Scp);
        all = all && result.allows;
        use(result);
    }
    return all;
}

/// orgs_manage_policies_rcps: RCPFullAWSAccess is attached everywhere and can't be detached, so only Deny counts.
Truth Evaluation::evaluateRcps()
{
    if (m_layers.rcp.empty()) {
        addNotInForce(Layer::Rcp);
        return Truth::True;
    }
    const CatalogService *service = Catalog::builtIn().service(m_request.action.substr(0, m_request.action.find(':')));
    const bool serviceLinkedTrust = m_special == Special::Trust && m_request.resource.find(":role/aws-service-role/") != std::string::npos;
    if (!service || !service->honoursRcp || isOneOf(m_request.action, {"kms:RetireGrant"})) {
        apply(RuleId::RcpServiceNotCovered);
        addNotInForce(Layer::Rcp, LayerOutcome::Skipped);
        return Truth::True;
    }
    // KMS Developer Guide, concepts "AWS managed keys": their aliases begin with aws/.
    if (const std::optional<Arn> arn = parseArn(m_request.resource); arn && arn->service == "kms" && arn->resource.starts_with("alias/aws/")) {
        apply(RuleId::RcpNotAwsManagedKey);
        addNotInForce(Layer::Rcp, LayerOutcome::Skipped);
        return Truth::True;
    }
    if (m_layers.serviceLinkedRole || serviceLinkedTrust) {
        apply(RuleId::RcpNotServiceLinkedRole);
        addNotInForce(Layer::Rcp, LayerOutcome::Skipped);
        return Truth::True;
    }
    apply(RuleId::RcpFollowsResource);
    for (const LayerLevel &level : m_layers.rcp) {
        const LayerResult result = evaluatePolicies(Layer::Rcp, PolicyKind::Rcp, level.policies, level.name);
        if (m_tracing && m_traces.back().outcome == LayerOutcome::Silent)
            m_traces.back().outcome = LayerOutcome::Allowed;
    }
    apply(RuleId::RcpImpliedFullAccess);
    return Truth::True;
}

Truth Evaluation::evaluateVpcEndpoint()
{
    if (!m_layers.vpcEndpoint) {
        addNotInForce(Layer::VpcEndpoint);
        return Truth::True;
    }
    apply(RuleId::VpcEndpointPolicy);
    const LayerResult result = evaluatePolicies(Layer::VpcEndpoint, PolicyKind::VpcEndpoint, *m_layers.vpcEndpoint, {});
    require(result.allows, Layer::VpcEndpoint);
    use(result);
    return result.allows;
}

/// S3 API Reference, DeleteBucketPolicy: the root user of the account that owns the bucket isn't locked out by the bucket's policy.
bool Evaluation::isBucketOwnersRoot() const
{
    return m_request.principal.kind == PrincipalKind::Root && !m_crossAccount
        && isOneOf(m_request.action, {"s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"});
}

void Evaluation::evaluateResource()
{
    if (m_layers.resourceState != ResourcePolicyState::None && isBucketOwnersRoot()) {
        apply(RuleId::BucketPolicyNotForRoot);
        addNotInForce(m_resourceLayer, LayerOutcome::Skipped);
        return;
    }
    switch (m_layers.resourceState) {
    case ResourcePolicyState::Known:
        if (m_layers.resource) {
            m_resource = evaluatePolicies(m_resourceLayer, m_special == Special::Trust ? PolicyKind::Trust : PolicyKind::Resource,
                                          {*m_layers.resource}, {});
            if (!m_resource.unusable)
                return;
            // It may grant to the caller in any way.
            m_resource.allowsBy.fill(Truth::Unknown);
        }
        return;
    case ResourcePolicyState::None:
        addNotInForce(m_resourceLayer);
        return;
    case ResourcePolicyState::Unknown:
        m_inconclusive.push_back({Inconclusive::Reason::UnknownResourcePolicy, m_resourceLayer, m_request.resource});
        m_resource.allows = Truth::Unknown;
        m_resource.denies = Truth::Unknown;
        m_resource.allowsBy.fill(Truth::Unknown);
        m_denied = m_denied || Truth::Unknown;
        addNotInForce(m_resourceLayer, LayerOutcome::Unknown);
        return;
    }
}

void Evaluation::evaluateIdentity()
{
    const PrincipalKind kind = m_request.principal.kind;
    if (kind == PrincipalKind::Root) {
        apply(RuleId::RootNeedsNoPolicy);
        m_callerAllows = Truth::True;
        return;
    }
    if (!m_hasIdentity)
        return;
    m_identity = evaluatePolicies(Layer::Identity, PolicyKind::Identity, m_layers.identity, {});
    Truth identity = m_identity.unusable ? m_identity.allows || Truth::Unknown : m_identity.allows;
    if (m_layers.principalUnknown) {
        m_inconclusive.push_back({Inconclusive::Reason::UnknownPrincipal, Layer::Identity, m_request.principal.arn});
        identity = identity || Truth::Unknown;
        m_denied = m_denied || Truth::Unknown;
        if (m_tracing)
            m_traces.back().outcome = LayerOutcome::Unknown;
    }
    if (m_layers.boundary) {
        apply(RuleId::BoundaryIntersection);
        m_boundary = evaluatePolicies(Layer::Boundary, PolicyKind::Boundary, *m_layers.boundary, {});
        m_limits = m_limits && m_boundary.allows;
    } else {
        addNotInForce(Layer::Boundary);
    }
    if (m_layers.session) {
        apply(RuleId::SessionPolicyIntersection);
        m_session = evaluatePolicies(Layer::Session, PolicyKind::Session, *m_layers.session, {});
        m_limits = m_limits && m_session.allows;
    } else if (kind == PrincipalKind::FederatedUser) {
        // Evaluation logic, step "session policies": a federated user without one is implicitly denied.
        apply(RuleId::FederatedUserNeedsSessionPolicy);
        addNotInForce(Layer::Session, LayerOutcome::Silent);
        m_limits = Truth::False;
    } else {
        addNotInForce(Layer::Session);
    }
    m_callerAllows = identity && m_limits;
}

/// Same account. Evaluation logic, "Resource-based policies": how the policy names the caller decides what still limits it.
Truth Evaluation::combineSameAccount()
{
    const PrincipalKind kind = m_request.principal.kind;
    const Truth exact = m_resource.by(PrincipalMatch::Exact);
    const Truth everyone = m_resource.by(PrincipalMatch::Everyone);
    const Truth role = m_resource.by(PrincipalMatch::Role);
    const Truth account = m_resource.by(PrincipalMatch::Account);

    if (kind == PrincipalKind::Anonymous) {
        apply(RuleId::AnonymousNeedsEveryone);
        const Truth granted = withoutPublicAccess(everyone);
        require(granted, m_resourceLayer);
        use(m_resource);
        return granted;
    }
    if (kind == PrincipalKind::Service || kind == PrincipalKind::OidcProvider || kind == PrincipalKind::SamlProvider) {
        apply(kind == PrincipalKind::Service ? RuleId::ServicePrincipalResourcePolicy : RuleId::ProviderNeedsTrust);
        const Truth granted = exact || everyone;
        require(granted, m_resourceLayer);
        use(m_resource);
        return granted;
    }

    // Directly: not limited by an implicit deny in identity policies, boundary or session policy.
    const Truth direct = exact || everyone;
    // Through its role: limited by boundary and session policy.
    const Truth throughRole = role && m_limits;
    if (exact == Truth::True)
        apply(kind == PrincipalKind::User           ? RuleId::ResourcePolicyNamesUser
                  : kind == PrincipalKind::FederatedUser ? RuleId::ResourcePolicyNamesFederatedUser
                                                         : RuleId::ResourcePolicyNamesSession);
    if (everyone == Truth::True)
        apply(RuleId::ResourcePolicyNamesEveryone);
    if (role == Truth::True)
        apply(RuleId::ResourcePolicyNamesRole);

    Truth throughIdentity = m_callerAllows;
    if (m_special != Special::None) {
        // Trust policies and key policies must allow; delegating to the account lets its identity policies decide.
        apply(m_special == Special::Trust ? RuleId::TrustPolicyMustAllow : RuleId::KeyPolicyMustAllow);
        if (account == Truth::True)
            apply(RuleId::ResourcePolicyDelegatesToAccount);
        throughIdentity = throughIdentity && (account || role || direct);
    } else {
        apply(RuleId::SameAccountUnion);
    }
    const Truth granted = direct || throughRole || throughIdentity;
    if (granted == Truth::True) {
        use(m_resource);
        if (direct != Truth::True && throughRole != Truth::True)
            use(m_identity);
        if (direct != Truth::True) {
            use(m_boundary);
            use(m_session);
        }
        return granted;
    }

    const bool needsResource = m_special != Special::None;
    const Truth named = account || role || direct;
    if (needsResource)
        require(named, m_resourceLayer);
    const bool identityNeeded = !needsResource || named != Truth::False || m_callerAllows == Truth::False;
    if (kind != PrincipalKind::Root && identityNeeded && throughRole == Truth::False && direct == Truth::False) {
        if (role == Truth::False)
            require(m_identity.allows, Layer::Identity);
        if (m_layers.boundary)
            require(m_boundary.allows, Layer::Boundary);
        if (m_layers.session || kind == PrincipalKind::FederatedUser)
            require(m_session.allows, Layer::Session);
    }
    return granted;
}

/// Another account: both accounts must allow. reference_policies_evaluation-logic-cross-account.
Truth Evaluation::combineCrossAccount()
{
    apply(RuleId::CrossAccountBoth);
    if (m_special == Special::Trust)
        apply(RuleId::TrustPolicyMustAllow);
    if (m_special == Special::Key)
        apply(RuleId::KeyPolicyMustAllow);
    Truth resource = withoutPublicAccess(m_resource.by(PrincipalMatch::Exact) || m_resource.by(PrincipalMatch::Everyone)
                                         || m_resource.by(PrincipalMatch::Role) || m_resource.by(PrincipalMatch::Account));
    if (m_special == Special::Key && !worksAcrossAccounts(m_request.action)) {
        apply(RuleId::KeyCrossAccountOperations);
        resource = Truth::False;
    }
    if (isOneOf(m_request.action, {"iam:PassRole"})) {
        apply(RuleId::PassRoleSameAccount);
        resource = Truth::False;
    }
    const bool root = m_request.principal.kind == PrincipalKind::Root;
    if (m_hasIdentity) {
        require(m_layers.principalUnknown ? m_callerAllows : m_identity.allows, Layer::Identity);
        if (m_layers.boundary)
            require(m_boundary.allows, Layer::Boundary);
        if (m_layers.session || m_request.principal.kind == PrincipalKind::FederatedUser)
            require(m_session.allows, Layer::Session);
    }
    require(resource, m_resourceLayer);
    use(m_resource);
    if (!root) {
        use(m_identity);
        use(m_boundary);
        use(m_session);
    }
    return m_callerAllows && resource;
}

/// access-control-block-public-access, RestrictPublicBuckets: a bucket with a public policy is closed to everybody but its
/// own account and AWS services.
Truth Evaluation::withoutPublicAccess(Truth grants)
{
    if (!m_layers.s3BlockPublicAccess || !m_layers.resource || !m_layers.resource->document
        || !m_layers.resource->document->policy() || !lowered(m_request.action).starts_with("s3:"))
        return grants;
    if (!isPublicPolicy(*m_layers.resource->document->policy()))
        return grants;
    apply(RuleId::S3BlockPublicAccess);
    return Truth::False;
}

void Evaluation::require(Truth allows, Layer layer)
{
    if (allows != Truth::True)
        block(layer);
}

void Evaluation::block(Layer layer)
{
    if (std::find(m_blockedBy.begin(), m_blockedBy.end(), layer) == m_blockedBy.end())
        m_blockedBy.push_back(layer);
}

void Evaluation::apply(RuleId rule)
{
    if (std::find(m_rules.begin(), m_rules.end(), rule) == m_rules.end())
        m_rules.push_back(rule);
}

void Evaluation::use(const LayerResult &result)
{
    m_allowing.insert(m_allowing.end(), result.allowing.begin(), result.allowing.end());
}

void Evaluation::fill(Answer &answer, bool withTrace)
{
    answer.crossAccount = m_crossAccount;
    answer.rules.clear();
    if (m_denied == Truth::True)
        answer.rules.push_back(RuleId::ExplicitDeny);
    answer.rules.insert(answer.rules.end(), m_rules.begin(), m_rules.end());
    answer.inconclusive = std::move(m_inconclusive);
    for (const std::string &cause : m_matcher.causes().notModelled)
        answer.inconclusive.push_back({Inconclusive::Reason::NotModelled, Layer::Identity, cause});
    if (m_denied == Truth::True) {
        answer.statements = std::move(m_denying);
        answer.blockedBy = std::move(m_deniedBy);
        for (const Layer layer : m_blockedBy) {
            if (std::find(answer.blockedBy.begin(), answer.blockedBy.end(), layer) == answer.blockedBy.end())
                answer.blockedBy.push_back(layer);
        }
    } else if (m_allowed == Truth::True) {
        answer.statements = std::move(m_allowing);
        answer.blockedBy.clear();
        for (const Inconclusive &inconclusive : answer.inconclusive) {
            if (inconclusive.reason != Inconclusive::Reason::NotModelled)
                answer.blockedBy.push_back(inconclusive.layer);
        }
    } else {
        answer.blockedBy = std::move(m_blockedBy);
    }
    if (withTrace)
        answer.layers = std::move(m_traces);
}

} // namespace rolewright
