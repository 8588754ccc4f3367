// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/nearmisses.h"

#include "routes/missing.h"
#include "routes/nearcandidates.h"

#include <algorithm>

namespace rolewright {
namespace {

/// Evaluations of "what if this hop were allowed" before the search is content with what it has.
constexpr std::size_t examinationBudget = 4'000;
/// Reachable roles that have nothing to do with the action are no news beyond these.
constexpr std::size_t maximumPlain = 10;

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
        examineAll(addNamedCandidates);
        examineAll(addPassCandidates);
        examineAll(addWideCandidates);
        for (const std::size_t id : m_search.reached()) {
            if (id != SessionGraph::start && isOpen(id) && m_graph.target(id) != Verdict::Allowed
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
    bool isEnough() const { return m_found.size() >= maximumNearMisses || m_examined > examinationBudget || m_search.cancelled(); }

    /// Whether the steps to the node are allowed, or wait for conditions only.
    bool isOpen(std::size_t id)
    {
        while (id != SessionGraph::start && !m_graph.node(id).way.sure) {
            const auto &[from, edge] = m_graph.node(id).way.parents.front();
            if (edge->verdict != Verdict::Allowed && !edge->conditional)
                return false;
            id = from;
        }
        return true;
    }

    /// Candidates of all sessions that were reached, nearest first.
    void examineAll(void (*addCandidates)(SessionGraph &, const RouteSearch &, std::size_t, std::vector<NearCandidate> &))
    {
        std::vector<NearCandidate> list;
        for (const std::size_t id : m_search.reached()) {
            if (isEnough() || list.size() > examinationBudget)
                break;
            if (m_graph.node(id).way.depth < m_search.maximumHops() && isOpen(id))
                addCandidates(m_graph, m_search, id, list);
        }
        std::stable_sort(list.begin(), list.end(),
            [](const NearCandidate &left, const NearCandidate &right) { return left.nearness < right.nearness; });
        for (const NearCandidate &candidate : list) {
            if (isEnough())
                return;
            examine(candidate);
        }
    }

    void examine(const NearCandidate &candidate)
    {
        ++m_examined;
        // Roles that only "everything" speaks for count by what they may do themselves.
        const int remaining =
            candidate.nearness < EverythingOnOneSide ? m_search.maximumHops() - m_graph.node(candidate.from).way.depth - 1 : 0;
        if (!leadsToTarget(m_graph.plainNode(candidate.from, candidate.step), remaining))
            return;
        const SessionGraph::Edge &edge = m_graph.edge(candidate.from, candidate.step);
        if (candidate.step.kind == HopKind::PassRole)
            return examinePass(candidate, edge);
        // What only waits for a condition is a conditional route.
        if (edge.verdict == Verdict::Allowed || edge.conditional)
            return;
        Hop failed = m_graph.hop(candidate.from, edge, true);
        const Principal &principal = m_graph.node(candidate.from).session.principal;
        if (std::optional<Missing> refusal = m_graph.refusal(candidate.from, candidate.step)) {
            if (failed.answer.verdict == Verdict::Denied)
                return;
            failed.answer.verdict = Verdict::Denied;
            NearMiss miss;
            miss.missing.push_back(std::move(*refusal));
            miss.answer = failed.answer;
            miss.hops.push_back(std::move(failed));
            return keep(std::move(miss), candidate.nearness);
        }
        const MissingReport report = whatIsMissing(failed.answer, {nameOf(principal), failed.answer.request.action, failed.to, true, {}});
        if (report.sides != 1)
            return;
        NearMiss miss;
        miss.hops = m_search.hopsTo(candidate.from, m_explain);
        miss.missing = report.missing;
        miss.answer = failed.answer;
        miss.hops.push_back(std::move(failed));
        keep(std::move(miss), candidate.nearness);
    }

    /// All that a service asks for is looked at: only one of it may be missing.
    void examinePass(const NearCandidate &candidate, const SessionGraph::Edge &edge)
    {
        const Session &session = m_graph.node(candidate.from).session;
        const EntityPtr &entity = m_graph.index().roles()[candidate.step.role].entity;
        const ComputeService &service = *candidate.step.service;
        const std::string &role = entity->as<Role>()->arn;
        const std::string name(service.principal);
        const PassParts parts = m_graph.passRoles().parts(session, entity, service);
        NearMiss miss;
        std::size_t sides = 0;
        const auto look = [&](const Answer &answer, const FailedStep &step) {
            if (answer.verdict == Verdict::Allowed || (answer.verdict == Verdict::Depends && answer.inconclusive.empty()))
                return;
            const MissingReport report = whatIsMissing(answer, step);
            sides += report.sides;
            miss.missing.insert(miss.missing.end(), report.missing.begin(), report.missing.end());
            miss.answer = answer;
        };
        look(parts.passed, {nameOf(session.principal), "iam:PassRole", role, true, name});
        for (const Answer &answer : parts.created)
            look(answer, {nameOf(session.principal), answer.request.action, answer.request.resource, false, {}});
        look(parts.trusted, {name, "sts:AssumeRole", role, true, name});
        if (service.instanceProfile && entity->as<Role>()->instanceProfiles.empty()) {
            ++sides;
            miss.missing.push_back({Missing::Side::InstanceProfile, "noInstanceProfile", {role}, "addInstanceProfile", {role}, {}, {}});
            miss.answer = parts.passed;
        }
        if (sides != 1)
            return;
        miss.hops = m_search.hopsTo(candidate.from, m_explain);
        miss.hops.push_back(m_graph.hop(candidate.from, edge, true));
        keep(std::move(miss), candidate.nearness);
    }

    void atTarget(std::size_t id)
    {
        NearMiss miss;
        miss.failsAtTarget = true;
        miss.answer = m_graph.finalAnswer(id, true);
        const MissingReport report = whatIsMissing(miss.answer,
            {nameOf(m_graph.node(id).session.principal), m_graph.question().action, m_graph.question().resource, false, {}});
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
        std::vector<SessionGraph::Step> steps = m_graph.node(id).passes;
        for (const std::size_t role : m_graph.node(id).candidates)
            steps.push_back(m_graph.assume(id, role));
        for (const SessionGraph::Step &step : steps) {
            if (m_examined > examinationBudget || m_search.cancelled())
                return false;
            const SessionGraph::Edge &edge = m_graph.edge(id, step);
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
