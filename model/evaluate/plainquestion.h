// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/arn.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace rolewright {

/// A question as nearly all are in a long list of them: one resource, keys with one value each, nothing unknown. Its texts live
/// elsewhere.
struct PlainQuestion {
    struct Key {
        std::string_view name;
        std::string_view value;
    };
    std::string_view principal; ///< not empty; perhaps of nobody
    std::string_view action; ///< not empty; perhaps of no service
    std::string_view resource = "*";
    std::string_view resourceAccount; ///< empty, or twelve digits that don't contradict the resource's ARN
    std::vector<Key> context; ///< each key once, ignoring case; none that isRareKey()
    std::optional<ArnView> arn; ///< of the resource; none: "*"
    std::string_view id; ///< as JSON, as it was written; empty: none

    /// The value of a key, by its name in lower case; null when it isn't there.
    const std::string_view *find(std::string_view lowerName) const;
};

/// Reads a line of JSON that is nothing but a plain question, in one pass and without a copy: strings of ASCII without
/// backslashes, members that are known, each once. False for every other line, right or wrong: questionFromJson() reads those, and
/// says what is the matter with them. What is read refers to the line.
bool readPlainQuestion(std::string_view line, PlainQuestion &question);

} // namespace rolewright
