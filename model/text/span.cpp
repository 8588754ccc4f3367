// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/span.h"

#include <algorithm>

namespace rolewright {

LineColumn locate(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    LineColumn place;
    place.line += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t newline = before.rfind('\n');
    const std::string_view line = newline == std::string_view::npos ? before : before.substr(newline + 1);
    for (const char c : line) {
        const bool continuation = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        if (!continuation)
            ++place.column;
    }
    return place;
}

} // namespace rolewright
