// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocanrows.h"

#include <algorithm>

namespace rolewright {

const WhoCanFinding &WhoCanRows::finding(std::size_t row) const
{
    static const WhoCanFinding nothing;
    return m_verdicts[row] == Verdict::Denied ? nothing : *m_findings[m_places[row] - 1];
}

void WhoCanRows::set(std::size_t row, Verdict verdict, const WhoCanFinding &finding)
{
    m_verdicts[row] = verdict;
    if (verdict == Verdict::Denied)
        return;
    if (m_findings.empty() || *m_findings.back() != finding)
        m_findings.push_back(std::make_shared<const WhoCanFinding>(finding));
    m_places[row] = static_cast<std::uint32_t>(m_findings.size());
}

std::vector<std::size_t> WhoCanRows::notDenied() const
{
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < size(); ++row) {
        if (m_verdicts[row] != Verdict::Denied)
            rows.push_back(row);
    }
    return rows;
}

std::size_t WhoCanRows::count(Verdict verdict) const
{
    return static_cast<std::size_t>(std::count(m_verdicts.begin(), m_verdicts.end(), verdict));
}

bool WhoCanRows::operator==(const WhoCanRows &other) const
{
    return size() == other.size() && std::equal(begin(), end(), other.begin());
}

} // namespace rolewright
