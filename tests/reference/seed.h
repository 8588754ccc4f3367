// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>

namespace rolewright::reference {

inline std::uint64_t numberFromEnvironment(const char *variable, std::uint64_t otherwise)
{
    const char *text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

inline std::uint64_t casesFromEnvironment(std::uint64_t otherwise)
{
    return numberFromEnvironment("ROLEWRIGHT_CASES", otherwise);
}

/// Fixed, so that a run can be repeated.
inline std::uint64_t seedFromEnvironment()
{
    return numberFromEnvironment("ROLEWRIGHT_SEED", 1);
}

} // namespace rolewright::reference
