// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace rolewright::cli {

/// What --stats prints: one JSON line on standard error.
class Stats
{
public:
    explicit Stats(bool wanted);
    /// The workspace has been read and made ready for questions; answering begins. The last call counts.
    void loaded();
    void answered(std::size_t count = 1) { m_answers += count; }
    /// All answers are written: what the caller still gives back doesn't count. Without it, answering ends with print().
    void finished() { m_finished = Clock::now(); }
    void print() const;

private:
    using Clock = std::chrono::steady_clock;
    bool m_wanted;
    Clock::time_point m_start;
    Clock::time_point m_loaded;
    std::optional<Clock::time_point> m_finished;
    std::size_t m_answers = 0;
};

} // namespace rolewright::cli
