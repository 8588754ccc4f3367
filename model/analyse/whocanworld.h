// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocanindex.h"
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

    const WhoCanIndex &index();
    RouteSurvey &survey(std::size_t thread);

    World m_world;
    std::shared_ptr<WhoCanWorld> m_before; ///< until it was made use of
    std::mutex m_turn; ///< of the search that uses what follows
    std::optional<WhoCanIndex> m_index;
    std::optional<RouteFinder> m_finder;
    std::array<std::optional<RouteSurvey>, threads> m_surveys; ///< one for each thread
    std::size_t m_searches = 0; ///< that took a turn; the last one's number
};

} // namespace rolewright
