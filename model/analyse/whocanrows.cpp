// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocanrows.h"

#include <algorithm>

namespace rolewright {

const WhoCanFinding &WhoCanRows::finding(std::size_t row) const
{
    static const WhoCanFinding nothing;
    const auto found = m_verdicts[row] == Verdict::Denied ? m_findings.end() : m_findings.find(row);
    return found == m_findings.end() ? nothing : *found->second;
}

void WhoCanRows::set(std::size_t row, Verdict verdict, WhoCanFinding finding)
{
    m_verdicts[row] = verdict;
    if (verdict == Verdict::Denied)
        m_findings.erase(row);
    else
        m_findings.insert_or_assign(row, std::make_shared<const WhoCanFinding>(std::move(finding)));
}

std::vector<std::size_t> WhoCanRows::notDenied() const
{
    std::vector<std::size_t> rows;
    for (const auto &[row, finding] : m_findings)
        rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::size_t WhoCanRows::count(Verdict verdict) const
{
    if (verdict == Verdict::Denied)
        return size() - m_findings.size();
    return static_cast<std::size_t>(std::count_if(m_findings.begin(), m_findings.end(), [&](const auto &found) { return m_verdicts[found.first] == verdict; }));
}

bool WhoCanRows::operator==(const WhoCanRows &other) const
{
    return size() == other.size() && std::equal(begin(), end(), other.begin());
}

} // namespace rolewright
