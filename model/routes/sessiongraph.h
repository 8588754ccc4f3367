// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/grants.h"
#include "routes/hoprequest.h"
#include "routes/passrole.h"
#include "routes/routes.h"
#include "routes/solve.h"
#include "routes/trustindex.h"

#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace rolewright {

/// The sessions that a question can lead to, found on demand: nodes are sessions, edges are solved hops.
/// Internal to the search; one per question, asked by one principal after the other.
class SessionGraph
{
public:
    static constexpr int unreached = std::numeric_limits<int>::max();
    static constexpr std::size_t start = 0;
    static constexpr std::size_t noRole = std::numeric_limits<std::size_t>::max();

    /// A way to go on from a session, not yet evaluated.
    struct Step {
        HopKind kind = HopKind::AssumeRole;
        std::size_t role = noRole; ///< of AssumeRole, WebIdentity, Saml and PassRole
        const ComputeService *service = nullptr; ///< PassRole
        std::string name; ///< FederationToken: the federated user's
        Passed passed; ///< because something later asks for it
        bool mfa = false; ///< SessionToken: with MFA

        auto operator<=>(const Step &) const = default;
    };
    struct Edge {
        Step step;
        std::size_t to = 0; ///< node
        Verdict verdict = Verdict::Denied;
        bool conditional = false; ///< Depends, and only keys that aren't known decide
        HopNeeds needs;
    };
    struct Node {
        Session session;
        std::optional<std::size_t> role; ///< nothing for the asking principal, unless it is a role
        int depth = unreached;
        bool sure = false; ///< reached by allowed hops only
        std::vector<std::pair<std::size_t, const Edge *>> parents; ///< nodes with an edge that reaches this one, the first found first
        std::optional<Verdict> target; ///< of the final request
        bool targetConditional = false;
        bool prepared = false;
        std::vector<std::string> names;
        RoleGrants grants;
        std::vector<std::size_t> candidates; ///< roles that may be assumed
        std::vector<std::size_t> trustOnly; ///< roles that may trust it, which its own policies can't allow
        std::vector<Step> passes; ///< services that may be started with a role
        std::map<Step, Edge> edges; ///< denied ones too
    };

    SessionGraph(const World &world, const TrustIndex &index, const Request &question, const RouteOptions &options);

    /// Asks as somebody else: what was worked out for later sessions stays, how they were reached is forgotten.
    void restart(const Principal &asking);
    /// Forgets how sessions were reached.
    void forgetWays();

    const World &world() const { return m_world; }
    const TrustIndex &index() const { return m_index; }
    const Request &question() const { return m_question; }

    std::size_t size() const { return m_nodes.size(); }
    Node &node(std::size_t id) { return m_nodes[id]; }

    /// Fills candidates, trustOnly and passes.
    void prepare(std::size_t id);
    /// The step by which a node assumes a role: sts:AssumeRole, or with the provider's token or assertion.
    Step assume(std::size_t from, std::size_t role) const;
    /// What the asker can ask of STS for itself; none while it is allowed anyway.
    std::vector<Step> tokenSteps();
    /// GetSessionToken without MFA, where its credentials assume a role that the asker's own don't. Asks for those hops.
    std::optional<Step> assumingToken();
    /// The solved hop, evaluated once.
    const Edge &edge(std::size_t from, const Step &step);
    /// Why STS refuses the hop whatever the policies say: its token or assertion, or the session policies that are passed.
    std::optional<Missing> refusal(std::size_t from, const Step &step) const;
    /// The session that a hop onto a role makes when nothing special is needed; the hop isn't evaluated.
    std::size_t plainNode(std::size_t from, const Step &step);
    /// What a node's own policies say of passing roles; only for nodes that can, in a world with roles.
    RoleGrants passGrants(std::size_t id);
    PassRoles &passRoles() { return m_passRoles; }
    const RouteOptions &options() const { return m_options; }
    /// The final request's verdict as that session, evaluated once; the start's is the direct answer's.
    Verdict target(std::size_t id);
    /// What the session would have to have been given for its final request to be allowed, or for a hop that it is denied now:
    /// tags, a source identity. Smallest first.
    std::vector<Passed> wishesForTarget(std::size_t id);
    std::vector<Passed> wishesForHop(std::size_t id, const Step &step);

    /// What the edge tells of its hop by itself: no asker, command or answer.
    Hop outline(const Edge &edge) const;
    /// The hop with its command and its answer.
    Hop hop(std::size_t from, const Edge &edge, bool explain);
    Answer finalAnswer(std::size_t id, bool explain, FactSet *conditions = nullptr);
    std::size_t hopEvaluations() const { return m_hopEvaluations; }

private:
    void initiate();
    HopQuestion hopQuestion(std::size_t from, const Step &step) const;
    SolvedHop solved(std::size_t from, const Step &step, bool explain);
    bool mayBringTags(const Request &hop) const;
    std::shared_ptr<const SessionPolicies> passedPolicies(std::size_t from, const Step &step) const;
    Session sessionOf(std::size_t from, const Step &step, const Request &hop) const;
    std::size_t nodeFor(Session session, std::size_t role);
    void tellPassed(std::size_t from, const Step &step, HopNeeds &needs) const;
    HopNeeds tokenNeeds(std::size_t id);
    std::int64_t youngestMfa(const Session &session) const;
    std::vector<std::size_t> rolesForToken(std::size_t id);
    bool mayLookAtToken(std::size_t role);
    bool mayAllow(const Layers &layers);
    void preparePasses(Node &node, const Layers &layers);
    bool mayLead(std::size_t role);
    Gathered gatheredTarget(std::size_t id) const;
    Answer openedAnswer(Gathered &gathered, bool explain) const;

    World m_world;
    const TrustIndex &m_index;
    Request m_question;
    const RouteOptions &m_options;
    PassRoles m_passRoles;
    std::string m_loweredAction;
    std::string m_sessionName;
    GrantReader m_grants{"sts:assumerole"};
    GrantReader m_passGrants{"iam:passrole"};
    std::deque<Node> m_nodes;
    std::map<std::pair<std::size_t, std::string>, std::size_t> m_byState;
    std::unordered_map<const PolicyDocument *, bool> m_mayAllow; ///< identity documents: may allow what was asked
    std::vector<std::optional<bool>> m_leads; ///< by role
    std::size_t m_hopEvaluations = 0;
};

} // namespace rolewright
