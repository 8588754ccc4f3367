// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocan.h"

#include "evaluate/evaluate.h"
#include "policy/arn.h"
#include "routes/pattern.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <set>
#include <thread>
#include <unordered_map>
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

/// Somebody whom a policy names and who isn't a row anyway: from outside, or a session of the workspace's own. Nothing for what can't be asked for.
std::optional<WhoCanRow> outsider(const World &world, const PrincipalEntry &entry)
{
    const std::string &text = entry.value.text;
    WhoCanRow row;
    switch (entry.type) {
    case PrincipalType::Aws: {
        row.arn = isAccountId(text) ? "arn:aws:iam::" + text + ":root" : text;
        const std::optional<Principal> principal = parsePrincipal(row.arn);
        if (!principal || principal->account.empty())
            return std::nullopt;
        row.account = principal->account;
        const bool named = principal->kind == PrincipalKind::RoleSession || principal->kind == PrincipalKind::FederatedUser;
        if (world.account(principal->account)) {
            row.kind = Kind::Session;
            return named ? std::optional(row) : std::nullopt;
        }
        row.kind = principal->kind == PrincipalKind::Root ? Kind::OutsideAccount : Kind::Outside;
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

std::vector<WhoCanRow> everyone(const World &world, const Request &question, const TrustedOutside &trusted)
{
    std::vector<WhoCanRow> rows;
    rows.reserve(world.entityCount(EntityKind::User) + world.entityCount(EntityKind::Role) + 64);
    const auto add = [&rows](Kind kind, const std::string &arn, EntityId entity = {}, const std::string &account = {}) {
        WhoCanRow &row = rows.emplace_back();
        row.kind = kind;
        row.arn = arn;
        row.entity = entity;
        row.account = account;
    };
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &user : world.entities(account.id, EntityKind::User))
            add(Kind::User, user->arn(), user->id, account.id);
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role))
            add(Kind::Role, role->arn(), role->id, account.id);
        add(Kind::Root, "arn:" + partitionOf(world, account.id) + ":iam::" + account.id + ":root", {}, account.id);
    }
    // Those from outside aren't among the world's own.
    const std::size_t own = rows.size();
    addOutside(world, question, rows);
    std::set<std::string> seen;
    for (std::size_t i = own; i < rows.size(); ++i)
        seen.insert(rows[i].arn);
    for (const std::string &service : trusted.services) {
        if (seen.insert(service).second)
            add(Kind::Service, service);
    }
    add(Kind::Anyone, "*");
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &provider : world.entities(account.id, EntityKind::Provider)) {
            if (seen.insert(provider->arn()).second)
                add(Kind::Provider, provider->arn(), provider->id, account.id);
        }
    }
    for (const std::string &provider : trusted.providers) {
        if (seen.insert(provider).second)
            add(Kind::Provider, provider);
    }
    for (const auto &[outsider, roles] : trusted.outsiders) {
        const std::optional<Principal> principal = parsePrincipal(outsider);
        const Kind kind = outsider == TrustedOutside::anyAccount ? Kind::AnyAccount
            : principal && principal->kind == PrincipalKind::Root ? Kind::OutsideAccount : Kind::Outside;
        if (seen.insert(outsider).second)
            add(kind, outsider, {}, principal ? principal->account : std::string());
    }
    // Providers last, those that the resource's policy names too.
    std::stable_partition(rows.begin(), rows.end(), [](const WhoCanRow &row) { return row.kind != Kind::Provider; });
    return rows;
}

bool assumes(const std::vector<Assumption> &assumptions, Assumption assumption)
{
    return std::find(assumptions.begin(), assumptions.end(), assumption) != assumptions.end();
}

/// A principal of whom nothing is known: of the account when that is meant.
Principal somebodyOf(const std::string &outsider)
{
    const bool anyAccount = outsider == TrustedOutside::anyAccount;
    const std::optional<Principal> named = anyAccount ? std::nullopt : parsePrincipal(outsider);
    if (named && named->kind != PrincipalKind::Root)
        return *named;
    return *parsePrincipal("arn:" + (named ? named->partition : std::string("aws")) + ":iam::" + (named ? named->account : std::string("000000000000")) + ":user/somebody");
}

} // namespace

WhoCanSearch::WhoCanSearch(std::shared_ptr<WhoCanWorld> world, Request question, int maximumHops)
    : m_world(std::move(world))
    , m_question(std::move(question))
    , m_maximumHops(maximumHops)
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

void WhoCanSearch::take(WhoCanRow &row, const Answer &answer, const std::string &account)
{
    row.verdict = answer.verdict;
    row.assumptions = answer.verdict == Verdict::Denied ? std::vector<Assumption>() : answer.assumptions;
    const bool accountAssumed = row.verdict == Verdict::Allowed && assumes(row.assumptions, Assumption::ResourceInCallersAccount);
    row.assumedAccount = accountAssumed ? account : std::string();
}

void WhoCanSearch::take(WhoCanRow &row, const Simulation &simulation, const std::string &account)
{
    const std::vector<Route> &routes = simulation.routes.empty() ? simulation.conditionalRoutes : simulation.routes;
    const bool direct = simulation.direct.verdict == Verdict::Allowed || routes.empty()
        || (simulation.direct.verdict == Verdict::Depends && simulation.routes.empty());
    const Answer &answer = direct ? simulation.direct : routes.front().answer;
    take(row, answer, direct ? account : answer.request.principal.account);
    row.verdict = simulation.verdict;
    if (direct)
        return;
    row.direct = false;
    for (const Hop &hop : routes.front().hops) {
        row.via.push_back(hop.to);
        row.kinds.push_back(hop.kind);
        row.needs.push_back(hop.needs);
    }
    // What the final request waits for is told with the last hop.
    FactSet &conditions = row.needs.back().conditions;
    conditions.insert(conditions.end(), routes.front().conditions.begin(), routes.front().conditions.end());
}

/// False when cancelled.
bool WhoCanSearch::askDirectly(const std::function<bool()> &cancelled)
{
    const WhoCanIndex &index = m_world->index();
    const CompiledWorld &world = index.world();
    m_rows = everyone(world.world(), m_question, index.trusted());
    refreshReach();
    Request request = m_question;
    for (WhoCanRow &row : m_rows) {
        if (cancelled())
            return false;
        const bool isPrincipal = row.kind == Kind::User || row.kind == Kind::Role;
        // A root user assumes no roles, and outside it isn't known who may.
        const bool goesOn = isPrincipal || row.kind == Kind::Service || row.kind == Kind::Provider;
        const bool isDenied = isPrincipal && !m_reach->mayBeAllowed(row.arn);
        const std::optional<Principal> principal = isDenied ? std::nullopt : parsePrincipal(row.arn);
        if (principal) {
            request.principal = *principal;
            if (!isPrincipal || world.decide(request).verdict != Verdict::Denied) {
                const Answer answer = world.answer(request);
                take(row, answer, principal->account);
                m_policyAssumed = m_policyAssumed || assumes(answer.assumptions, Assumption::NoResourcePolicy);
            }
        }
        const bool canAsk = isDenied || principal;
        if (isPrincipal && !canAsk)
            row.verdict = Verdict::Depends; // its ARN isn't a principal's
        row.complete = row.verdict == Verdict::Allowed || !goesOn || !canAsk;
    }
    return true;
}

/// The row's routes. False when cancelled.
bool WhoCanSearch::askRoutes(WhoCanRow &row, RouteSurvey &survey, const std::function<bool()> &cancelled, bool *limitReached) const
{
    // A user may do more with MFA, or as a federated user, than its own request shows.
    const bool isAsked = row.kind == Kind::User && m_reach->mayBeAllowed(row.arn);
    const int hops = isAsked ? 1 : m_reach->hops(row.arn);
    const bool isBest = m_reach->isOpen() && row.verdict == Verdict::Depends; // no route does better
    if (hops > m_maximumHops || isBest) {
        *limitReached = *limitReached || (hops != WhoCanIndex::never && !isBest);
        row.complete = true;
        return true;
    }
    const Principal principal = *parsePrincipal(row.arn);
    const Simulation simulation = survey.ask(principal, hops, cancelled);
    if (simulation.cancelled)
        return false;
    take(row, simulation, principal.account);
    row.complete = true;
    *limitReached = *limitReached || (simulation.limitReached && simulation.verdict != Verdict::Allowed);
    return true;
}

void WhoCanSearch::run(int milliseconds, const std::function<bool()> &cancelled)
{
    const std::lock_guard turn(m_world->m_turn);
    if (!m_direct)
        m_direct = askDirectly(cancelled);
    else
        askRoutes(milliseconds, cancelled);
}

void WhoCanSearch::refreshReach()
{
    const WhoCanIndex &index = m_world->index();
    if (m_reach && m_indexes == m_world->m_indexes)
        return;
    m_reach = std::make_shared<const WhoCanIndex::Reach>(index.reach(m_question));
    m_indexes = m_world->m_indexes;
    m_turn = 0;
}

/// Another search may have asked meanwhile, or the world after an edit taken the index over.
void WhoCanSearch::takeTurn()
{
    refreshReach();
    if (m_turn != 0 && m_turn == m_world->m_searches)
        return;
    m_turn = ++m_world->m_searches;
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    if (!m_world->index().isSameTime(m_world->m_since, now)) {
        m_world->m_surveys = {};
        m_world->m_since = now;
    }
    RouteOptions options;
    options.maximumHops = m_maximumHops;
    options.mayLead = [reach = m_reach](const std::string &role, int hops) { return reach->hopsFromRole(role) <= std::min<int>(hops, WhoCanIndex::never - 1); };
    options.mayBecome = [reach = m_reach](const std::string &from, const std::string &role) { return reach->mayBecome(from, role); };
    const bool namesMatter = m_world->index().sessionNamesMatter(m_question.action);
    for (std::size_t thread = 0; thread < WhoCanWorld::threads; ++thread)
        m_world->survey(thread).start(m_question, options, namesMatter);
}

void WhoCanSearch::askRoutes(int milliseconds, const std::function<bool()> &cancelled)
{
    takeTurn();
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    const auto isOver = [&] { return cancelled() || std::chrono::steady_clock::now() >= end; };

    // A row is always the same thread's: its survey knows it from earlier questions.
    const auto work = [&](std::size_t thread, bool *limitReached) {
        for (std::size_t i = thread; i < m_rows.size(); i += WhoCanWorld::threads) {
            if (m_rows[i].complete)
                continue;
            if (isOver() || !askRoutes(m_rows[i], m_world->survey(thread), cancelled, limitReached))
                return;
        }
    };
    bool others = false;
    std::thread other([&] { work(1, &others); });
    work(0, &m_limitReached);
    other.join();
    m_limitReached = m_limitReached || others;
    while (m_next < m_rows.size() && m_rows[m_next].complete)
        ++m_next;
    if (isDone())
        askOutsiders();
}

/// What somebody from outside can follows from what the roles can that trust them; whether they may ask for the role is for their
/// own account to say.
void WhoCanSearch::askOutsiders()
{
    std::unordered_map<std::string_view, const WhoCanRow *> roles;
    for (const WhoCanRow &row : m_rows) {
        if (row.kind == Kind::Role)
            roles.emplace(row.arn, &row);
    }
    const TrustedOutside &trusted = m_world->index().trusted();
    for (WhoCanRow &row : m_rows) {
        const auto known = trusted.outsiders.find(row.arn);
        if (known == trusted.outsiders.end() || row.verdict != Verdict::Denied)
            continue;
        const WhoCanRow *best = nullptr;
        TrustEdge way;
        for (const std::string &role : known->second) {
            const auto found = roles.find(role);
            const WhoCanRow *next = found == roles.end() ? nullptr : found->second;
            if (!next || next->verdict == Verdict::Denied || static_cast<int>(next->via.size()) >= m_maximumHops || (best && best->via.size() <= next->via.size()))
                continue;
            TrustEdge edge = trustEdge(world(), somebodyOf(row.arn), role);
            if (edge.answer.verdict == Verdict::Denied)
                continue;
            best = next;
            way = std::move(edge);
        }
        if (!best)
            continue;
        row.verdict = Verdict::Depends;
        row.direct = false;
        row.assumptions = best->assumptions;
        row.via = best->via;
        row.kinds = best->kinds;
        row.needs = best->needs;
        row.via.insert(row.via.begin(), best->arn);
        row.kinds.insert(row.kinds.begin(), HopKind::AssumeRole);
        row.needs.insert(row.needs.begin(), way.needs);
    }
}

} // namespace rolewright
