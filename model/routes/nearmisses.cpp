// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/nearmisses.h"

#include "routes/missing.h"

#include <algorithm>

namespace rolewright {
namespace {

/// Evaluations of "what if this hop were allowed" before the search is content with what it has.
constexpr std::size_t examinationBudget = 4'000;
/// Reachable roles that have nothing to do with the action are no news beyond these.
constexpr std::size_t maximumPlain = 10;

/// How near a hop is before it is evaluated; less is nearer.
enum Nearness { BothSides, NamedOnOneSide, PatternOnOneSide, EverythingOnOneSide };

struct Candidate {
    std::size_t from = 0;
    std::size_t role = 0;
    Nearness nearness = BothSides;
};

struct Ranked {
    NearMiss nearMiss;
    int rank = 0;
    std::string name;
};

class NearMissFinder
{
public:
    NearMissFinder(SessionGraph &graph, const RouteSearch &search, bool explain)
        : m_graph(graph)
        , m_search(search)
        , m_explain(explain)
    {
    }

    std::vector<NearMiss> find()
    {
        for (const std::size_t id : m_search.reached()) {
            if (m_found.size() >= maximumNearMisses || m_examined > examinationBudget || m_search.cancelled())
                break;
            if (m_graph.node(id).sure && m_graph.node(id).depth < m_search.maximumHops())
                hopsFrom(id);
        }
        for (const std::size_t id : m_search.reached()) {
            if (id != SessionGraph::start && m_graph.node(id).sure && m_graph.target(id) != Verdict::Allowed
                && !m_graph.node(id).targetConditional && !m_search.cancelled())
                atTarget(id);
        }
        std::stable_sort(m_found.begin(), m_found.end(), [](const Ranked &left, const Ranked &right) {
            const std::size_t leftHops = left.nearMiss.hops.size();
            const std::size_t rightHops = right.nearMiss.hops.size();
            return std::tie(left.rank, leftHops, left.name) < std::tie(right.rank, rightHops, right.name);
        });
        std::vector<NearMiss> result;
        for (Ranked &ranked : m_found) {
            if (result.size() < maximumNearMisses)
                result.push_back(std::move(ranked.nearMiss));
        }
        return result;
    }

private:
    std::vector<Candidate> candidatesFrom(std::size_t id)
    {
        m_graph.prepare(id);
        const SessionGraph::Node &node = m_graph.node(id);
        std::vector<Candidate> list;
        const auto add = [&](std::size_t role, Nearness nearness) {
            if (role != node.role && role != m_graph.node(SessionGraph::start).role && !m_search.isSure(role))
                list.push_back({id, role, nearness});
        };
        for (const std::size_t role : node.candidates)
            add(role, BothSides);
        for (const std::size_t role : node.trustOnly) {
            const auto reach = trustReach(m_graph.index().roles()[role].trust, node.session.principal, node.names);
            add(role, reach == TrustReach::Named ? NamedOnOneSide : PatternOnOneSide);
        }
        const auto trustMayReach = [&](std::size_t role) {
            return std::binary_search(node.candidates.begin(), node.candidates.end(), role)
                || std::binary_search(node.trustOnly.begin(), node.trustOnly.end(), role);
        };
        for (const std::string &arn : node.grants.named()) {
            if (const std::optional<std::size_t> role = m_graph.index().find(arn); role && !trustMayReach(*role))
                add(*role, NamedOnOneSide);
        }
        if (node.grants.anyPattern() || node.grants.all()) {
            for (std::size_t role = 0; role < m_graph.index().roles().size(); ++role) {
                if (trustMayReach(role))
                    continue;
                const GrantReach reach = node.grants.reach(m_graph.index().roles()[role].role->arn);
                if (reach == GrantReach::Pattern || reach == GrantReach::All)
                    add(role, reach == GrantReach::Pattern ? PatternOnOneSide : EverythingOnOneSide);
            }
        }
        std::stable_sort(list.begin(), list.end(),
            [](const Candidate &left, const Candidate &right) { return left.nearness < right.nearness; });
        return list;
    }

    void hopsFrom(std::size_t id)
    {
        for (const Candidate &candidate : candidatesFrom(id)) {
            if (m_found.size() >= maximumNearMisses || m_examined > examinationBudget || m_search.cancelled())
                return;
            examine(candidate);
        }
    }

    void examine(const Candidate &candidate)
    {
        ++m_examined;
        // Roles that only a pattern or "everything" speaks for count by what they may do themselves.
        const int remaining =
            candidate.nearness <= NamedOnOneSide ? m_search.maximumHops() - m_graph.node(candidate.from).depth - 1 : 0;
        if (!leadsToTarget(m_graph.plainNode(candidate.from, candidate.role), remaining))
            return;
        const SessionGraph::Edge &edge = m_graph.edge(candidate.from, m_graph.assume(candidate.from, candidate.role));
        // What only waits for a condition is a conditional route.
        if (edge.verdict == Verdict::Allowed || edge.conditional)
            return;
        Hop failed = m_graph.hop(candidate.from, edge, true);
        const Principal &principal = m_graph.node(candidate.from).session.principal;
        const MissingReport report = whatIsMissing(failed.answer, {nameOf(principal), failed.answer.request.action, failed.to, true});
        if (report.sides != 1)
            return;
        NearMiss miss;
        miss.hops = m_search.hopsTo(candidate.from, m_explain);
        miss.missing = report.missing;
        miss.answer = failed.answer;
        miss.hops.push_back(std::move(failed));
        keep(std::move(miss), candidate.nearness);
    }

    void atTarget(std::size_t id)
    {
        NearMiss miss;
        miss.failsAtTarget = true;
        miss.answer = m_graph.finalAnswer(id, true);
        const MissingReport report = whatIsMissing(miss.answer,
            {nameOf(m_graph.node(id).session.principal), m_graph.question().action, m_graph.question().resource, false});
        if (report.sides != 1)
            return;
        if (report.plain && ++m_plain > maximumPlain)
            return;
        miss.missing = report.missing;
        miss.hops = m_search.hopsTo(id, m_explain);
        keep(std::move(miss), report.plain ? EverythingOnOneSide : BothSides);
    }

    void keep(NearMiss miss, int rank)
    {
        if (!m_explain) {
            miss.answer.layers.clear();
            miss.hops.back().answer.layers.clear();
        }
        rank = rank * 4 + static_cast<int>(std::min<std::size_t>(miss.missing.size(), 3)); // fewer things to change are nearer
        std::string name = miss.hops.back().to;
        m_found.push_back({std::move(miss), rank, std::move(name)});
    }

    /// A role session is named by its role: that is what policies are written for.
    std::string nameOf(const Principal &principal) const
    {
        if (principal.kind != PrincipalKind::RoleSession)
            return principal.arn;
        const EntityPtr role = m_graph.world().findByName(principal.account, EntityKind::Role, principal.name);
        return role ? role->arn() : principal.arn;
    }

    /// Whether that session may do what was asked, or may go on to one that may.
    bool leadsToTarget(std::size_t id, int remaining)
    {
        ++m_examined;
        if (m_graph.target(id) != Verdict::Denied)
            return true;
        if (remaining <= 0 || m_examined > examinationBudget)
            return false;
        const auto [it, added] = m_fruitless.emplace(id, remaining);
        if (!added) {
            if (it->second >= remaining)
                return false;
            it->second = remaining;
        }
        m_graph.prepare(id);
        for (const std::size_t role : m_graph.node(id).candidates) {
            if (m_examined > examinationBudget || m_search.cancelled())
                return false;
            const SessionGraph::Edge &edge = m_graph.edge(id, m_graph.assume(id, role));
            if (edge.verdict != Verdict::Denied && leadsToTarget(edge.to, remaining - 1)) {
                m_fruitless.erase(id);
                return true;
            }
            ++m_examined;
        }
        return false;
    }

    SessionGraph &m_graph;
    const RouteSearch &m_search;
    bool m_explain;
    std::vector<Ranked> m_found;
    std::map<std::size_t, int> m_fruitless; ///< node → hops with which it led nowhere
    std::size_t m_examined = 0;
    std::size_t m_plain = 0;
};

} // namespace

std::vector<NearMiss> findNearMisses(SessionGraph &graph, const RouteSearch &search, bool explain)
{
    return NearMissFinder(graph, search, explain).find();
}

} // namespace rolewright
