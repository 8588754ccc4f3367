// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace rolewright::cli {

/// What --stats prints: one JSON line on standard error.
class Stats
{
public:
    explicit Stats(bool wanted);
    /// The workspace has been read and made ready for questions; answering begins. The last call counts.
    void loaded();
    void answered(std::size_t count = 1) { m_answers += count; }
    void print() const;

private:
    using Clock = std::chrono::steady_clock;
    bool m_wanted;
    Clock::time_point m_start;
    Clock::time_point m_loaded;
    std::size_t m_answers = 0;
};

} // namespace rolewright::cli
