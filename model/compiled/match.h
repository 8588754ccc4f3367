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

} // namespace rolewright
