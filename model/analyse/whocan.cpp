// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocan.h"

#include "evaluate/evaluate.h"
#include "policy/arn.h"
#include "routes/pattern.h"

#include <algorithm>
#include <chrono>
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

/// Somebody outside of the workspace whom a policy names; nothing for its own principals and for what can't be asked for.
std::optional<WhoCanRow> outsider(const World &world, const PrincipalEntry &entry)
{
    const std::string &text = entry.value.text;
    WhoCanRow row;
    switch (entry.type) {
    case PrincipalType::Aws: {
        row.arn = isAccountId(text) ? "arn:aws:iam::" + text + ":root" : text;
        const std::optional<Principal> principal = parsePrincipal(row.arn);
        if (!principal || principal->account.empty() || world.account(principal->account))
            return std::nullopt;
        row.kind = principal->kind == PrincipalKind::Root ? Kind::OutsideAccount : Kind::Outside;
        row.account = principal->account;
        return row;
    }
    case PrincipalType::Service: row.kind = Kind::Service; break;
    case PrincipalType::Federated: row.kind = Kind::Provider; break;
    case PrincipalType::Everyone:
    case PrincipalType::CanonicalUser: return std::nullopt;
    }
    row.arn = text;
    return parsePrincipal(text) ? std::optional(row) : std::nullopt;
}

/// Whom the resource's own policy lets in, beside the workspace's users and roles.
void addOutside(const World &world, const Request &question, std::vector<WhoCanRow> &rows)
{
    const Gathered gathered = gather(world, question);
    const DocumentPtr document = gathered.layers.resource ? gathered.layers.resource->document : nullptr;
    const Policy *policy = document ? document->policy() : nullptr;
    if (!policy)
        return;
    std::set<std::string> seen;
    for (const Statement &statement : policy->statements) {
        if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            std::optional<WhoCanRow> row = outsider(world, entry);
            if (row && seen.insert(row->arn).second)
                rows.push_back(std::move(*row));
        }
    }
}

const Policy *trustOf(const EntityPtr &entity)
{
    const Role *role = entity ? entity->as<Role>() : nullptr;
    return role && role->trust ? role->trust->policy() : nullptr;
}

/// Services that some role trusts.
std::set<std::string> trustedServices(const World &world)
{
    std::set<std::string> services;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Role)) {
            const Policy *policy = trustOf(entity);
            for (std::size_t i = 0; policy && i < policy->statements.size(); ++i) {
                if (policy->statements[i].effect != Effect::Allow || !policy->statements[i].principal)
                    continue;
                for (const PrincipalEntry &entry : policy->statements[i].principal->values) {
                    if (entry.type == PrincipalType::Service && parsePrincipal(entry.value.text))
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
            rows.push_back({Kind::User, user->arn(), user->id, account.id, Verdict::Denied, true, {}, {}, {}, {}, false});
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role))
            rows.push_back({Kind::Role, role->arn(), role->id, account.id, Verdict::Denied, true, {}, {}, {}, {}, false});
        rows.push_back({Kind::Root, "arn:" + partitionOf(world, account.id) + ":iam::" + account.id + ":root", {}, account.id, Verdict::Denied, true, {}, {}, {}, {}, false});
    }
    addOutside(world, question, rows);
    std::set<std::string> seen;
    for (const WhoCanRow &row : rows)
        seen.insert(row.arn);
    for (const std::string &service : trustedServices(world)) {
        if (seen.insert(service).second)
            rows.push_back({Kind::Service, service, {}, {}, Verdict::Denied, true, {}, {}, {}, {}, false});
    }
    rows.push_back({Kind::Anyone, "*", {}, {}, Verdict::Denied, true, {}, {}, {}, {}, false});
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &provider : world.entities(account.id, EntityKind::Provider)) {
            if (seen.insert(provider->arn()).second)
                rows.push_back({Kind::Provider, provider->arn(), provider->id, account.id, Verdict::Denied, true, {}, {}, {}, {}, false});
        }
    }
    // Last: what they can follows from what the roles can.
    std::stable_partition(rows.begin(), rows.end(), [](const WhoCanRow &row) { return row.kind != Kind::Provider; });
    return rows;
}

/// What a role's trust policy has to do with a provider.
struct TrustAsks {
    bool named = false; ///< some Allow statement names the provider
    std::vector<std::string> keys; ///< of all conditions
    bool tags = false; ///< session tags may come along
};

TrustAsks asksOf(const Policy &trust, const std::string &provider)
{
    TrustAsks asks;
    for (const Statement &statement : trust.statements) {
        for (const ConditionEntry &condition : statement.conditions) {
            if (std::find(asks.keys.begin(), asks.keys.end(), condition.key.text) == asks.keys.end())
                asks.keys.push_back(condition.key.text);
        }
        if (statement.effect != Effect::Allow)
            continue;
        asks.tags = asks.tags || mayCoverAction(statement, "sts:tagsession");
        asks.named = asks.named
            || (statement.principal
                && std::any_of(statement.principal->values.begin(), statement.principal->values.end(),
                       [&](const PrincipalEntry &entry) { return entry.value.text == provider; }));
    }
    return asks;
}

int rank(Verdict verdict)
{
    return verdict == Verdict::Allowed ? 0 : verdict == Verdict::Depends ? 1 : 2;
}

/// Of an allow that takes the account of the resource for granted: the one it was asked in; else empty.
std::string assumedAccountOf(const Answer &answer)
{
    const bool assumed = answer.verdict == Verdict::Allowed
        && std::find(answer.assumptions.begin(), answer.assumptions.end(), Assumption::ResourceInCallersAccount) != answer.assumptions.end();
    return assumed ? answer.request.principal.account : std::string();
}

} // namespace

WhoCanSearch::WhoCanSearch(World world, Request question, int maximumHops, std::shared_ptr<const RouteFinder> finder)
    : m_world(std::move(world))
    , m_question(std::move(question))
    , m_maximumHops(maximumHops)
    , m_finder(std::move(finder))
{
}

std::vector<std::string> WhoCanSearch::assumedAccounts() const
{
    std::set<std::string> accounts;
    for (const WhoCanRow &row : m_rows)
        accounts.insert(row.assumedAccount);
    accounts.erase(std::string());
    return {accounts.begin(), accounts.end()};
}

void WhoCanSearch::take(WhoCanRow &row, const Answer &answer)
{
    row.verdict = answer.verdict;
    row.assumedAccount = assumedAccountOf(answer);
    m_policyAssumed = m_policyAssumed
        || std::find(answer.assumptions.begin(), answer.assumptions.end(), Assumption::NoResourcePolicy) != answer.assumptions.end();
}

void WhoCanSearch::take(WhoCanRow &row, const Simulation &simulation)
{
    const bool direct = simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty();
    take(row, direct ? simulation.direct : simulation.routes.front().answer);
    row.verdict = simulation.verdict;
    if (direct)
        return;
    row.direct = false;
    for (const Hop &hop : simulation.routes.front().hops) {
        row.via.push_back(hop.to);
        row.needs.push_back(hop.needs);
    }
}

void WhoCanSearch::run(int milliseconds, const std::function<bool()> &cancelled)
{
    if (!m_direct) {
        m_rows = everyone(m_world, m_question);
        for (WhoCanRow &row : m_rows) {
            if (cancelled())
                return;
            if (const std::optional<Principal> principal = parsePrincipal(row.arn)) {
                Request request = m_question;
                request.principal = *principal;
                take(row, evaluate(m_world, request, {false}));
            }
            // A root user assumes no roles, and outside it isn't known who may.
            const bool goesOn = row.kind == Kind::User || row.kind == Kind::Role || row.kind == Kind::Service || row.kind == Kind::Provider;
            row.complete = row.verdict == Verdict::Allowed || !goesOn;
        }
        m_direct = true;
        return;
    }
    if (!m_finder)
        m_finder = std::make_shared<const RouteFinder>(m_world);
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    for (; m_next < m_rows.size() && !cancelled() && std::chrono::steady_clock::now() < end; ++m_next) {
        WhoCanRow &row = m_rows[m_next];
        if (row.complete)
            continue;
        if (row.kind == Kind::Provider) {
            askProvider(row);
            row.complete = true;
            continue;
        }
        const Simulation simulation = ask(row, cancelled);
        if (simulation.cancelled)
            return;
        take(row, simulation);
        row.complete = true;
        m_limitReached = m_limitReached || (simulation.limitReached && simulation.verdict != Verdict::Allowed);
    }
}

/// The question as a session of the role that began with a token of the provider. Of the federation's keys only some last and their
/// values aren't known; aws:FederatedProvider is the provider (IAM User Guide, reference_policies_iam-condition-keys).
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
    for (const WhoCanRow &role : m_rows) {
        const Policy *trust = role.kind == Kind::Role && role.verdict != Verdict::Denied ? trustOf(m_world.find(role.entity)) : nullptr;
        const TrustAsks asks = trust ? asksOf(*trust, row.arn) : TrustAsks();
        if (!asks.named || !provider || static_cast<int>(role.via.size()) >= m_maximumHops)
            continue;
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
        const bool better = rank(verdict) < rank(row.verdict)
            || (rank(verdict) == rank(row.verdict) && verdict != Verdict::Denied && !row.direct && role.via.size() + 1 < row.via.size());
        if (!better)
            continue;
        row.verdict = verdict;
        row.direct = false;
        row.assumedAccount = role.assumedAccount;
        row.claims = asks.keys;
        row.via = {role.arn};
        row.via.insert(row.via.end(), role.via.begin(), role.via.end());
        row.needs = {HopNeeds()};
        row.needs.insert(row.needs.end(), role.needs.begin(), role.needs.end());
    }
}

Simulation WhoCanSearch::ask(const WhoCanRow &row, const std::function<bool()> &cancelled) const
{
    RouteOptions options;
    options.maximumHops = m_maximumHops;
    options.nearMisses = false;
    options.explain = false;
    options.cancelled = cancelled;
    Request request = m_question;
    request.principal = *parsePrincipal(row.arn);
    return m_finder->simulate(request, options);
}

} // namespace rolewright
