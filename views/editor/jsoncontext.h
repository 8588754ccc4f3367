// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/span.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

/// Where in a JSON text a byte stands. Works on text that isn't valid (yet): it reads what comes before the
/// position and gives up on nothing.
struct JsonContext {
    std::vector<std::string> path; ///< keys from the root to the position; arrays add nothing
    bool isKey = false; ///< a member's name is written here
    bool inString = false; ///< between quotes
    Span typed; ///< what is written already of the string, or an empty span
    std::vector<std::string> siblings; ///< keys of the same object that stand before the position
};

JsonContext jsonContext(std::string_view text, std::size_t position);

/// Where the brace or bracket stands that belongs to the one at the position: `npos` when that stands alone. Nothing when none is there,
/// or one in a string.
std::optional<std::size_t> partnerOfBrace(std::string_view text, std::size_t position);

} // namespace rolewright
