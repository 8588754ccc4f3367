// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/grants.h"
#include "routes/hoprequest.h"
#include "routes/solve.h"
#include "routes/trustindex.h"

#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace rolewright {

/// The sessions that a question can lead to, found on demand: nodes are sessions, edges are solved hops.
/// Internal to the search; one per question.
class SessionGraph
{
public:
    static constexpr int unreached = std::numeric_limits<int>::max();
    static constexpr std::size_t start = 0;

    struct Edge {
        std::size_t to = 0; ///< node
        std::size_t role = 0;
        Verdict verdict = Verdict::Denied;
        HopNeeds needs;
    };
    struct Node {
        Session session;
        std::optional<std::size_t> role; ///< nothing for the asking principal
        int depth = unreached;
        bool sure = false; ///< reached by allowed hops only
        std::size_t parent = 0;
        std::optional<Verdict> target; ///< of the final request
        bool prepared = false;
        std::vector<std::string> names;
        AssumeGrants grants;
        std::vector<std::size_t> candidates; ///< roles that may be assumed
        std::vector<std::size_t> trustOnly; ///< roles that may trust it, which its own policies can't allow
        std::map<std::size_t, Edge> edges; ///< by role; denied ones too
    };

    SessionGraph(const World &world, const TrustIndex &index, const Request &question);

    const World &world() const { return m_world; }
    const TrustIndex &index() const { return m_index; }
    const Request &question() const { return m_question; }

    std::size_t size() const { return m_nodes.size(); }
    Node &node(std::size_t id) { return m_nodes[id]; }

    /// Fills candidates and trustOnly.
    void prepare(std::size_t id);
    /// The solved hop, evaluated once.
    const Edge &edge(std::size_t from, std::size_t role);
    /// The session that a hop onto the role makes when nothing special is needed; the hop isn't evaluated.
    std::size_t plainNode(std::size_t from, std::size_t role);
    /// The final request's verdict as that session, evaluated once; the start's is the direct answer's.
    Verdict target(std::size_t id);

    /// The hop with its command and its answer.
    Hop hop(std::size_t from, const Edge &edge, bool explain);
    Answer finalAnswer(std::size_t id, bool explain);
    std::size_t hopEvaluations() const { return m_hopEvaluations; }

private:
    bool mayAllow(const Layers &layers);
    std::size_t nodeFor(std::size_t role, const HopNeeds &needs, const Session &from);

    World m_world;
    const TrustIndex &m_index;
    Request m_question;
    std::string m_loweredAction;
    std::string m_sessionName;
    GrantReader m_grants;
    std::deque<Node> m_nodes;
    std::map<std::tuple<std::size_t, std::string, std::string>, std::size_t> m_byState;
    std::unordered_map<const PolicyDocument *, bool> m_mayAllow; ///< identity documents: may allow what was asked
    std::size_t m_hopEvaluations = 0;
};

} // namespace rolewright
