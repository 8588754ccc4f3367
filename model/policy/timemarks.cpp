// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/timemarks.h"

#include "policy/policykeys.h"
#include "policy/values.h"
#include "text/utf8.h"

namespace rolewright {

void TimeMarks::add(const Policy &policy)
{
    for (const Statement &statement : policy.statements)
        add(statement, policy.version);
}

void TimeMarks::add(const Statement &statement, PolicyVersion version)
{
    const auto isTime = [](std::string_view key) {
        return equalsIgnoringCase(key, "aws:CurrentTime") || equalsIgnoringCase(key, "aws:EpochTime") || equalsIgnoringCase(key, "aws:TokenIssueTime");
    };
    int looks = 0;
    forEachKey(statement, version, [&](std::string_view key) { looks += isTime(key) ? 1 : 0; });
    for (const ConditionEntry &entry : statement.conditions) {
        if (!isTime(entry.key.text) || (entry.op.family != ConditionFamily::Date && entry.op.family != ConditionFamily::Numeric))
            continue;
        --looks; // the others are variables, or compared as texts
        for (const PolicyString &value : entry.values) {
            if (const std::optional<Moment> moment = parseMoment(value.text))
                m_moments.insert(static_cast<std::int64_t>(moment->seconds));
            else
                m_anyTime = true;
        }
    }
    m_anyTime = m_anyTime || looks > 0;
}

bool TimeMarks::isSameTime(std::int64_t from, std::int64_t to) const
{
    const auto next = m_moments.lower_bound(from - 1);
    return from <= to && !m_anyTime && (next == m_moments.end() || *next > to + 1);
}

} // namespace rolewright
