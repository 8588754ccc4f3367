// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

/// Policy variables: `${key}`, `${key, 'default'}`, and `${*} ${?} ${$}` for the characters themselves.
/// Source: IAM User Guide, reference_policies_variables.

/// Whether every `${` has its `}`.
bool variablesAreClosed(std::string_view text);

enum class VariableState { Value, Missing, Unknown };
struct VariableValue {
    VariableState state = VariableState::Missing;
    std::string text;
};
/// Looks a context key up; a key with several values counts as Missing: variables take single-valued keys only.
using VariableLookup = std::function<VariableValue(std::string_view key)>;

/// Where the text stands; it decides what wildcards and variables mean there.
enum class PatternUse {
    Literal, ///< no wildcards (StringEquals, Bool …)
    Wildcards, ///< StringLike, ARN operators
    ResourceArn, ///< Resource: variables only after the fifth colon, wildcards as glob::fromArnWildcards says
};

struct Expanded {
    std::optional<std::string> pattern; ///< for glob::matches; empty when a variable has no value
    bool unknown = false; ///< … because its key is unknown
    std::string missingKey;
};

/// Replaces the variables of a value. In 2008-10-17 `${…}` is literal text.
Expanded expandVariables(std::string_view text, PolicyVersion version, PatternUse use, const VariableLookup &lookup);

} // namespace rolewright
