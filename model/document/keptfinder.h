// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "policy/timemarks.h"
#include "routes/repeatedquestion.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace rolewright {

/// simulate() for somebody who asks again and again while the workspace is edited: what the questions about it share is kept, and
/// after an edit only what it touched is worked out anew. The answer comes in two parts, as near misses take most of the time. For one
/// workspace and its edits. Thread-safe; questions take turns. Until prepare() has ended once, a question costs what simulate() does.
class KeptFinder
{
public:
    KeptFinder();
    ~KeptFinder();

    using Cancelled = std::function<bool()>;
    struct Answered {
        Simulation simulation; ///< without its near misses
        /// Finds them with what was found so far, in any thread, once, while the finder is there. None when another question has been asked since.
        std::function<std::vector<NearMiss>(const Cancelled &)> nearMisses;
    };
    Answered simulate(const World &world, const Request &question, const RouteOptions &options);
    /// Makes what is kept: a fifth of a second for 10,000 principals, for which no question waits.
    void prepare(const World &world);
    bool isPrepared() const { return m_prepared.load(); }

private:
    std::vector<NearMiss> nearMisses(std::size_t question, const Cancelled &cancelled);
    void bringUpToDate(const World &world);
    void watchTheTime();

    std::mutex m_turn; ///< of the question that uses what follows
    std::optional<CompiledWorld> m_compiled;
    std::unique_ptr<RouteFinder> m_finder;
    std::unique_ptr<RepeatedQuestion> m_repeated; ///< in m_finder
    std::size_t m_questions = 0; ///< asked of m_repeated so far; the last one's number
    TimeMarks m_times; ///< of all policies that may be met
    std::int64_t m_since = 0; ///< since when m_repeated has worked things out, in seconds since 1970
    std::atomic<bool> m_prepared = false;
};

} // namespace rolewright
