// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocanindex.h"
#include "analyse/whocanpeople.h"
#include "routes/survey.h"

#include <array>
#include <memory>
#include <mutex>
#include <optional>

namespace rolewright {

/// What questions of the kind "who can …" about one world share: its indexes, and the hops that were evaluated for earlier ones.
/// Made for nothing; each part when it is first needed. Thread-safe: searches take turns.
class WhoCanWorld
{
public:
    explicit WhoCanWorld(World world);
    /// For a world that was made of that one's by edits: keeps what they didn't touch.
    WhoCanWorld(World world, std::shared_ptr<WhoCanWorld> before);
    ~WhoCanWorld();

    const World &world() const { return m_world; }

private:
    friend class WhoCanSearch;

    static constexpr std::size_t threads = 2;

    bool inherit();
    const WhoCanIndex &index();
    const WhoCanPeople &people();
    RouteSurvey &survey(std::size_t thread);

    World m_world;
    std::shared_ptr<WhoCanWorld> m_before; ///< until its parts were taken over
    std::mutex m_turn; ///< of the search that uses what follows
    std::unique_ptr<WhoCanIndex> m_index;
    std::size_t m_indexes = 0; ///< made so far
    std::optional<WhoCanPeople> m_people;
    std::unique_ptr<RouteFinder> m_finder;
    std::array<std::unique_ptr<RouteSurvey>, threads> m_surveys; ///< one for each thread
    std::int64_t m_since = 0; ///< when the surveys' first question was asked, in seconds since 1970
    std::size_t m_searches = 0; ///< that took a turn; the last one's number
};

} // namespace rolewright
