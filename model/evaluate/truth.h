// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

namespace rolewright {

/// Kleene's three-valued logic: what is unknown stays unknown unless the other side decides.
constexpr Truth operator&&(Truth left, Truth right)
{
    if (left == Truth::False || right == Truth::False)
        return Truth::False;
    return left == Truth::True && right == Truth::True ? Truth::True : Truth::Unknown;
}

constexpr Truth operator||(Truth left, Truth right)
{
    if (left == Truth::True || right == Truth::True)
        return Truth::True;
    return left == Truth::False && right == Truth::False ? Truth::False : Truth::Unknown;
}

constexpr Truth operator!(Truth value)
{
    return value == Truth::True ? Truth::False : value == Truth::False ? Truth::True : Truth::Unknown;
}

constexpr Truth toTruth(bool value)
{
    return value ? Truth::True : Truth::False;
}

} // namespace rolewright
