// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/nearmisses.h"

#include "routes/goalroles.h"
#include "routes/missing.h"
#include "routes/nearcandidates.h"
#include "text/joined.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

/// Evaluations of "what if this hop were allowed" before the search is content with what it has.
constexpr std::size_t examinationBudget = 2'000;
/// Reachable roles that have nothing to do with the action are no news beyond these.
constexpr std::size_t maximumPlain = 10;

/// The trust policy asks for the same key as STS itself (a token's audience): one value mends both.
bool asksSameKey(const MissingReport &report, const Missing &refusal)
{
    return refusal.fixCode == "giveKey" && std::all_of(report.missing.begin(), report.missing.end(), [&](const Missing &missing) {
        return missing.fixCode == "giveKey" && equalsIgnoringCase(missing.arguments.front(), refusal.arguments.front());
    });
}

/// Whether the policies of both sides grant what STS doesn't take: only then these rules are told.
bool isRefusedBySts(const Answer &answer)
{
    return std::any_of(answer.rules.begin(), answer.rules.end(), [](RuleId rule) { return rule == RuleId::StsParameters || rule == RuleId::TokenOfProvider; });
}

/// Keys that say what a request for credentials passes.
bool isPassedKey(const std::string &key)
{
    const std::string low = lowered(key);
    return low == "sts:rolesessionname" || low == "sts:sourceidentity" || low == "aws:tagkeys" || low.starts_with("aws:requesttag/");
}

Ways::value_type wayOf(const std::vector<Hop> &hops)
{
    Ways::value_type way;
    for (const Hop &hop : hops)
        way.emplace_back(hop.kind, hop.to);
    return way;
}

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
        , m_goals(graph.compiledWorld(), graph.index(), graph.question())
    {
    }

    std::vector<NearMiss> find()
    {
        atStart();
        for (const auto &[from, step] : m_search.refusedWishes()) {
            if (isOpen(from))
                m_candidates.push_back({from, step, BothSides});
        }
        for (const SessionGraph::Step &step : m_graph.tokenSteps()) {
            if (step.kind == HopKind::FederationToken)
                m_candidates.push_back({SessionGraph::start, step, NamedOnOneSide});
        }
        addAll(addNamedCandidates);
        addAll(addPassCandidates);
        addAll(addWideCandidates);
        // What is one hop away comes first: it mustn't wait for long searches behind others.
        examineAll(false);
        m_examined = 0;
        examineAll(true);
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
    void addAll(void (*addCandidates)(SessionGraph &, const RouteSearch &, std::size_t, std::vector<NearCandidate> &))
    {
        std::vector<NearCandidate> list;
        for (const std::size_t id : m_search.reached()) {
            if (m_search.cancelled() || list.size() > examinationBudget)
                break;
            if (m_graph.node(id).way.depth < m_search.maximumHops() && isOpen(id))
                addCandidates(m_graph, m_search, id, list);
        }
        std::stable_sort(list.begin(), list.end(),
            [](const NearCandidate &left, const NearCandidate &right) { return left.nearness < right.nearness; });
        m_candidates.insert(m_candidates.end(), list.begin(), list.end());
    }

    /// `further`: those whose role may go on to others, and may not do itself what was asked; else those whose role may.
    void examineAll(bool further)
    {
        for (const NearCandidate &candidate : m_candidates) {
            if (isEnough())
                return;
            ++m_examined;
            const std::size_t role = m_graph.plainNode(candidate.from, candidate.step);
            const bool isThere = m_graph.target(role) != Verdict::Denied;
            // Roles that only "everything" speaks for count by what they may do themselves.
            const int remaining =
                candidate.nearness < EverythingOnOneSide ? m_search.maximumHops() - m_graph.node(candidate.from).way.depth - 1 : 0;
            if (further ? !isThere && leadsToTarget(role, remaining) : isThere)
                examine(candidate);
        }
    }

    /// One whose role leads to the target.
    void examine(const NearCandidate &candidate)
    {
        const SessionGraph::Edge &edge = m_graph.edge(candidate.from, candidate.step);
        if (candidate.step.kind == HopKind::PassRole)
            return examinePass(candidate, edge);
        // What only waits for a condition is a conditional route.
        if (edge.verdict == Verdict::Allowed || edge.conditional)
            return;
        Hop failed = m_graph.hop(candidate.from, edge, true);
        const Principal &principal = m_graph.node(candidate.from).session.principal;
        const std::string &action = failed.answer.companion.empty() ? failed.answer.request.action : failed.answer.companion;
        const MissingReport report = whatIsMissing(failed.answer, {nameOf(principal), action, failed.to, true, {}, &m_graph.node(candidate.from).session});
        std::optional<Missing> refusal = m_graph.refusal(candidate.from, candidate.step);
        const bool isGranted = failed.answer.verdict != Verdict::Denied || isRefusedBySts(failed.answer);
        if (refusal && !isGranted && !asksSameKey(report, *refusal))
            return;
        if (refusal && isGranted) {
            failed.answer.verdict = Verdict::Denied;
            NearMiss miss;
            miss.missing.push_back(std::move(*refusal));
            miss.answer = failed.answer;
            miss.hops.push_back(std::move(failed));
            return keep(std::move(miss), candidate.nearness);
        }
        // What a later step asks for can't be had with another value.
        const bool refusesWish = !candidate.step.passed.empty()
            && std::any_of(report.missing.begin(), report.missing.end(), [](const Missing &missing) { return missing.fixCode == "giveKey" && isPassedKey(missing.arguments.front()); });
        // Of tags that the asker insists on the permission may lack on both sides: it is one all the same.
        const std::size_t mostSides = failed.answer.companion.empty() || m_graph.options().sessionTags.empty() ? 1 : 2;
        if (report.sides < 1 || report.sides > mostSides || refusesWish || isKnown(candidate.from, failed.to, report.missing.front()))
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
            {nameOf(m_graph.node(id).session.principal), m_graph.question().action, m_graph.question().resource, false, {}, &m_graph.node(id).session});
        if (report.sides != 1)
            return;
        // The direct answer says the same.
        if (report.plain && m_graph.node(id).session.madeBy == HopKind::SessionToken)
            return;
        if (report.plain && ++m_plain > maximumPlain)
            return;
        miss.missing = report.missing;
        miss.hops = m_search.hopsTo(id, m_explain);
        keep(std::move(miss), report.plain ? EverythingOnOneSide : BothSides);
    }

    /// A question about assuming a role can be asked with what its caller would bring: which of it makes it allowed.
    void atStart()
    {
        const Request &question = m_graph.question();
        if (!lowered(question.action).starts_with("sts:assumerole") || !question.resources.empty() || m_graph.target(SessionGraph::start) != Verdict::Denied)
            return;
        HopQuestion asked{question, {}};
        asked.request.context.derive("sts:RoleSessionName", defaultSessionName(question.principal));
        const SolvedHop solved = solveHop(m_graph.world(), asked, true);
        if (solved.answer.verdict != Verdict::Allowed)
            return;
        NearMiss miss;
        miss.failsAtTarget = true;
        miss.missing = whatToBring(solved.needs, solved.request.context);
        const bool onlyMfa = std::all_of(miss.missing.begin(), miss.missing.end(),
            [](const Missing &missing) { return missing.arguments.front().starts_with("aws:MultiFactorAuth"); });
        if (onlyMfa)
            return; // a session token has it: a route
        miss.answer = m_graph.finalAnswer(SessionGraph::start, true);
        keep(std::move(miss), BothSides);
    }

    /// The keys that the question doesn't have.
    std::vector<Missing> whatToBring(const HopNeeds &needs, const Context &solved) const
    {
        std::vector<Missing> result;
        const Context &given = m_graph.question().context;
        const auto add = [&](const std::string &key, const std::string &value, const char *op) {
            if (!given.find(key))
                result.push_back({Missing::Side::Context, "keyMissing", {key, value, op}, "giveKey", {key, value, op}, {}, {}});
        };
        if (needs.externalId)
            add("sts:ExternalId", *needs.externalId, "StringEquals");
        if (needs.sourceIdentity)
            add("sts:SourceIdentity", *needs.sourceIdentity, "StringEquals");
        for (const SessionTag &tag : needs.sessionTags)
            add("aws:RequestTag/" + tag.key, tag.value, "StringEquals");
        if (const ContextValue *keys = needs.sessionTags.empty() ? nullptr : solved.find("aws:TagKeys"))
            add("aws:TagKeys", joined(keys->values), "StringEquals");
        if (needs.mfa)
            add("aws:MultiFactorAuthPresent", "true", "Bool");
        if (needs.mfaMaxAgeSeconds)
            add("aws:MultiFactorAuthAge", std::to_string(*needs.mfaMaxAgeSeconds), "NumericLessThanEquals");
        if (needs.mfaMinAgeSeconds)
            add("aws:MultiFactorAuthAge", std::to_string(*needs.mfaMinAgeSeconds), "NumericGreaterThanEquals");
        if (const ContextValue *name = solved.find("sts:RoleSessionName"); name && !name->values.empty() && (needs.roleSessionName || result.empty()))
            add("sts:RoleSessionName", name->values.front(), "StringEquals");
        return result;
    }

    /// Several sessions may ask for the same.
    bool isKnown(std::size_t from, const std::string &to, const Missing &missing)
    {
        std::string text = std::to_string(from) + '\n' + to + '\n' + missing.code;
        for (const std::string &argument : missing.arguments)
            text += '\n' + argument;
        return !m_known.insert(std::move(text)).second;
    }

    void keep(NearMiss miss, int rank)
    {
        if (!m_explain) {
            miss.answer.layers.clear();
            if (!miss.hops.empty())
                miss.hops.back().answer.layers.clear();
        }
        rank = rank * 4 + static_cast<int>(std::min<std::size_t>(miss.missing.size(), 3)); // fewer things to change are nearer
        std::string name = miss.hops.empty() ? std::string() : miss.hops.back().to;
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
            // The last hop of all: whether it is possible doesn't matter where it leads nowhere.
            if ((remaining == 1 && !m_goals.mayBe(step.role)) || (remaining == 2 && !mayLead(m_graph.plainNode(id, step))))
                continue;
            const SessionGraph::Edge &edge = m_graph.edge(id, step);
            if (edge.verdict != Verdict::Denied && leadsToTarget(edge.to, remaining - 1)) {
                m_fruitless.erase(id);
                return true;
            }
            ++m_examined;
        }
        return false;
    }

    /// Whether that session's role, or one that it may become, may be allowed what was asked.
    bool mayLead(std::size_t id)
    {
        const auto [it, added] = m_mayLead.emplace(id, true);
        if (!added)
            return it->second;
        if (const std::optional<std::size_t> role = m_graph.node(id).role; role && !m_goals.mayBe(*role)) {
            m_graph.prepare(id);
            const SessionGraph::Node &node = m_graph.node(id);
            it->second = std::any_of(node.candidates.begin(), node.candidates.end(), [&](std::size_t next) { return m_goals.mayBe(next); })
                || std::any_of(node.passes.begin(), node.passes.end(), [&](const SessionGraph::Step &step) { return m_goals.mayBe(step.role); });
        }
        return it->second;
    }

    SessionGraph &m_graph;
    const RouteSearch &m_search;
    bool m_explain;
    GoalRoles m_goals;
    std::vector<NearCandidate> m_candidates;
    std::vector<Ranked> m_found;
    std::map<std::size_t, int> m_fruitless; ///< node → hops with which it led nowhere
    std::map<std::size_t, bool> m_mayLead; ///< by node
    std::set<std::string> m_known;
    std::size_t m_examined = 0;
    std::size_t m_plain = 0;
};

} // namespace

Ways waysOf(const Simulation &simulation)
{
    Ways ways;
    for (const auto *routes : {&simulation.routes, &simulation.conditionalRoutes}) {
        for (const Route &route : *routes)
            ways.insert(wayOf(route.hops));
    }
    return ways;
}

std::vector<NearMiss> findNearMisses(SessionGraph &graph, const RouteSearch &search, bool explain, const Ways &known)
{
    std::vector<NearMiss> result = NearMissFinder(graph, search, explain).find();
    // The same way without what makes it one (a session tag) is no news.
    std::erase_if(result, [&](const NearMiss &miss) { return miss.failsAtTarget && known.contains(wayOf(miss.hops)); });
    return result;
}

} // namespace rolewright
