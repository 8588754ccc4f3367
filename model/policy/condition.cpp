// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/condition.h"

#include "text/utf8.h"

#include <array>

namespace rolewright {

namespace {

struct Name {
    std::string_view text; ///< lower case
    ConditionFamily family;
    Comparison comparison;
    bool negated;
};

constexpr std::array names = {
    Name{"stringequals", ConditionFamily::String, Comparison::Equals, false},
    Name{"stringnotequals", ConditionFamily::String, Comparison::Equals, true},
    Name{"stringequalsignorecase", ConditionFamily::StringIgnoreCase, Comparison::Equals, false},
    Name{"stringnotequalsignorecase", ConditionFamily::StringIgnoreCase, Comparison::Equals, true},
    Name{"stringlike", ConditionFamily::StringLike, Comparison::Equals, false},
    Name{"stringnotlike", ConditionFamily::StringLike, Comparison::Equals, true},
    Name{"numericequals", ConditionFamily::Numeric, Comparison::Equals, false},
    Name{"numericnotequals", ConditionFamily::Numeric, Comparison::Equals, true},
    Name{"numericlessthan", ConditionFamily::Numeric, Comparison::LessThan, false},
    Name{"numericlessthanequals", ConditionFamily::Numeric, Comparison::LessThanEquals, false},
    Name{"numericgreaterthan", ConditionFamily::Numeric, Comparison::GreaterThan, false},
    Name{"numericgreaterthanequals", ConditionFamily::Numeric, Comparison::GreaterThanEquals, false},
    Name{"dateequals", ConditionFamily::Date, Comparison::Equals, false},
    Name{"datenotequals", ConditionFamily::Date, Comparison::Equals, true},
    Name{"datelessthan", ConditionFamily::Date, Comparison::LessThan, false},
    Name{"datelessthanequals", ConditionFamily::Date, Comparison::LessThanEquals, false},
    Name{"dategreaterthan", ConditionFamily::Date, Comparison::GreaterThan, false},
    Name{"dategreaterthanequals", ConditionFamily::Date, Comparison::GreaterThanEquals, false},
    Name{"bool", ConditionFamily::Bool, Comparison::Equals, false},
    Name{"binaryequals", ConditionFamily::Binary, Comparison::Equals, false},
    Name{"ipaddress", ConditionFamily::IpAddress, Comparison::Equals, false},
    Name{"notipaddress", ConditionFamily::IpAddress, Comparison::Equals, true},
    Name{"arnequals", ConditionFamily::Arn, Comparison::Equals, false},
    Name{"arnlike", ConditionFamily::Arn, Comparison::Equals, false},
    Name{"arnnotequals", ConditionFamily::Arn, Comparison::Equals, true},
    Name{"arnnotlike", ConditionFamily::Arn, Comparison::Equals, true},
    Name{"null", ConditionFamily::Null, Comparison::Equals, false},
};

bool takePrefix(std::string_view &text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool takeSuffix(std::string_view &text, std::string_view suffix)
{
    if (!text.ends_with(suffix))
        return false;
    text.remove_suffix(suffix.size());
    return true;
}

} // namespace

std::optional<ConditionOperator> parseConditionOperator(std::string_view name)
{
    const std::string lower = lowered(name);
    std::string_view text = lower;
    ConditionOperator result;
    if (takePrefix(text, "forallvalues:"))
        result.set = SetOperator::ForAllValues;
    else if (takePrefix(text, "foranyvalue:"))
        result.set = SetOperator::ForAnyValue;
    result.ifExists = takeSuffix(text, "ifexists");
    for (const Name &known : names) {
        if (known.text != text)
            continue;
        // "You can add IfExists to the end of any condition operator name except the Null condition."
        if (known.family == ConditionFamily::Null && (result.ifExists || result.set != SetOperator::None))
            return std::nullopt;
        result.family = known.family;
        result.comparison = known.comparison;
        result.negated = known.negated;
        return result;
    }
    return std::nullopt;
}

bool takesVariables(ConditionFamily family)
{
    // Bool: the operators page says that variables work there, the variables page that they don't; the operators page
    // is the newer one.
    return family == ConditionFamily::String || family == ConditionFamily::StringIgnoreCase || family == ConditionFamily::StringLike
        || family == ConditionFamily::Arn || family == ConditionFamily::Bool;
}

} // namespace rolewright
