// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace rolewright {

/// IAM User Guide, reference_policies_elements_condition_operators.
enum class ConditionFamily { String, StringIgnoreCase, StringLike, Numeric, Date, Bool, Binary, IpAddress, Arn, Null };

enum class Comparison { Equals, LessThan, LessThanEquals, GreaterThan, GreaterThanEquals };

/// reference_policies_condition-single-vs-multi-valued-context-keys.
enum class SetOperator { None, ForAllValues, ForAnyValue };

struct ConditionOperator {
    ConditionFamily family = ConditionFamily::String;
    Comparison comparison = Comparison::Equals;
    bool negated = false;
    bool ifExists = false;
    SetOperator set = SetOperator::None;

    bool operator==(const ConditionOperator &) const = default;
};

/// "ForAllValues:StringNotLikeIfExists". Names are case-insensitive, as AWS accepts them.
std::optional<ConditionOperator> parseConditionOperator(std::string_view name);

/// Whether policy variables are replaced in the values of such operators.
bool takesVariables(ConditionFamily family);

template <typename T>
bool compare(Comparison comparison, const T &left, const T &right)
{
    switch (comparison) {
    case Comparison::Equals:
        return left == right;
    case Comparison::LessThan:
        return left < right;
    case Comparison::LessThanEquals:
        return left <= right;
    case Comparison::GreaterThan:
        return left > right;
    case Comparison::GreaterThanEquals:
        return left >= right;
    }
    return false;
}

} // namespace rolewright
