// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocanrows.h"
#include "analyse/whocanworld.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rolewright {

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
    bool isDone() const { return m_isDone; }
    std::size_t toDo() const { return m_toDo; } ///< rows whose routes are to be searched; 0 before the second slice
    std::size_t done() const { return m_toDo - m_pending.size(); } ///< of them
    const WhoCanRows &rows() const { return m_rows; } ///< always the same ones in the same order
    bool limitReached() const { return m_limitReached; } ///< longer chains of roles weren't searched for some
    std::vector<std::string> assumedAccounts() const; ///< of all rows, each once
    bool policyAssumed() const { return m_policyAssumed; } ///< the resource isn't in the workspace and counts as having no policy of its own
    const World &world() const { return m_world->world(); }

private:
    using Cancelled = std::function<bool()>;
    /// What the routes of a row make of it.
    struct Searched {
        std::size_t row = 0;
        Verdict verdict = Verdict::Denied;
        WhoCanFinding finding;
    };
    /// What one thread has found.
    struct Found {
        std::vector<Searched> rows;
        std::size_t searched = 0; ///< of the pending rows that are its own
        bool limitReached = false;
    };

    bool askDirectly(const Cancelled &cancelled);
    void findPending();
    void askRoutes(int milliseconds, const Cancelled &cancelled);
    bool askRoutes(std::size_t row, RouteSurvey &survey, const Cancelled &cancelled, Found &found) const;
    void askOutsiders();
    int hopsOf(std::size_t row) const;
    void refreshReach();
    void takeTurn();

    std::shared_ptr<WhoCanWorld> m_world;
    Request m_question;
    int m_maximumHops;
    std::size_t m_indexes = 0; ///< the world's when the reach was made
    std::size_t m_turn = 0; ///< the number in the world's searches; 0: had none
    std::shared_ptr<WhoCanIndex::Reach> m_reach;
    WhoCanRows m_rows;
    std::vector<std::uint32_t> m_pending; ///< rows whose routes have to be searched, ascending
    std::size_t m_toDo = 0;
    bool m_isPendingKnown = false;
    bool m_direct = false;
    bool m_isDone = false;
    bool m_limitReached = false;
    bool m_policyAssumed = false;
};

} // namespace rolewright
