// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/span.h"
#include "world/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

/// What can be written at the caret of a policy.
struct PolicyCompletion {
    Span typed; ///< the bytes before the caret that the words begin with
    std::vector<std::string> words; ///< with quotes where none are written yet; at most maximumWords
};

inline constexpr std::size_t maximumWords = 400;

/// Element names, effects, actions of the catalog, condition operators and keys, principals and ARNs of the
/// workspace, by where the caret stands. Only words that begin with what is typed, ignoring case.
PolicyCompletion completePolicy(const World &world, std::string_view text, std::size_t caret, PolicyKind kind);

} // namespace rolewright
