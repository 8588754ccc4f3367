// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stats.h"

#include "cli/console.h"

#include <nlohmann/json.hpp>

#include <sys/resource.h>

namespace rolewright::cli {

Stats::Stats(bool wanted)
    : m_wanted(wanted)
    , m_start(Clock::now())
    , m_loaded(m_start)
{
}

void Stats::loaded()
{
    m_loaded = Clock::now();
}

void Stats::print() const
{
    if (!m_wanted)
        return;
    const auto seconds = [](Clock::duration duration) { return std::chrono::duration<double>(duration).count(); };
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    nlohmann::ordered_json line;
    line["loadSeconds"] = seconds(m_loaded - m_start);
    line["answerSeconds"] = seconds(m_finished.value_or(Clock::now()) - m_loaded);
    line["answers"] = m_answers;
    line["peakBytes"] = static_cast<long long>(usage.ru_maxrss) * 1024; // Linux counts in KiB
    tell(QString::fromStdString(line.dump()));
}

} // namespace rolewright::cli
