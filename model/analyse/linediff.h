// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

/// A line of a unified diff, without its line end.
struct DiffLine {
    enum class Kind { Context, Removed, Added, Gap }; ///< Gap: unchanged lines left out, `text` is empty
    Kind kind = Kind::Context;
    std::string text;

    bool operator==(const DiffLine &) const = default;
};

/// What differs, with at most `context` unchanged lines around it. Equal texts give nothing.
std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after, std::size_t context = 2);

} // namespace rolewright
