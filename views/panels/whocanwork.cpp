// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/whocanwork.h"

#include "document/claims.h"
#include "evaluate/evaluate.h"
#include "policy/arn.h"
#include "routes/pattern.h"

#include <QElapsedTimer>

#include <algorithm>
#include <set>
#include <utility>

namespace rolewright {
namespace {

using Kind = WhoCanRow::Kind;

std::string partitionOf(const World &world, const std::string &account)
{
    for (EntityKind kind : {EntityKind::Role, EntityKind::User}) {
        const std::vector<EntityPtr> &entities = world.entities(account, kind);
        const std::optional<Arn> arn = entities.empty() ? std::nullopt : parseArn(entities.front()->arn());
        if (arn)
            return arn->partition;
    }
    return "aws";
}

/// Whom the resource's own policy lets in, beside the workspace's users and roles.
void addOutside(const World &world, const Request &question, std::vector<WhoCanRow> &rows)
{
    const Gathered gathered = gather(world, question);
    std::set<std::string> seen;
    const auto look = [&](const DocumentPtr &document) {
        const Policy *policy = document ? document->policy() : nullptr;
        if (!policy)
            return;
        for (const Statement &statement : policy->statements) {
            if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
                continue;
            for (const PrincipalEntry &entry : statement.principal->values) {
                const std::string text = entry.value.text;
                const std::string arn = isAccountId(text) ? "arn:aws:iam::" + text + ":root" : text;
                const std::optional<Principal> principal = entry.type == PrincipalType::Aws ? parsePrincipal(arn) : std::nullopt;
                if (!principal || principal->account.empty() || world.account(principal->account) || !seen.insert(arn).second)
                    continue;
                rows.push_back({principal->kind == PrincipalKind::Root ? Kind::OutsideAccount : Kind::Outside, arn, {}, principal->account,
                                Verdict::Denied, true, {}, {}, {}, false});
            }
        }
    };
    if (gathered.layers.resource)
        look(gathered.layers.resource->document);
}

/// Services that some role trusts.
std::set<std::string> trustedServices(const World &world)
{
    std::set<std::string> services;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Role)) {
            const Role *role = entity->as<Role>();
            const Policy *policy = role && role->trust ? role->trust->policy() : nullptr;
            for (std::size_t i = 0; policy && i < policy->statements.size(); ++i) {
                if (policy->statements[i].effect != Effect::Allow || !policy->statements[i].principal)
                    continue;
                for (const PrincipalEntry &entry : policy->statements[i].principal->values) {
                    if (entry.type == PrincipalType::Service)
                        services.insert(entry.value.text);
                }
            }
        }
    }
    return services;
}

std::vector<WhoCanRow> everyone(const World &world, const Request &question)
{
    std::vector<WhoCanRow> rows;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &user : world.entities(account.id, EntityKind::User))
            rows.push_back({Kind::User, user->arn(), user->id, account.id, Verdict::Denied, true, {}, {}, {}, false});
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role))
            rows.push_back({Kind::Role, role->arn(), role->id, account.id, Verdict::Denied, true, {}, {}, {}, false});
        rows.push_back({Kind::Root, "arn:" + partitionOf(world, account.id) + ":iam::" + account.id + ":root", {}, account.id, Verdict::Denied, true, {}, {}, {}, false});
    }
    addOutside(world, question, rows);
    for (const std::string &service : trustedServices(world))
        rows.push_back({Kind::Service, service, {}, {}, Verdict::Denied, true, {}, {}, {}, false});
    rows.push_back({Kind::Anyone, "*", {}, {}, Verdict::Denied, true, {}, {}, {}, false});
    // Last: what they can follows from what the roles can.
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &provider : world.entities(account.id, EntityKind::Provider))
            rows.push_back({Kind::Provider, provider->arn(), provider->id, account.id, Verdict::Denied, false, {}, {}, {}, false});
    }
    return rows;
}

/// What the way through a role's trust policy asks of a token, and whether tags may come along with it.
struct TrustAsks {
    std::vector<std::string> keys;
    bool tags = false;
};

TrustAsks asksOf(const Role &role)
{
    TrustAsks asks;
    const Policy *policy = role.trust ? role.trust->policy() : nullptr;
    for (std::size_t i = 0; policy && i < policy->statements.size(); ++i) {
        const Statement &statement = policy->statements[i];
        for (const ConditionEntry &condition : statement.conditions) {
            const std::string key = condition.key.text;
            if (std::find(asks.keys.begin(), asks.keys.end(), key) == asks.keys.end())
                asks.keys.push_back(key);
        }
        if (statement.effect == Effect::Allow && statement.action)
            asks.tags = asks.tags || mayCoverAction(statement, "sts:tagsession");
    }
    return asks;
}

int rank(Verdict verdict)
{
    return verdict == Verdict::Allowed ? 0 : verdict == Verdict::Depends ? 1 : 2;
}

void take(WhoCanRow &row, const Simulation &simulation)
{
    row.verdict = simulation.verdict;
    if (simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty())
        return;
    row.direct = false;
    for (const Hop &hop : simulation.routes.front().hops) {
        row.via.push_back(hop.to);
        row.needs.push_back(hop.needs);
    }
}

} // namespace

WhoCanSearch::WhoCanSearch(World world, Request question, int maximumHops)
    : m_world(std::move(world))
    , m_question(std::move(question))
    , m_maximumHops(maximumHops)
{
}

WhoCanSearch::~WhoCanSearch() = default;

void WhoCanSearch::run(int milliseconds, const CancelFlag &cancel)
{
    if (!m_direct) {
        m_rows = everyone(m_world, m_question);
        for (WhoCanRow &row : m_rows) {
            if (cancel->load())
                return;
            const std::optional<Principal> principal = parsePrincipal(row.arn);
            if (principal && row.kind != Kind::Provider) {
                Request request = m_question;
                request.principal = *principal;
                row.verdict = evaluate(m_world, request, {false}).verdict;
            }
            // A root user assumes no roles, and outside it isn't known who may.
            row.complete = row.verdict == Verdict::Allowed || (row.kind != Kind::User && row.kind != Kind::Role && row.kind != Kind::Service && row.kind != Kind::Provider);
        }
        m_direct = true;
        return;
    }
    if (!m_finder)
        m_finder = std::make_unique<RouteFinder>(m_world);
    QElapsedTimer timer;
    timer.start();
    for (; m_next < m_rows.size() && !cancel->load() && timer.elapsed() < milliseconds; ++m_next) {
        WhoCanRow &row = m_rows[m_next];
        if (row.complete)
            continue;
        if (row.kind == Kind::Provider) {
            askProvider(row);
            row.complete = true;
            continue;
        }
        const Simulation simulation = ask(row, cancel);
        if (simulation.cancelled)
            return;
        take(row, simulation);
        row.complete = true;
        m_limitReached = m_limitReached || (simulation.limitReached && simulation.verdict != Verdict::Allowed);
    }
}

/// The question as a session of the role that began with a token of the provider. Of the federation's keys only some last,
/// their values aren't known (IAM User Guide, reference_policies_iam-condition-keys); aws:FederatedProvider is the provider.
Verdict WhoCanSearch::asFederatedRole(const std::string &role, const Principal &provider) const
{
    Request request = m_question;
    request.principal = *parsePrincipal(role);
    const std::string marker = ":oidc-provider/";
    const std::size_t at = provider.arn.find(marker);
    request.context.set("aws:FederatedProvider", provider.arn, Provenance::Given);
    if (at == std::string::npos) {
        for (const char *key : {"saml:namequalifier", "saml:sub", "saml:sub_type"})
            request.context.setUnknown(key);
    } else {
        for (const char *claim : {":amr", ":aud", ":id", ":sub"})
            request.context.setUnknown(provider.arn.substr(at + marker.size()) + claim);
    }
    return evaluate(m_world, request, {false}).verdict;
}

void WhoCanSearch::askProvider(WhoCanRow &row) const
{
    const std::optional<Principal> provider = parsePrincipal(row.arn);
    if (!provider)
        return;
    const std::vector<std::string> roles = rolesTrusting(m_world, row.arn);
    for (const WhoCanRow &role : m_rows) {
        if (role.kind != Kind::Role || role.verdict == Verdict::Denied || std::find(roles.begin(), roles.end(), role.arn) == roles.end())
            continue;
        const TrustAsks asks = asksOf(*m_world.findByArn(role.arn)->as<Role>());
        Request signIn;
        signIn.principal = *provider;
        signIn.action = provider->kind == PrincipalKind::SamlProvider ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
        signIn.resource = role.arn;
        for (const std::string &key : asks.keys)
            signIn.context.setUnknown(key);
        Verdict verdict = evaluate(m_world, signIn, {false}).verdict;
        const Verdict onward = role.direct ? asFederatedRole(role.arn, *provider) : role.verdict;
        verdict = rank(onward) > rank(verdict) ? onward : verdict;
        // Tags of the token may turn what the role's own tags decide.
        if (asks.tags && verdict == Verdict::Allowed)
            verdict = Verdict::Depends;
        if (rank(verdict) > rank(row.verdict) || (rank(verdict) == rank(row.verdict) && (verdict == Verdict::Denied || role.via.size() + 1 >= row.via.size())))
            continue;
        row.verdict = verdict;
        row.claims = asks.keys;
        row.via = {role.arn};
        row.via.insert(row.via.end(), role.via.begin(), role.via.end());
        row.needs = {HopNeeds()};
        row.needs.insert(row.needs.end(), role.needs.begin(), role.needs.end());
    }
}

Simulation WhoCanSearch::ask(const WhoCanRow &row, const CancelFlag &cancel) const
{
    RouteOptions options;
    options.maximumHops = m_maximumHops;
    options.nearMisses = false;
    options.explain = false;
    options.cancelled = [cancel] { return cancel->load(); };
    Request request = m_question;
    request.principal = *parsePrincipal(row.arn);
    return m_finder->simulate(request, options);
}

} // namespace rolewright
