// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace rolewright {

/// What compiled matching can say. Whoever meets Unsure leaves the whole question to evaluate().
enum class Match : std::uint8_t { No, Yes, Unsure };

constexpr Match toMatch(bool value)
{
    return value ? Match::Yes : Match::No;
}

/// Keys that the workspace doesn't tell and that something rests on: whether it holds isn't known as long as they aren't.
struct UntoldKeys {
    std::uint32_t taken = 0; ///< for granted when they count as absent: a bit for each Assumption
    bool hasOthers = false; ///< some for which nothing is taken for granted
    bool isSure = true; ///< false: it can't be told here
};

} // namespace rolewright
