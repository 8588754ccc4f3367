// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rolewright {

/// Policy variables: `${key}`, `${key, 'default'}`, and `${*} ${?} ${$}` for the characters themselves.
/// Source: IAM User Guide, reference_policies_variables.

/// Whether `${` begins anything but literal text.
bool hasVariables(std::string_view text, PolicyVersion version);
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

/// A value of a 2012-10-17 policy, taken apart at its variables.
class VariableText
{
public:
    VariableText(std::string_view text, PatternUse use);

    struct Variable {
        std::string before; ///< what stands between it and the variable before, for glob::matches
        std::string key;
        std::optional<std::string> defaultText;
    };
    const std::vector<Variable> &variables() const { return m_variables; }
    /// `lookup`: the VariableValue of one, by its place in variables().
    template <typename Lookup>
    Expanded expand(const Lookup &lookup) const
    {
        Expanded result;
        std::string pattern;
        for (std::size_t i = 0; i < m_variables.size(); ++i) {
            const Variable &variable = m_variables[i];
            pattern += variable.before;
            const VariableValue value = lookup(i);
            if (value.state == VariableState::Value) {
                pattern += value.text;
            } else if (value.state == VariableState::Missing && variable.defaultText) {
                pattern += *variable.defaultText;
            } else {
                result.unknown = value.state == VariableState::Unknown;
                result.missingKey = variable.key;
                return result;
            }
        }
        if (!m_unclosed.empty())
            result.missingKey = m_unclosed;
        else
            result.pattern = std::move(pattern) + m_after;
        return result;
    }

private:
    std::vector<Variable> m_variables;
    std::string m_after; ///< what stands after the last of them
    std::string m_unclosed; ///< refused by the reader: nothing to match with
};

/// Replaces the variables of a value. In 2008-10-17 `${…}` is literal text.
Expanded expandVariables(std::string_view text, PolicyVersion version, PatternUse use, const VariableLookup &lookup);

} // namespace rolewright
