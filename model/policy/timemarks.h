// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <cstdint>
#include <set>

namespace rolewright {

/// The moments at which conditions on the time may change their mind: what was decided between two of them holds until the next.
class TimeMarks
{
public:
    void add(const Policy &policy);
    void add(const Statement &statement, PolicyVersion version);
    /// Whether no condition can have changed its mind between these two moments, in seconds since 1970.
    bool isSameTime(std::int64_t from, std::int64_t to) const;

private:
    std::set<std::int64_t> m_moments; ///< perhaps some of policies that are gone
    bool m_anyTime = false; ///< some policy looks at the time in another way
};

} // namespace rolewright
