// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocanworld.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rolewright {

/// One who can, or can't, do what was asked.
struct WhoCanRow {
    enum class Kind {
        User,
        Role,
        Root, ///< the root user of an account of the workspace
        OutsideAccount, ///< an account that isn't in the workspace and that the resource's policy, or a role's trust policy, names: its policies decide who
        AnyAccount, ///< whoever some account lets: a role's trust policy names everyone
        Outside, ///< another principal that the policy names and the workspace doesn't hold
        Session, ///< a role's session, or a federated user, of the workspace whom the policy names: others of that role may not do it
        Service, ///< an AWS service that the policy, or the trust policy of some role, names
        Provider, ///< whoever brings a token or assertion of an identity provider, as far as conditions let in
        Anyone, ///< an unsigned request
    };
    Kind kind = Kind::User;
    std::string arn;
    EntityId entity; ///< none: not in the workspace
    std::string account;
    Verdict verdict = Verdict::Denied;
    bool direct = true; ///< as itself; false: by the roles of `via`
    std::vector<std::string> via; ///< role ARNs of the shortest route
    std::vector<HopKind> kinds; ///< one for each of `via`
    std::vector<HopNeeds> needs; ///< the same
    std::vector<Assumption> assumptions; ///< what the answer takes for granted; none when denied
    /// An allow that takes the resource to be in this account: its ARN names none and the workspace doesn't list it. Rows of
    /// several accounts can't all be right then. Empty: nothing of the kind is taken for granted.
    std::string assumedAccount;
    bool complete = false; ///< its routes were searched, or it needs none

    bool operator==(const WhoCanRow &) const = default;
};

/// "Who can do Y on Z?" Asks the question (its action, resource, account and given context) for everyone: users, roles, services, root users, those whom
/// the resource's policy names from outside, for an unsigned request, and for who becomes a role with a token of an identity provider. First everyone as themselves, which is quick, then
/// their routes; in slices, so that what is known can be shown while the rest is worked out.
class WhoCanSearch
{
public:
    /// `world`: to be shared by questions about the same one.
    WhoCanSearch(std::shared_ptr<WhoCanWorld> world, Request question, int maximumHops);

    /// Goes on for about so long, or until cancelled, in two threads where that helps. The first slice tells all direct answers, however long that takes.
    void run(int milliseconds, const std::function<bool()> &cancelled);
    bool isDone() const { return m_next == m_rows.size() && m_direct; }
    std::size_t done() const { return m_next; }
    const std::vector<WhoCanRow> &rows() const { return m_rows; } ///< always the same ones in the same order
    bool limitReached() const { return m_limitReached; } ///< longer chains of roles weren't searched for some
    std::vector<std::string> assumedAccounts() const; ///< of all rows, each once
    bool policyAssumed() const { return m_policyAssumed; } ///< the resource isn't in the workspace and counts as having no policy of its own
    const World &world() const { return m_world->world(); }

private:
    bool askDirectly(const std::function<bool()> &cancelled);
    void askRoutes(int milliseconds, const std::function<bool()> &cancelled);
    bool askRoutes(WhoCanRow &row, RouteSurvey &survey, const std::function<bool()> &cancelled, bool *limitReached) const;
    void askOutsiders();
    void refreshReach();
    void takeTurn();
    static void take(WhoCanRow &row, const Answer &answer, const std::string &account);
    static void take(WhoCanRow &row, const Simulation &simulation, const std::string &account);

    std::shared_ptr<WhoCanWorld> m_world;
    Request m_question;
    int m_maximumHops;
    std::size_t m_indexes = 0; ///< the world's when the reach was made
    std::size_t m_turn = 0; ///< the number in the world's searches; 0: had none
    std::shared_ptr<const WhoCanIndex::Reach> m_reach;
    std::vector<WhoCanRow> m_rows;
    std::size_t m_next = 0;
    bool m_direct = false;
    bool m_limitReached = false;
    bool m_policyAssumed = false;
};

} // namespace rolewright
