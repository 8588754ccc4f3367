// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
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

struct ChangedPolicies;

/// The sessions that a question can lead to, found on demand: nodes are sessions, edges are solved hops.
/// Internal to the search; asked by one principal after the other, and one question after the other where nothing is given of
/// their contexts: hops don't depend on what is asked in the end. With something given, the same question by one after the other.
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
        mutable std::optional<HopNeeds> openNeeds; ///< see openNeeds()
        std::optional<std::vector<Passed>> wishes; ///< of a denied hop: see wishesForHop()
        std::size_t question = 0; ///< for which it was worked out; of session tokens, which depend on what is asked
    };
    /// How a search reached a node.
    struct Way {
        int depth = unreached;
        bool sure = false; ///< reached by allowed hops only
        std::vector<std::pair<std::size_t, const Edge *>> parents; ///< nodes with an edge that reaches this one, the first found first
        int distance = unreached; ///< allowed hops from the node to an allowed final request
        int openDistance = unreached; ///< the same, with conditional ones
        int undecidedDistance = unreached; ///< the same, with everything that isn't denied
    };
    struct Node {
        Session session;
        std::optional<std::size_t> role; ///< nothing for the asking principal, unless it is a role
        Way way;
        std::optional<Verdict> target; ///< of the final request
        std::size_t targetQuestion = 0; ///< for which
        bool targetConditional = false;
        std::optional<std::pair<Answer, FactSet>> final; ///< see outcome(); for the same question
        std::optional<std::vector<Passed>> targetWishes; ///< for the same question
        bool prepared = false;
        std::vector<std::string> names;
        RoleGrants grants;
        std::vector<std::size_t> candidates; ///< roles that may be assumed
        std::vector<std::size_t> trustOnly; ///< roles that may trust it, which its own policies can't allow
        std::vector<Step> passes; ///< services that may be started with a role
        std::map<Step, Edge> edges; ///< denied ones too
        std::optional<std::optional<Step>> assumingToken; ///< of who asks, see assumingToken()
        std::optional<std::vector<Step>> tokenSteps; ///< of who asks, see tokenSteps()
        std::size_t tokenQuestion = 0; ///< for which
    };

    /// What role sessions are called that need no name of their own: alike whoever asks first, or after each asker.
    enum class Names { Common, Own };

    /// `compiled`: of the same world, for the verdicts of searches that explain nothing; may be null.
    SessionGraph(const World &world, const CompiledWorld *compiled, const TrustIndex &index, const Request &question, const RouteOptions &options,
                 Names names = Names::Common);

    /// Asks as the question's principal: what was worked out stays, how sessions were reached is forgotten. Another question than
    /// before only if neither gives anything of its context; what is passed is the same.
    void restart(const Request &question);
    /// Tells that the asker's own request is denied, which isn't evaluated then.
    void setDenied();
    /// The world was edited, and the index and the compiled world are updated: forgets what these policies have their users' and roles' sessions do.
    void update(const World &world, const ChangedPolicies &changed);
    /// Tells that a search reached the node.
    void reach(std::size_t id) { m_reached.push_back(id); }
    /// Nodes that were reached, in breadth-first order; the start first.
    const std::vector<std::size_t> &reached() const { return m_reached; }
    /// Forgets how sessions were reached.
    void forgetWays();

    const World &world() const { return m_world; }
    const TrustIndex &index() const { return m_index; }
    const Request &question() const { return m_question; }
    const CompiledWorld *compiledWorld() const { return m_compiled; }

    std::size_t size() const { return m_nodes.size(); }
    Node &node(std::size_t id) { return m_nodes[id]; }

    /// Fills candidates, trustOnly and passes.
    void prepare(std::size_t id);
    /// The step by which a node assumes a role: sts:AssumeRole, or with the provider's token or assertion.
    Step assume(std::size_t from, std::size_t role) const;
    /// What the asker can ask of STS for itself; none while it is allowed anyway.
    const std::vector<Step> &tokenSteps();
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
    const std::vector<Passed> &wishesForTarget(std::size_t id);
    const std::vector<Passed> &wishesForHop(std::size_t id, const Step &step);

    /// What the edge tells of its hop by itself: no asker, command or answer.
    Hop outline(const Edge &edge) const;
    /// What a hop that is open takes, with the conditions that only the world can meet; worked out once.
    const HopNeeds &openNeeds(std::size_t from, const Edge &edge);
    /// The hop with its command and its answer.
    Hop hop(std::size_t from, const Edge &edge, bool explain);
    Answer finalAnswer(std::size_t id, bool explain, FactSet *conditions = nullptr);
    /// finalAnswer() without explanation, and its conditions; worked out once for a question.
    const std::pair<Answer, FactSet> &outcome(std::size_t id);
    std::size_t hopEvaluations() const { return m_hopEvaluations; }

private:
    bool passesSomething() const;
    bool isPlain() const;
    void nameSessions();
    void initiate();
    static void forgetPolicies(Node &node, bool hopsToo);
    std::vector<Step> findTokenSteps();
    std::optional<Step> findAssumingToken();
    std::vector<Passed> findTargetWishes(std::size_t id) const;
    const Edge &evaluated(std::size_t from, const Step &step);
    HopVerdict verdictOf(std::size_t from, const Step &step);
    bool isPlainlyAllowed(const HopQuestion &question) const;
    bool mayBeGoal(const Node &node) const;
    Answer targetAnswer(std::size_t id);
    HopQuestion hopQuestion(std::size_t from, const Step &step) const;
    SolvedHop solved(std::size_t from, const Step &step, bool explain);
    bool mayBringTags(const Request &hop) const;
    std::shared_ptr<const SessionPolicies> passedPolicies(std::size_t from, const Step &step) const;
    Session sessionOf(std::size_t from, const Step &step, const Request &hop) const;
    std::size_t nodeFor(Session session, std::size_t role);
    void tellPassed(std::size_t from, const Step &step, HopNeeds &needs) const;
    HopNeeds tokenNeeds(std::size_t id);
    std::int64_t youngestMfa(const Session &session) const;
    std::vector<std::size_t> rolesLookingAtToken();
    std::vector<std::size_t> rolesForToken(std::size_t id);
    bool mayNeedToken() const;
    bool mayLookAtToken(std::size_t role) const;
    bool mayAllow(const Layers &layers) const;
    void preparePasses(Node &node, const Layers &layers);
    std::optional<std::vector<std::size_t>> mayBecome(const Node &node) const;
    Gathered gatheredTarget(std::size_t id) const;
    Answer openedAnswer(Gathered &gathered, bool explain) const;

    World m_world;
    const CompiledWorld *m_compiled;
    const TrustIndex &m_index;
    Request m_question;
    std::size_t m_questions = 1; ///< asked so far, the same one again each time that a resource's policy was edited
    const RouteOptions &m_options;
    PassRoles m_passRoles;
    std::string m_loweredAction;
    Names m_names;
    std::string m_sessionName;
    GrantReader m_grants{"sts:assumerole"};
    GrantReader m_passGrants{"iam:passrole"};
    std::deque<Node> m_nodes;
    std::vector<std::size_t> m_reached;
    std::unordered_map<std::string, Node> m_askers; ///< starts of those who asked before, by ARN
    std::map<std::pair<std::size_t, std::string>, std::size_t> m_byState;
    mutable std::unordered_map<const PolicyDocument *, bool> m_mayAllow; ///< identity documents: may allow what was asked
    std::size_t m_hopEvaluations = 0;
};

} // namespace rolewright
