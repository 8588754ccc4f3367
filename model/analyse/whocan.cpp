// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocan.h"

#include "compiled/sharedquestion.h"
#include "evaluate/evaluate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <set>
#include <thread>
#include <utility>

namespace rolewright {
namespace {

using Kind = WhoCanPerson::Kind;

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

/// What is told of somebody's own answer that isn't denied. `account`: whose the resource counts as. The finding may be that of another one.
void tell(Verdict verdict, const std::vector<Assumption> &assumptions, const std::string &account, WhoCanFinding &finding)
{
    finding.assumptions = assumptions;
    const bool isAssumed = verdict == Verdict::Allowed && assumes(assumptions, Assumption::ResourceInCallersAccount);
    finding.assumedAccount = isAssumed ? account : std::string();
}

WhoCanFinding findingOf(const Simulation &simulation, const std::string &account)
{
    const std::vector<Route> &routes = simulation.routes.empty() ? simulation.conditionalRoutes : simulation.routes;
    const bool direct = simulation.direct.verdict == Verdict::Allowed || routes.empty()
        || (simulation.direct.verdict == Verdict::Depends && simulation.routes.empty());
    const Answer &answer = direct ? simulation.direct : routes.front().answer;
    // An answer that is denied takes nothing for granted; what depends on the way to it is told by the verdict.
    WhoCanFinding finding;
    tell(answer.verdict, answer.verdict == Verdict::Denied ? std::vector<Assumption>() : answer.assumptions,
         direct ? account : answer.request.principal.account, finding);
    if (direct)
        return finding;
    finding.direct = false;
    for (const Hop &hop : routes.front().hops) {
        finding.via.push_back(hop.to);
        finding.kinds.push_back(hop.kind);
        finding.needs.push_back(hop.needs);
    }
    // What the final request waits for is told with the last hop.
    FactSet &conditions = finding.needs.back().conditions;
    conditions.insert(conditions.end(), routes.front().conditions.begin(), routes.front().conditions.end());
    return finding;
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
    for (const std::size_t row : m_rows.notDenied())
        accounts.insert(m_rows[row].finding.assumedAccount);
    accounts.erase(std::string());
    return {accounts.begin(), accounts.end()};
}

void WhoCanSearch::run(int milliseconds, const Cancelled &cancelled)
{
    const std::lock_guard turn(m_world->m_turn);
    if (!m_direct)
        m_direct = askDirectly(cancelled);
    else
        askRoutes(milliseconds, cancelled);
}

/// False when cancelled.
bool WhoCanSearch::askDirectly(const Cancelled &cancelled)
{
    refreshReach();
    const CompiledWorld &world = m_world->index().world();
    WhoCanPeople people = m_world->people();
    if (m_reach->mayNameOthers())
        people = people.withNamed(world.world(), m_question, m_world->index().trusted());
    m_rows = WhoCanRows(people);
    Request request = m_question;
    WhoCanFinding finding; // of the last one: its memory serves the next
    const auto ask = [&](std::size_t row, const Principal &principal) {
        request.principal = principal;
        const Answer answer = world.answer(request);
        m_policyAssumed = m_policyAssumed || assumes(answer.assumptions, Assumption::NoResourcePolicy);
        if (answer.verdict == Verdict::Denied)
            return;
        tell(answer.verdict, answer.assumptions, principal.account, finding);
        m_rows.set(row, answer.verdict, finding);
    };
    const auto askOwn = [&](std::size_t row, const std::optional<Principal> &principal) {
        if (principal)
            ask(row, *principal);
        else
            m_rows.set(row, Verdict::Depends, {}); // its ARN isn't a principal's
    };
    SharedQuestion shared(world.data(), m_question);
    const auto askSlot = [&](std::uint32_t slot) {
        const CompiledPrincipal &principal = *world.data().principals[slot];
        const std::optional<Verdict> verdict = shared.ask(slot);
        if (!verdict) {
            askOwn(people.rowOf(slot), principal.caller);
        } else if (*verdict != Verdict::Denied) {
            m_policyAssumed = m_policyAssumed || assumes(shared.assumptions(), Assumption::NoResourcePolicy);
            tell(*verdict, shared.assumptions(), principal.account, finding);
            m_rows.set(people.rowOf(slot), *verdict, finding);
        }
    };
    const auto askOther = [&](std::size_t row) {
        const std::optional<Principal> principal = m_reach->mayBeAllowed(people[row]) ? parsePrincipal(people[row].arn) : std::nullopt;
        if (principal)
            ask(row, *principal);
    };
    if (m_reach->isAnyone()) {
        for (std::size_t row = 0; row < people.own()->size() && !cancelled(); ++row) {
            if (people[row].kind != Kind::Root)
                askOwn(row, parsePrincipal(people[row].arn));
        }
    }
    const std::vector<std::uint32_t> &slots = m_reach->mayBeAllowed();
    for (std::size_t i = 0; i < slots.size() && !cancelled(); ++i) {
        shared.prefetch(slots, i);
        askSlot(slots[i]);
    }
    for (std::size_t i = 0; i < people.roots().size() && !cancelled(); ++i)
        askOther(people.roots()[i]);
    for (std::size_t row = people.own()->size(); row < people.size() && !cancelled(); ++row)
        askOther(row);
    return !cancelled();
}

void WhoCanSearch::refreshReach()
{
    const WhoCanIndex &index = m_world->index();
    if (m_reach && m_indexes == m_world->m_indexes)
        return;
    m_reach = std::make_shared<WhoCanIndex::Reach>(index.reach(m_question));
    m_indexes = m_world->m_indexes;
    m_turn = 0;
}

/// Another search may have asked meanwhile, or the world after an edit taken the index over.
void WhoCanSearch::takeTurn()
{
    refreshReach();
    m_reach->settle([this](std::uint32_t slot) { return m_rows.verdict(m_rows.people().rowOf(slot)) != Verdict::Denied; });
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
    options.mayLead = [reach = std::shared_ptr<const WhoCanIndex::Reach>(m_reach)](std::uint32_t role, int hops) { return reach->hopsFromRole(role) <= std::min<int>(hops, WhoCanIndex::never - 1); };
    options.mayBecome = [reach = std::shared_ptr<const WhoCanIndex::Reach>(m_reach)](const std::string &from) { return reach->mayBecome(from); };
    const bool namesMatter = m_world->index().sessionNamesMatter(m_question.action);
    for (std::size_t thread = 0; thread < WhoCanWorld::threads; ++thread)
        m_world->survey(thread).start(m_question, options, namesMatter);
}

/// The least number of hops that may lead the row anywhere, WhoCanIndex::never when none do.
int WhoCanSearch::hopsOf(std::size_t row) const
{
    const WhoCanPerson &person = m_rows.people()[row];
    switch (person.kind) {
    case Kind::User:
    case Kind::Role: {
        const std::uint32_t slot = m_rows.people().slotOf(row);
        // A user may do more with MFA, or as a federated user, than its own request shows.
        const bool isAsked = person.kind == Kind::User && (slot == WhoCanPeople::none || m_reach->mayBeAllowed(slot));
        return isAsked ? 1 : slot == WhoCanPeople::none ? m_reach->hops(person.arn) : m_reach->hops(slot);
    }
    case Kind::Service:
    case Kind::Provider:
        return m_reach->hops(person.arn);
    case Kind::Session: {
        const std::optional<Principal> session = parsePrincipal(person.arn);
        const bool isRoles = session && session->kind == PrincipalKind::RoleSession; // a federated user assumes none
        const EntityPtr role = isRoles ? world().findByName(session->account, EntityKind::Role, session->name) : nullptr;
        return role ? m_reach->hops(role->arn()) : WhoCanIndex::never;
    }
    default:
        return WhoCanIndex::never; // a root user assumes no roles, and outside it isn't known who may
    }
}

/// Rows that aren't allowed anyway and that some chain of roles may lead on.
void WhoCanSearch::findPending()
{
    if (std::exchange(m_isPendingKnown, true))
        return;
    const WhoCanPeople &people = m_rows.people();
    const auto look = [&](std::size_t row) {
        const Verdict verdict = m_rows.verdict(row);
        const bool isBest = m_reach->isOpen() && verdict == Verdict::Depends; // no route does better
        const int hops = verdict == Verdict::Allowed || isBest ? WhoCanIndex::never : hopsOf(row);
        if (hops > m_maximumHops)
            m_limitReached = m_limitReached || hops != WhoCanIndex::never;
        else if (parsePrincipal(people[row].arn))
            m_pending.push_back(static_cast<std::uint32_t>(row));
    };
    if (m_reach->isAnyone()) {
        for (std::size_t row = 0; row < people.own()->size(); ++row)
            look(row);
    } else {
        for (const std::uint32_t slot : m_reach->reached())
            look(people.rowOf(slot));
    }
    for (std::size_t row = people.own()->size(); row < people.size(); ++row)
        look(row);
    std::sort(m_pending.begin(), m_pending.end());
    m_toDo = m_pending.size();
}

/// The row's routes. False when cancelled.
bool WhoCanSearch::askRoutes(std::size_t row, RouteSurvey &survey, const Cancelled &cancelled, Found &found) const
{
    const Principal principal = *parsePrincipal(m_rows.people()[row].arn);
    const Simulation simulation = survey.ask(principal, m_rows.verdict(row) == Verdict::Denied, hopsOf(row), cancelled);
    if (simulation.cancelled)
        return false;
    found.rows.push_back({row, simulation.verdict, findingOf(simulation, principal.account)});
    found.limitReached = found.limitReached || (simulation.limitReached && simulation.verdict != Verdict::Allowed);
    return true;
}

void WhoCanSearch::askRoutes(int milliseconds, const Cancelled &cancelled)
{
    takeTurn();
    findPending();
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    const auto isOver = [&] { return cancelled() || std::chrono::steady_clock::now() >= end; };

    // A row is always the same thread's: its survey knows it from earlier questions.
    std::array<Found, WhoCanWorld::threads> found;
    const auto work = [&](std::size_t thread) {
        for (const std::uint32_t row : m_pending) {
            if (row % WhoCanWorld::threads != thread)
                continue;
            if (isOver() || !askRoutes(row, m_world->survey(thread), cancelled, found[thread]))
                return;
            ++found[thread].searched;
        }
    };
    if (m_pending.size() > 1) {
        std::thread other([&] { work(1); });
        work(0);
        other.join();
    } else {
        work(0);
        work(1);
    }
    std::array<std::size_t, WhoCanWorld::threads> left{};
    for (std::size_t thread = 0; thread < WhoCanWorld::threads; ++thread) {
        left[thread] = found[thread].searched;
        m_limitReached = m_limitReached || found[thread].limitReached;
        for (const Searched &searched : found[thread].rows)
            m_rows.set(searched.row, searched.verdict, searched.finding);
    }
    std::erase_if(m_pending, [&](std::uint32_t row) {
        std::size_t &first = left[row % WhoCanWorld::threads];
        return first > 0 && first-- > 0;
    });
    if (!m_pending.empty())
        return;
    askOutsiders();
    m_isDone = true;
}

/// What somebody from outside can follows from what the roles can that trust them; whether they may ask for the role is for their
/// own account to say.
void WhoCanSearch::askOutsiders()
{
    const WhoCanIndex &index = m_world->index();
    const WhoCanPeople &people = m_rows.people();
    for (std::size_t row = people.own()->size(); row < people.size(); ++row) {
        const auto known = index.trusted().outsiders.find(people[row].arn);
        if (known == index.trusted().outsiders.end() || m_rows.verdict(row) != Verdict::Denied)
            continue;
        std::optional<WhoCanRow> best;
        TrustEdge way;
        for (const std::string &role : known->second) {
            const std::optional<std::uint32_t> slot = index.world().data().byArn->find(role);
            const std::uint32_t at = slot ? people.rowOf(*slot) : WhoCanPeople::none;
            if (at == WhoCanPeople::none || m_rows.verdict(at) == Verdict::Denied)
                continue;
            const WhoCanRow next = m_rows[at];
            const std::size_t length = next.finding.via.size();
            if (static_cast<int>(length) >= m_maximumHops || (best && best->finding.via.size() <= length))
                continue;
            TrustEdge edge = trustEdge(world(), somebodyOf(people[row].arn), role);
            if (edge.answer.verdict == Verdict::Denied)
                continue;
            best.emplace(next);
            way = std::move(edge);
        }
        if (!best)
            continue;
        WhoCanFinding finding = best->finding;
        finding.direct = false;
        finding.assumedAccount.clear();
        finding.via.insert(finding.via.begin(), best->person.arn);
        finding.kinds.insert(finding.kinds.begin(), HopKind::AssumeRole);
        finding.needs.insert(finding.needs.begin(), way.needs);
        m_rows.set(row, Verdict::Depends, finding);
    }
}

} // namespace rolewright
