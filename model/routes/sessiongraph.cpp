// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/sessiongraph.h"

#include "routes/command.h"
#include "routes/pattern.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

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
        && (!layers.boundary || usableAs(*layers.boundary, PolicyKind::Boundary)) && levels(layers.scp, PolicyKind::Scp)
        && levels(layers.rcp, PolicyKind::Rcp);
}

} // namespace

SessionGraph::SessionGraph(const World &world, const TrustIndex &index, const Request &question)
    : m_world(world)
    , m_index(index)
    , m_question(question)
    , m_loweredAction(lowered(question.action))
    , m_sessionName(defaultSessionName(question.principal))
{
    if (const ContextValue *given = question.context.find("sts:RoleSessionName");
        given && given->provenance != Provenance::Unknown && given->values.size() == 1)
        m_sessionName = given->values.front();
    Node &asking = m_nodes.emplace_back();
    asking.session.principal = question.principal;
    asking.depth = 0;
    asking.sure = true;
    EntityPtr own;
    if (question.principal.kind == PrincipalKind::Role)
        own = world.findByArn(question.principal.arn);
    else if (question.principal.kind == PrincipalKind::RoleSession)
        own = world.findByName(question.principal.account, EntityKind::Role, question.principal.name);
    if (own)
        asking.role = index.find(own->arn());
}

void SessionGraph::prepare(std::size_t id)
{
    Node &node = m_nodes[id];
    if (node.prepared)
        return;
    node.prepared = true;
    const Principal &principal = node.session.principal;
    if (!canAssumeRoles(principal.kind) || m_index.roles().empty())
        return;
    node.names = namesOf(m_world, principal);
    const bool service = principal.kind == PrincipalKind::Service;
    if (!service) {
        const std::string &any = m_index.roles().front().role->arn;
        node.grants = m_grants.read(gather(m_world, hopRequest(m_question, node.session, any, m_sessionName)).layers);
    }
    for (const std::size_t role : m_index.trusting(principal, node.names)) {
        if (role == node.role)
            continue;
        const TrustIndex::IndexedRole &indexed = m_index.roles()[role];
        const bool direct = indexed.entity->account == principal.account
            && trustReach(indexed.trust, principal, node.names) >= TrustReach::Everyone;
        if (service || direct || node.grants.unknown || node.grants.reach(indexed.role->arn) != GrantReach::No)
            node.candidates.push_back(role);
        else
            node.trustOnly.push_back(role);
    }
}

std::size_t SessionGraph::nodeFor(std::size_t role, const HopNeeds &needs, const Session &from)
{
    const std::string name = needs.roleSessionName.value_or(m_sessionName);
    std::string identity = from.sourceIdentity;
    if (needs.sourceIdentity)
        identity = *needs.sourceIdentity;
    else if (const ContextValue *given = m_question.context.find("sts:SourceIdentity");
             identity.empty() && given && given->values.size() == 1)
        identity = given->values.front();
    const auto [it, added] = m_byState.emplace(std::tuple(role, name, identity), m_nodes.size());
    if (added) {
        const TrustIndex::IndexedRole &indexed = m_index.roles()[role];
        Node &node = m_nodes.emplace_back();
        node.session = roleSession(*indexed.role, indexed.entity->account, name, identity);
        node.role = role;
    }
    return it->second;
}

std::size_t SessionGraph::plainNode(std::size_t from, std::size_t role)
{
    return nodeFor(role, {}, m_nodes[from].session);
}

const SessionGraph::Edge &SessionGraph::edge(std::size_t from, std::size_t role)
{
    Node &node = m_nodes[from]; // a deque: adding nodes moves none
    if (const auto it = node.edges.find(role); it != node.edges.end())
        return it->second;
    ++m_hopEvaluations;
    const HopVerdict solved =
        hopVerdict(m_world, hopRequest(m_question, node.session, m_index.roles()[role].role->arn, m_sessionName));
    return node.edges.emplace(role, Edge{nodeFor(role, solved.needs, node.session), role, solved.verdict, solved.needs})
        .first->second;
}

Verdict SessionGraph::target(std::size_t id)
{
    Node &node = m_nodes[id];
    if (!node.target) {
        const Request request = id == start ? m_question : finalRequest(m_question, node.session);
        if (!request.resources.empty()) {
            node.target = evaluate(m_world, request, {false}).verdict;
            return *node.target;
        }
        const Gathered gathered = gather(m_world, request);
        node.target = mayAllow(gathered.layers) ? evaluate(gathered.layers, gathered.request, {false}).verdict : Verdict::Denied;
    }
    return *node.target;
}

/// False when no policy has an Allow for what was asked and every document can be used: it is denied then.
bool SessionGraph::mayAllow(const Layers &layers)
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

Answer SessionGraph::finalAnswer(std::size_t id, bool explain)
{
    const EvaluateOptions options{explain};
    return id == start ? evaluate(m_world, m_question, options)
                       : evaluate(m_world, finalRequest(m_question, m_nodes[id].session), options);
}

Hop SessionGraph::hop(std::size_t from, const Edge &edge, bool explain)
{
    const Session &session = m_nodes[from].session;
    const std::string &arn = m_index.roles()[edge.role].role->arn;
    SolvedHop solved = solveHop(m_world, hopRequest(m_question, session, arn, m_sessionName), explain);
    Hop hop;
    hop.from = session.principal.arn;
    hop.to = arn;
    hop.command = assumeRoleCommand(session.principal, arn, m_sessionName, solved.needs);
    hop.needs = std::move(solved.needs);
    hop.answer = std::move(solved.answer);
    return hop;
}

} // namespace rolewright
