// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/problems.h"

#include <optional>
#include <string>

namespace rolewright {

/// A change of a document's text that surely mends a problem as it was meant.
struct TextFix {
    std::string code; ///< "addSlashStar", "writeAction"; words in views/words/problemwords
    std::vector<std::string> arguments;
    Span span; ///< bytes to replace
    std::string replacement;
};

/// Nothing where only a person can know what was meant.
std::optional<TextFix> fixFor(const Problem &problem);

/// The text with the fix; nothing when the span isn't in it.
std::optional<std::string> fixed(const std::string &text, const TextFix &fix);

} // namespace rolewright
