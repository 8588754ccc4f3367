// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fuzz/properties.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace rolewright::fuzz {

/// Ends the process where a property doesn't hold, so that libFuzzer keeps the input.
inline int check(std::string (*property)(std::string_view), const std::uint8_t *data, std::size_t size)
{
    const std::string fault = property({reinterpret_cast<const char *>(data), size});
    if (!fault.empty()) {
        std::fprintf(stderr, "property: %s\n", fault.c_str());
        std::abort();
    }
    return 0;
}

} // namespace rolewright::fuzz
