// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/sessiongraph.h"

#include "compiled/decision.h"
#include "evaluate/claims.h"
#include "evaluate/derive.h"
#include "evaluate/sessionpolicies.h"
#include "evaluate/stsvalues.h"
#include "evaluate/tokenkeys.h"
#include "routes/candidates.h"
#include "routes/changedpolicies.h"
#include "routes/command.h"
#include "routes/openkeys.h"
#include "routes/pattern.h"
#include "routes/tokenrefusal.h"
#include "routes/wishes.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

/// GetSessionToken's longest session. STS API Reference, GetSessionToken.
constexpr std::int64_t longestToken = 129'600;

/// Who can call sts:AssumeRole at all. STS API Reference, AssumeRole: not the account's root user; GetFederationToken:
/// its credentials call no STS operation but GetCallerIdentity. Provider tokens use other calls.
bool canAssumeRoles(PrincipalKind kind)
{
    return kind == PrincipalKind::User || kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession
        || kind == PrincipalKind::Service;
}

bool usableAs(const std::vector<LayerPolicy> &policies, PolicyKind kind)
{
    return std::all_of(policies.begin(), policies.end(),
        [kind](const LayerPolicy &policy) { return policy.document && policy.document->usableAs(kind); });
}

bool allUsable(const Layers &layers)
{
    const auto levels = [](const std::vector<LayerLevel> &list, PolicyKind kind) {
        return std::all_of(list.begin(), list.end(), [kind](const LayerLevel &level) { return usableAs(level.policies, kind); });
    };
    return usableAs(layers.identity, PolicyKind::Identity)
        && (!layers.boundary || usableAs(*layers.boundary, PolicyKind::Boundary))
        && (!layers.session || usableAs(*layers.session, PolicyKind::Session)) && levels(layers.scp, PolicyKind::Scp)
        && levels(layers.rcp, PolicyKind::Rcp);
}

bool isConditional(const Answer &answer)
{
    return answer.verdict == Verdict::Depends && answer.inconclusive.empty() && !answer.dependsOn.empty();
}

/// Whether a request for credentials is the first that can pass something: GetSessionToken takes nothing.
bool isFirstPass(const Session &session)
{
    return session.first || session.madeBy == HopKind::SessionToken;
}

/// id_session-tags.
constexpr std::size_t mostSessionTags = 50;

/// Keys that temporary credentials always have: reference_policies_condition-keys.
bool looksAtToken(std::string_view loweredKey)
{
    return loweredKey == "aws:multifactorauthpresent" || isIssueTimeKey(loweredKey);
}

/// id_session-tags, "Chaining roles with session tags": an inherited tag can't be passed anew.
bool passesInherited(const std::vector<SessionTag> &inherited, const Passed &passed)
{
    return std::any_of(passed.tags.begin(), passed.tags.end(), [&](const SessionTag &tag) {
        return std::any_of(inherited.begin(), inherited.end(), [&](const SessionTag &other) { return equalsIgnoringCase(other.key, tag.key); });
    });
}

/// Adds what isn't there yet; the tags that are there win.
void merge(const std::vector<SessionTag> &more, std::vector<SessionTag> &tags)
{
    for (const SessionTag &tag : more) {
        const bool there = std::any_of(
            tags.begin(), tags.end(), [&](const SessionTag &other) { return equalsIgnoringCase(other.key, tag.key); });
        if (!there)
            tags.push_back(tag);
    }
}

/// The name of the federated user that somebody becomes.
std::string federatedUserName(const Principal &user)
{
    constexpr std::size_t longest = 32; // STS API Reference, GetFederationToken, Name
    const std::string name = defaultSessionName(user).substr(0, longest);
    return isFederatedUserName(name) ? name : "rolewright";
}

} // namespace

SessionGraph::SessionGraph(const World &world, const CompiledWorld *compiled, const TrustIndex &index, const Request &question, const RouteOptions &options,
                           Names names)
    : m_world(world)
    , m_compiled(compiled)
    , m_index(index)
    , m_question(question)
    , m_options(options)
    , m_passRoles(world, compiled, question)
    , m_loweredAction(lowered(question.action))
    , m_names(names)
{
    nameSessions();
    m_nodes.emplace_back();
    initiate();
}

void SessionGraph::nameSessions()
{
    const ContextValue *given = m_question.context.find("sts:RoleSessionName");
    const bool isGiven = given && given->provenance != Provenance::Unknown && given->values.size() == 1;
    m_sessionName = isGiven ? given->values.front() : defaultSessionName(m_question.principal);
}

void SessionGraph::setDenied()
{
    Node &node = m_nodes[start];
    node.target = Verdict::Denied;
    node.targetQuestion = m_questions;
    node.targetConditional = false;
    node.targetWishes.reset();
    node.final.reset();
}

void SessionGraph::initiate()
{
    Node asking;
    const Principal &principal = m_question.principal;
    asking.session.principal = principal;
    asking.session.policies = m_question.sessionPolicies;
    // id_credentials_temp_control-access_monitor: once set it goes along and can't be changed.
    const ContextValue *identity = m_question.context.find("aws:SourceIdentity");
    if (identity && identity->provenance != Provenance::Unknown && identity->values.size() == 1)
        asking.session.sourceIdentity = identity->values.front();
    asking.way.depth = 0;
    asking.way.sure = true;
    EntityPtr own;
    if (principal.kind == PrincipalKind::Role)
        own = m_world.findByArn(principal.arn);
    else if (principal.kind == PrincipalKind::RoleSession)
        own = m_world.findByName(principal.account, EntityKind::Role, principal.name);
    if (own)
        asking.role = m_index.find(own->arn());
    m_nodes[start] = std::move(asking);
    m_reached = {start};
}

/// Session policies or tags.
bool SessionGraph::passesSomething() const
{
    return m_question.sessionPolicies || !m_options.sessionTags.empty() || m_options.sessionPolicies;
}

/// Whether hops depend on nothing but the world.
bool SessionGraph::isPlain() const
{
    return m_question.context.entries().empty() && !passesSomething();
}

void SessionGraph::restart(const Request &question)
{
    forgetWays();
    const bool isOther = question.action != m_question.action || question.resource != m_question.resource
        || question.resourceAccount != m_question.resourceAccount || question.resources != m_question.resources;
    // What hops depend on beside the world and the context, which are the same, isn't watched.
    if (!passesSomething())
        m_askers.insert_or_assign(m_question.principal.arn, std::move(m_nodes[start]));
    m_question = question;
    if (isOther) {
        ++m_questions;
        m_loweredAction = lowered(question.action);
        m_mayAllow.clear();
    }
    m_passRoles.restart(question.principal, start);
    if (m_names == Names::Own)
        nameSessions();
    if (auto known = m_askers.find(question.principal.arn); known != m_askers.end()) {
        m_nodes[start] = std::move(known->second);
        m_askers.erase(known);
    } else {
        initiate();
    }
}

void SessionGraph::update(const World &world, const ChangedPolicies &changed)
{
    forgetWays();
    m_world = world;
    // These know documents by their addresses.
    m_passRoles = PassRoles(world, m_compiled, m_question);
    m_grants = GrantReader("sts:assumerole");
    m_passGrants = GrantReader("iam:passrole");
    m_mayAllow.clear();
    if (changed.ofResources)
        ++m_questions;
    const auto forget = [&](Node &node) {
        const Principal &principal = node.session.principal;
        const std::string &arn = node.role ? m_index.roles()[*node.role].role->arn : principal.arn;
        // A federated user's session has its user's policies, whoever that is.
        const bool isFederated = !node.role && principal.kind == PrincipalKind::FederatedUser;
        if (isFederated || changed.all.contains(arn))
            forgetPolicies(node, isFederated || changed.ofHops.contains(arn));
    };
    for (Node &node : m_nodes)
        forget(node);
    for (auto &[arn, node] : m_askers)
        forget(node);
}

/// The final request, and session and federation tokens, depend on what the policies say of other actions than those of hops.
void SessionGraph::forgetPolicies(Node &node, bool hopsToo)
{
    node.prepared = false;
    node.names.clear();
    node.grants = {};
    node.candidates.clear();
    node.trustOnly.clear();
    node.passes.clear();
    std::erase_if(node.edges, [&](const auto &edge) { return hopsToo || edge.first.kind == HopKind::SessionToken || edge.first.kind == HopKind::FederationToken; });
    node.assumingToken.reset();
    node.tokenSteps.reset();
    node.target.reset();
}

void SessionGraph::forgetWays()
{
    for (const std::size_t id : m_reached)
        m_nodes[id].way = {};
    m_nodes[start].way.depth = 0;
    m_nodes[start].way.sure = true;
    m_reached = {start};
}

void SessionGraph::prepare(std::size_t id)
{
    Node &node = m_nodes[id];
    if (node.prepared)
        return;
    node.prepared = true;
    const Principal &principal = node.session.principal;
    if (m_index.roles().empty())
        return;
    // MFA is given with sts:AssumeRole itself; other requests have it from a session token.
    if (node.session.madeBy == HopKind::SessionToken) {
        if (!node.session.mfa)
            node.candidates = rolesForToken(id);
        if (m_options.passRole)
            preparePasses(node, gatheredTarget(id).layers);
        return;
    }
    if (principal.kind == PrincipalKind::OidcProvider || principal.kind == PrincipalKind::SamlProvider)
        node.candidates = m_index.trustingProvider(principal.arn);
    if (!canAssumeRoles(principal.kind))
        return;
    node.names = namesOf(m_world, principal);
    const bool service = principal.kind == PrincipalKind::Service;
    if (!service) {
        const std::string &any = m_index.roles().front().role->arn;
        const Layers layers = gather(m_world, hopRequest(m_question, node.session, HopKind::AssumeRole, any, m_sessionName)).layers;
        node.grants = m_grants.read(layers);
        if (m_options.passRole)
            preparePasses(node, layers);
    }
    const bool anyRole = node.grants.unknown || node.grants.all();
    std::optional<std::vector<std::size_t>> roles = mayBecome(node);
    if (roles)
        std::erase_if(*roles, [&](std::size_t role) { return !m_index.trusts(role, principal, node.names); });
    else
        roles = m_index.trusting(principal, node.names);
    for (const std::size_t role : *roles) {
        const TrustIndex::IndexedRole &indexed = m_index.roles()[role];
        if (role == node.role)
            continue;
        const bool direct = indexed.entity->account == principal.account
            && trustReach(indexed.trust, principal, node.names) >= TrustReach::Everyone;
        if (service || direct || anyRole || node.grants.reach(indexed.role->arn) != GrantReach::No)
            node.candidates.push_back(role);
        else
            node.trustOnly.push_back(role);
    }
}

/// Only roles of the account can be passed: id_roles_use_passrole. A service-linked role does what the service has it do, never what
/// its caller brings: IAM User Guide, id_roles_create-service-linked-role.
void SessionGraph::preparePasses(Node &node, const Layers &layers)
{
    const RoleGrants grants = m_passGrants.read(layers);
    if (grants.unknown)
        return;
    // A denied start is only of interest as a near miss.
    std::map<const ComputeService *, bool> startable;
    const auto mayStart = [&](const ComputeService *service) {
        const auto [it, added] = startable.emplace(service, true);
        if (added && !m_options.nearMisses)
            it->second = m_passRoles.mayStart(*service, layers);
        return it->second;
    };
    const std::string &account = node.session.principal.account;
    const std::optional<std::vector<std::size_t>> known = mayBecome(node);
    for (const std::size_t role : known ? *known : m_index.trustingServices(account)) {
        const TrustIndex::IndexedRole &indexed = m_index.roles()[role];
        if (role == node.role || indexed.entity->account != account || indexed.role->isServiceLinked() || grants.reach(indexed.role->arn) == GrantReach::No)
            continue;
        for (const ComputeService *service : servicesFor(*indexed.role, indexed.trust.names)) {
            if (mayStart(service))
                node.passes.push_back({HopKind::PassRole, role, service, {}, {}});
        }
    }
}

/// Numbers in the index, ascending; nothing when every role has to be asked for.
std::optional<std::vector<std::size_t>> SessionGraph::mayBecome(const Node &node) const
{
    const auto slots = m_options.mayBecome ? m_options.mayBecome(node.role ? m_index.roles()[*node.role].role->arn : node.session.principal.arn) : std::nullopt;
    if (!slots)
        return std::nullopt;
    std::vector<std::size_t> roles;
    for (const std::uint32_t slot : *slots) {
        if (const std::optional<std::size_t> role = m_index.inSlot(slot))
            roles.push_back(*role);
    }
    return roles;
}

/// What the asker can ask of STS for itself: a session with MFA, where some policy looks at it, and sessions of federated users
/// that the resource's policy names. IAM User Guide, id_credentials_mfa_configure-api-require; id_credentials_temp_request.
const std::vector<SessionGraph::Step> &SessionGraph::tokenSteps()
{
    if (!m_nodes[start].tokenSteps || m_nodes[start].tokenQuestion != m_questions) {
        m_nodes[start].tokenSteps = findTokenSteps();
        m_nodes[start].tokenQuestion = m_questions;
    }
    return *m_nodes[start].tokenSteps;
}

/// Whether some policy in force for who asks may look at what a token has, or may name a federated user: those of most users don't.
bool SessionGraph::mayNeedToken() const
{
    if (!m_compiled)
        return true;
    Question question(m_question);
    if (!lookUp(m_compiled->data(), question) || !question.principal || (question.target && !question.target->policy.uses().empty()))
        return true;
    const auto looks = [](const OrganizationPlace *place) {
        return place && std::any_of(place->levels.begin(), place->levels.end(), [](const OrganizationPlace::Level &level) { return level.scp.looksAtToken() || level.rcp.looksAtToken(); });
    };
    const CompiledPrincipal &principal = *question.principal;
    return principal.identity.looksAtToken() || (principal.boundary && principal.boundary->looksAtToken()) || looks(question.callerPlace) || looks(question.resourcePlace);
}

std::vector<SessionGraph::Step> SessionGraph::findTokenSteps()
{
    std::vector<Step> steps;
    const Principal &asking = m_question.principal;
    if (asking.kind != PrincipalKind::User)
        return steps;
    // GetFederationToken's credentials call neither IAM nor STS, but for GetCallerIdentity: id_credentials_sts-comparison.
    const bool federates = !m_loweredAction.starts_with("iam:") && !m_loweredAction.starts_with("sts:");
    if (m_options.sessionPolicies && federates)
        steps.push_back({HopKind::FederationToken, noRole, nullptr, federatedUserName(asking), {}});
    if (!m_question.resources.empty() || target(start) == Verdict::Allowed || !mayNeedToken())
        return steps;
    const Gathered gathered = gather(m_world, m_question);
    const Context &context = m_question.context;
    std::vector<std::string> actions{m_loweredAction};
    if (m_options.passRole) {
        actions.emplace_back("iam:passrole");
        for (const ComputeService &service : computeServices()) {
            for (const std::string_view action : service.actions)
                actions.push_back(lowered(action));
        }
    }
    const bool mfa = looksAtKey(gathered.layers, actions, isMfaKey);
    // Only temporary credentials have the time when they were made. Without MFA they can't call IAM: id_credentials_sts-comparison.
    const bool issued = looksAtKey(gathered.layers, actions, isIssueTimeKey);
    const bool isAssumeRole = m_loweredAction == "sts:assumerole";
    if (issued && !mfa && (isAssumeRole || !m_loweredAction.starts_with("sts:")))
        steps.push_back({HopKind::SessionToken, noRole, nullptr, {}, {}, m_loweredAction.starts_with("iam:")});
    // GetSessionToken's credentials call no other operation of STS: id_credentials_sts-comparison. They bring MFA as the operation's own
    // SerialNumber and TokenCode do.
    if (mfa && (isAssumeRole || !m_loweredAction.starts_with("sts:")) && !context.find("aws:MultiFactorAuthPresent") && !context.find("aws:MultiFactorAuthAge"))
        steps.push_back({HopKind::SessionToken, noRole, nullptr, {}, {}, true});
    const std::optional<LayerPolicy> &resource = gathered.layers.resource;
    if (!federates || !resource || !resource->document || !resource->document->policy())
        return steps;
    for (const Statement &statement : resource->document->policy()->statements) {
        if (!statement.principal)
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            const std::optional<Principal> named = parsePrincipal(entry.value.text);
            if (named && named->kind == PrincipalKind::FederatedUser && named->account == asking.account && isFederatedUserName(named->name))
                steps.push_back({HopKind::FederationToken, noRole, nullptr, named->name, {}});
        }
    }
    return steps;
}

/// Whether the role's trust policy looks at what temporary credentials have and long-term ones don't.
bool SessionGraph::mayLookAtToken(std::size_t role) const
{
    const DocumentPtr &trust = m_index.roles()[role].role->trust;
    const Policy *policy = trust ? trust->policy() : nullptr;
    return policy && std::any_of(policy->keys.begin(), policy->keys.end(), looksAtToken);
}

/// Candidates of who asks, on whose way some policy does.
std::vector<std::size_t> SessionGraph::rolesLookingAtToken()
{
    prepare(start);
    std::vector<std::size_t> roles = m_nodes[start].candidates;
    if (roles.empty())
        return roles;
    const std::string &any = m_index.roles().front().role->arn;
    if (!looksAtKey(gather(m_world, hopRequest(m_question, m_nodes[start].session, HopKind::AssumeRole, any, m_sessionName)).layers, {"sts:assumerole"}, looksAtToken))
        std::erase_if(roles, [this](std::size_t role) { return !mayLookAtToken(role); });
    return roles;
}

/// Roles that a token without MFA assumes, and the user's own credentials don't.
std::vector<std::size_t> SessionGraph::rolesForToken(std::size_t id)
{
    std::vector<std::size_t> roles;
    for (const std::size_t role : rolesLookingAtToken()) {
        if (edge(start, assume(start, role)).verdict == Verdict::Denied && edge(id, assume(id, role)).verdict != Verdict::Denied)
            roles.push_back(role);
    }
    return roles;
}

/// id_credentials_sts-comparison: GetSessionToken's credentials call AssumeRole, with MFA or without.
std::optional<SessionGraph::Step> SessionGraph::assumingToken()
{
    std::optional<std::optional<Step>> &known = m_nodes[start].assumingToken;
    if (!known)
        known = findAssumingToken();
    return *known;
}

std::optional<SessionGraph::Step> SessionGraph::findAssumingToken()
{
    const Context &context = m_question.context;
    for (const char *ofToken : {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime"}) {
        if (context.find(ofToken))
            return std::nullopt; // such credentials are the asker's already
    }
    if (m_question.principal.kind != PrincipalKind::User)
        return std::nullopt;
    const std::vector<std::size_t> roles = rolesLookingAtToken();
    if (std::none_of(roles.begin(), roles.end(), [this](std::size_t role) { return edge(start, assume(start, role)).verdict == Verdict::Denied; }))
        return std::nullopt;
    const Step step{HopKind::SessionToken, noRole, nullptr, {}, {}};
    const Edge &made = edge(start, step);
    if (made.verdict == Verdict::Denied)
        return std::nullopt;
    prepare(made.to);
    return m_nodes[made.to].candidates.empty() ? std::nullopt : std::optional(step);
}

SessionGraph::Step SessionGraph::assume(std::size_t from, std::size_t role) const
{
    switch (m_nodes[from].session.principal.kind) {
    case PrincipalKind::OidcProvider:
        return {HopKind::WebIdentity, role, nullptr, {}, {}};
    case PrincipalKind::SamlProvider:
        return {HopKind::Saml, role, nullptr, {}, {}};
    default:
        return {HopKind::AssumeRole, role, nullptr, {}, {}};
    }
}

HopQuestion SessionGraph::hopQuestion(std::size_t from, const Step &step) const
{
    const Session &session = m_nodes[from].session;
    const Principal &principal = session.principal;
    std::string target = "*";
    if (step.role != noRole)
        target = m_index.roles()[step.role].role->arn;
    else if (step.kind == HopKind::FederationToken)
        target = "arn:" + principal.partition + ":sts::" + principal.account + ":federated-user/" + step.name;
    HopQuestion question{hopRequest(m_question, session, step.kind, target, m_sessionName), {}};
    Context &context = question.request.context;
    // id_session-tags: a federated user's session takes tags, and hands none on.
    if (step.kind != HopKind::PassRole && step.kind != HopKind::SessionToken) {
        question.inherited = inheritedTags(session);
        std::vector<SessionTag> tags = isFirstPass(session) ? m_options.sessionTags : std::vector<SessionTag>();
        merge(step.passed.tags, tags);
        setTags(tags, context);
    }
    if (!step.passed.sourceIdentity.empty())
        context.set("sts:SourceIdentity", step.passed.sourceIdentity, Provenance::Given);
    if (!step.passed.sessionName.empty())
        context.set("sts:RoleSessionName", step.passed.sessionName, Provenance::Given);
    return question;
}

/// A token or assertion of which nothing is said, onto a role that lets tags be passed: id_session-tags, "Permissions required to add
/// session tags".
bool SessionGraph::mayBringTags(const Request &hop) const
{
    const bool token = hop.principal.kind == PrincipalKind::OidcProvider || hop.principal.kind == PrincipalKind::SamlProvider;
    if (!token || givesClaims(hop) || hop.context.find("aws:TagKeys"))
        return false;
    Request tagging = hop;
    tagging.action = "sts:TagSession";
    return evaluate(m_world, tagging, {false}).verdict != Verdict::Denied;
}

/// STS API Reference: GetSessionToken takes no session policies; a service that works with a role passes none of its starter's.
std::shared_ptr<const SessionPolicies> SessionGraph::passedPolicies(std::size_t from, const Step &step) const
{
    const bool takes = step.kind != HopKind::SessionToken && step.kind != HopKind::PassRole;
    return takes && isFirstPass(m_nodes[from].session) ? m_options.sessionPolicies : nullptr;
}

Session SessionGraph::sessionOf(std::size_t from, const Step &step, const Request &hop) const
{
    const Session &session = m_nodes[from].session;
    if (step.role != noRole) {
        const TrustIndex::IndexedRole &indexed = m_index.roles()[step.role];
        Session next = sessionAfter(session, step.kind, *indexed.role, indexed.entity->account, hop);
        if (step.service)
            next.service = step.service->principal;
        next.policies = passedPolicies(from, step);
        next.tagsOpen = mayBringTags(hop);
        return next;
    }
    Session next = session;
    next.policies = passedPolicies(from, step);
    next.first = false;
    next.madeBy = step.kind;
    next.seconds = longestToken;
    if (step.kind == HopKind::SessionToken) {
        next.mfa = step.mfa;
        next.mfaAge = step.mfa ? youngestMfa(next) : 0;
    } else {
        next.user = session.principal.arn;
        next.principal = parsePrincipal(hop.resource).value_or(session.principal);
        // id_session-tags, "Passing session tags using GetFederationToken": the user's own tags stay, one passed with the same key wins.
        next.tags = passedTags(hop);
        for (SessionTag &tag : next.tags)
            tag.transitive = false;
        if (const EntityPtr entity = m_world.findByArn(session.principal.arn)) {
            std::vector<SessionTag> own;
            if (const User *user = entity->as<User>()) {
                for (const Tag &tag : user->tags)
                    own.push_back({tag.key, tag.value, false});
            }
            merge(own, next.tags);
        }
    }
    return next;
}

std::optional<Missing> SessionGraph::refusal(std::size_t from, const Step &step) const
{
    // STS API Reference, AssumeRole, PolicyArns: "The policies must exist in the same account as the role."
    const auto policies = passedPolicies(from, step);
    const std::string &account = step.role != noRole ? m_index.roles()[step.role].entity->account : m_nodes[from].session.principal.account;
    for (const std::string &policy : policies ? policies->managed : std::vector<std::string>()) {
        if (!canPass(policy, account))
            return Missing{Missing::Side::Session, "sessionPolicyElsewhere", {policy, account}, {}, {}, {}, {}};
    }
    // id_session-tags, "Things to know about session tags": 50 at most, those that the session inherits among them.
    const bool brings = step.kind == HopKind::WebIdentity || step.kind == HopKind::Saml;
    const bool tagged = !m_options.sessionTags.empty() || !step.passed.tags.empty() || !m_nodes[from].session.tags.empty();
    if (step.kind == HopKind::SessionToken || step.kind == HopKind::PassRole || (!brings && !tagged))
        return std::nullopt;
    const HopQuestion asked = hopQuestion(from, step);
    const std::size_t tags = passedTags(asked.request).size() + asked.inherited.size();
    if (tags > mostSessionTags)
        return Missing{Missing::Side::Context, "tooManyTags", {std::to_string(tags), std::to_string(mostSessionTags)}, {}, {}, {}, {}};
    return tokenRefusal(m_world, asked.request, m_options.offeredRoles);
}

std::size_t SessionGraph::nodeFor(Session session, std::size_t role)
{
    // Where names are told apart, the sessions that it goes on to are called after the asker.
    std::string state = session.state();
    if (m_names == Names::Own)
        state += '\n' + m_sessionName;
    const auto [it, added] = m_byState.emplace(std::pair(role, std::move(state)), m_nodes.size());
    if (added) {
        Node &node = m_nodes.emplace_back();
        node.session = std::move(session);
        if (role != noRole)
            node.role = role;
    }
    return it->second;
}

std::size_t SessionGraph::plainNode(std::size_t from, const Step &step)
{
    return nodeFor(sessionOf(from, step, hopQuestion(from, step).request), step.role);
}

RoleGrants SessionGraph::passGrants(std::size_t id)
{
    const std::string &any = m_index.roles().front().role->arn;
    return m_passGrants.read(gather(m_world, hopRequest(m_question, m_nodes[id].session, HopKind::AssumeRole, any, m_sessionName)).layers);
}

SolvedHop SessionGraph::solved(std::size_t from, const Step &step, bool explain)
{
    if (step.kind == HopKind::PassRole)
        return m_passRoles.solve(m_nodes[from].session, m_index.roles()[step.role].entity, *step.service, step.passed.sessionName, explain);
    return solveHop(m_world, hopQuestion(from, step), explain);
}

const SessionGraph::Edge &SessionGraph::edge(std::size_t from, const Step &step)
{
    Node &node = m_nodes[from]; // a deque: adding nodes moves none
    if (const auto it = node.edges.find(step); it != node.edges.end()) {
        // What MFA has to be like depends on what is asked.
        if (!step.mfa || it->second.question == m_questions)
            return it->second;
        node.edges.erase(it);
    }
    return evaluated(from, step);
}

const SessionGraph::Edge &SessionGraph::evaluated(std::size_t from, const Step &step)
{
    Node &node = m_nodes[from];
    ++m_hopEvaluations;
    Edge edge;
    edge.step = step;
    edge.question = m_questions;
    if (passesInherited(inheritedTags(node.session), step.passed)) {
        edge.to = from;
        return node.edges.emplace(step, std::move(edge)).first->second;
    }
    HopVerdict verdict = verdictOf(from, step);
    const bool refused = verdict.verdict != Verdict::Denied && refusal(from, step).has_value();
    edge.verdict = refused ? Verdict::Denied : verdict.verdict;
    edge.conditional = verdict.conditional && !refused;
    edge.needs = std::move(verdict.needs);
    // Where a denied hop would lead is only of interest as a near miss.
    if (edge.verdict == Verdict::Denied && !m_options.nearMisses) {
        edge.to = from;
        return node.edges.emplace(step, std::move(edge)).first->second;
    }
    tellPassed(from, step, edge.needs);
    edge.to = nodeFor(sessionOf(from, step, verdict.request), step.role);
    if (step.kind == HopKind::SessionToken && step.mfa)
        edge.needs = tokenNeeds(edge.to);
    return node.edges.emplace(step, std::move(edge)).first->second;
}

HopVerdict SessionGraph::verdictOf(std::size_t from, const Step &step)
{
    if (step.kind == HopKind::PassRole)
        return m_passRoles.verdict(from, m_nodes[from].session, m_index.roles()[step.role].entity, *step.service, step.passed.sessionName);
    HopQuestion question = hopQuestion(from, step);
    const bool asksMore = !question.inherited.empty() || !step.passed.empty() || !m_nodes[from].session.sourceIdentity.empty();
    if (step.kind == HopKind::AssumeRole && m_compiled && isPlain() && !asksMore && isPlainlyAllowed(question))
        return {Verdict::Allowed, false, {}, std::move(question.request)};
    return hopVerdict(m_world, question);
}

/// Whether it is surely allowed as it stands, whatever the session is called: nothing has to be brought then.
bool SessionGraph::isPlainlyAllowed(const HopQuestion &question) const
{
    Request request = question.request;
    request.context.setUnknown("sts:RoleSessionName");
    return m_compiled->decideSurely(request) == Verdict::Allowed;
}

/// What a later step asks for is needed at the hop that can give it.
void SessionGraph::tellPassed(std::size_t from, const Step &step, HopNeeds &needs) const
{
    needs.sessionPolicies = passedPolicies(from, step);
    if (!step.passed.sessionName.empty())
        needs.roleSessionName = step.passed.sessionName;
    if (!step.passed.sourceIdentity.empty())
        needs.sourceIdentity = step.passed.sourceIdentity;
    if (needs.sessionTags.empty())
        needs.sessionTags = step.passed.tags; // of a hop that is denied with them
}

/// MFA, and how old it may be for what was asked.
HopNeeds SessionGraph::tokenNeeds(std::size_t id)
{
    HopNeeds needs;
    needs.mfa = true;
    Gathered gathered = gather(m_world, finalRequest(m_question, m_nodes[id].session));
    const auto allowedAt = [&](std::int64_t age) {
        gathered.request.context.set("aws:MultiFactorAuthAge", std::to_string(age), Provenance::Derived);
        return evaluate(gathered.layers, gathered.request, {false}).verdict == Verdict::Allowed;
    };
    const std::int64_t youngest = m_nodes[id].session.mfaAge;
    if (youngest > 0)
        needs.mfaMinAgeSeconds = youngest;
    if (allowedAt(longestToken) || !allowedAt(youngest))
        return needs;
    needs.mfaMaxAgeSeconds = youngest;
    std::vector<std::int64_t> ages = conditionsOf(gathered).mfaAges;
    std::reverse(ages.begin(), ages.end()); // from the youngest, up to the first that is too old
    for (const std::int64_t age : ages) {
        if (age <= youngest)
            continue;
        if (age >= longestToken || !allowedAt(age))
            break;
        needs.mfaMaxAgeSeconds = age;
    }
    return needs;
}

/// The age of MFA from which on it is enough for what was asked: policies may want it to be older than some seconds.
std::int64_t SessionGraph::youngestMfa(const Session &session) const
{
    Gathered gathered = gather(m_world, finalRequest(m_question, session));
    std::vector<std::int64_t> ages = conditionsOf(gathered).mfaAges;
    ages.push_back(0);
    for (auto age = ages.rbegin(); age != ages.rend(); ++age) {
        if (*age >= longestToken)
            break;
        gathered.request.context.set("aws:MultiFactorAuthAge", std::to_string(*age), Provenance::Derived);
        if (evaluate(gathered.layers, gathered.request, {false}).verdict == Verdict::Allowed)
            return *age;
    }
    return 0;
}

Gathered SessionGraph::gatheredTarget(std::size_t id) const
{
    if (id == start)
        return gather(m_world, m_question);
    const Session &session = m_nodes[id].session;
    Gathered gathered = gather(m_world, finalRequest(m_question, session));
    if (session.tagsOpen) {
        for (const std::string &key : keysLookedAt(gathered.layers, {m_loweredAction})) {
            if (lowered(key).starts_with("aws:principaltag/"))
                gathered.request.context.setUnknown(key);
        }
    }
    return gathered;
}

/// False when no session of its role may be allowed what was asked.
bool SessionGraph::mayBeGoal(const Node &node) const
{
    return !node.role || !m_options.mayLead || m_options.mayLead(m_index.roles()[*node.role].slot, 0);
}

Verdict SessionGraph::target(std::size_t id)
{
    Node &node = m_nodes[id];
    if (node.target && node.targetQuestion == m_questions)
        return *node.target;
    node.targetQuestion = m_questions;
    node.target = Verdict::Denied;
    node.targetConditional = false;
    node.targetWishes.reset();
    node.final.reset();
    if (mayBeGoal(node)) {
        const Answer answer = targetAnswer(id);
        node.target = answer.verdict;
        node.targetConditional = isConditional(answer);
    }
    return *node.target;
}

Answer SessionGraph::targetAnswer(std::size_t id)
{
    const Request request = id == start ? m_question : finalRequest(m_question, m_nodes[id].session);
    if (!m_question.resources.empty())
        return evaluate(m_world, request, {false});
    if (m_compiled && !m_nodes[id].session.tagsOpen && m_loweredAction != "sts:getcalleridentity") { // which no policy has to allow
        Answer answer = m_compiled->answer(request);
        if (answer.verdict != Verdict::Denied || id == start)
            return answer;
    }
    Gathered gathered = gatheredTarget(id);
    if (!mayAllow(gathered.layers))
        return {};
    return id == start ? evaluate(gathered.layers, gathered.request, {false}) : openedAnswer(gathered, false);
}

/// The answer, with the world's keys opened where it is denied for want of them.
Answer SessionGraph::openedAnswer(Gathered &gathered, bool explain) const
{
    Answer answer = evaluate(gathered.layers, gathered.request, {explain});
    if (answer.verdict != Verdict::Denied)
        return answer;
    deriveContext(gathered.request);
    gathered.request.deriveContext = false;
    if (!openWorldKeys(gathered, {m_loweredAction}))
        return answer;
    Answer opened = evaluate(gathered.layers, gathered.request, {explain});
    return opened.verdict == Verdict::Denied ? answer : opened;
}

const std::vector<Passed> &SessionGraph::wishesForTarget(std::size_t id)
{
    target(id); // of this question
    std::optional<std::vector<Passed>> &wishes = m_nodes[id].targetWishes;
    if (!wishes)
        wishes = findTargetWishes(id);
    return *wishes;
}

std::vector<Passed> SessionGraph::findTargetWishes(std::size_t id) const
{
    if (!m_question.resources.empty() || !mayBeGoal(m_nodes[id]))
        return {};
    Gathered gathered = gatheredTarget(id);
    return mayAllow(gathered.layers) ? wishesOf(std::move(gathered), {m_loweredAction}) : std::vector<Passed>();
}

const std::vector<Passed> &SessionGraph::wishesForHop(std::size_t id, const Step &step)
{
    std::optional<std::vector<Passed>> &wishes = m_nodes[id].edges.at(step).wishes;
    if (!wishes)
        wishes = wishesOf(gather(m_world, hopQuestion(id, step).request), {lowered(actionOf(step.kind))});
    return *wishes;
}

/// False when no policy has an Allow for what was asked and every document can be used: it is denied then.
bool SessionGraph::mayAllow(const Layers &layers) const
{
    if (layers.resourceState != ResourcePolicyState::None || layers.principalUnknown || !allUsable(layers))
        return true;
    return std::any_of(layers.identity.begin(), layers.identity.end(), [this](const LayerPolicy &policy) {
        const auto [it, added] = m_mayAllow.emplace(policy.document.get(), false);
        if (added) {
            const auto &statements = policy.document->policy()->statements;
            it->second = std::any_of(statements.begin(), statements.end(), [this](const Statement &statement) {
                return statement.effect == Effect::Allow && mayCoverAction(statement, m_loweredAction)
                    && mayCoverResource(statement, m_question.resource);
            });
        }
        return it->second;
    });
}

Answer SessionGraph::finalAnswer(std::size_t id, bool explain, FactSet *conditions)
{
    if (id == start || !m_nodes[id].targetConditional || !m_question.resources.empty()) {
        Request request = id == start ? m_question : finalRequest(m_question, m_nodes[id].session);
        if (explain || !m_compiled)
            return evaluate(m_world, request, {explain});
        Answer answer = m_compiled->answer(request);
        answer.request = std::move(request);
        return answer;
    }
    Gathered gathered = gatheredTarget(id);
    Answer answer = openedAnswer(gathered, explain);
    if (conditions) {
        if (DecidingFacts facts = decidingFacts(gathered.layers, gathered.request); !facts.allowedIf.empty())
            *conditions = std::move(facts.allowedIf.front());
    }
    return answer;
}

const std::pair<Answer, FactSet> &SessionGraph::outcome(std::size_t id)
{
    target(id); // of this question
    std::optional<std::pair<Answer, FactSet>> &known = m_nodes[id].final;
    if (!known) {
        known.emplace();
        known->first = finalAnswer(id, false, &known->second);
    }
    return *known;
}

Hop SessionGraph::outline(const Edge &edge) const
{
    const Session &next = m_nodes[edge.to].session;
    Hop hop;
    hop.kind = edge.step.kind;
    hop.to = edge.step.role != noRole ? m_index.roles()[edge.step.role].role->arn : next.principal.arn;
    hop.service = next.service;
    hop.needs = edge.needs;
    hop.session = next;
    return hop;
}

const HopNeeds &SessionGraph::openNeeds(std::size_t from, const Edge &edge)
{
    if (!edge.openNeeds) {
        edge.openNeeds = edge.step.kind == HopKind::SessionToken ? edge.needs : solved(from, edge.step, false).needs;
        tellPassed(from, edge.step, *edge.openNeeds);
    }
    return *edge.openNeeds;
}

Hop SessionGraph::hop(std::size_t from, const Edge &edge, bool explain)
{
    const Session &session = m_nodes[from].session;
    SolvedHop solved = this->solved(from, edge.step, explain);
    if (edge.step.kind == HopKind::SessionToken)
        solved.needs = edge.needs;
    tellPassed(from, edge.step, solved.needs);
    Hop hop = outline(edge);
    hop.from = session.principal.arn;
    hop.session = sessionOf(from, edge.step, solved.request); // the node may have been made by another hop: chained or not
    hop.needs = std::move(solved.needs);
    hop.answer = std::move(solved.answer);
    hop.further = std::move(solved.further);
    const EntityPtr role = edge.step.role != noRole ? m_index.roles()[edge.step.role].entity : nullptr;
    hop.command = hopCommand(session, hop, role ? role->as<Role>() : nullptr);
    return hop;
}

} // namespace rolewright
