// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <cstdint>

namespace rolewright {

/// Kleene's three-valued logic: what is unknown stays unknown unless the other side decides.
constexpr Truth operator&&(Truth left, Truth right)
{
    return left < right ? left : right;
}

constexpr Truth operator||(Truth left, Truth right)
{
    return left < right ? right : left;
}

constexpr Truth operator!(Truth value)
{
    return static_cast<Truth>(static_cast<std::uint8_t>(Truth::True) - static_cast<std::uint8_t>(value));
}

constexpr Truth toTruth(bool value)
{
    return value ? Truth::True : Truth::False;
}

} // namespace rolewright
