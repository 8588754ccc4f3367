// SPDX-License-Identifier: GPL-3.0-or-later
// The rules and their pages stand in evaluate/matchcondition.cpp.
#include "compiled/condition.h"

#include "compiled/question.h"
#include "evaluate/matcher.h"
#include "policy/glob.h"
#include "policy/variables.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

PatternUse useOf(ConditionFamily family)
{
    return family == ConditionFamily::StringLike || family == ConditionFamily::Arn ? PatternUse::Wildcards : PatternUse::Literal;
}

} // namespace

CompiledCondition::CompiledCondition(const ConditionEntry &entry, PolicyVersion version)
    : m_key(entry.key.text)
    , m_op(entry.op)
{
    for (const PolicyString &text : entry.values) {
        Value &value = m_values.emplace_back();
        if (!takesVariables(m_op.family)) {
            fill(value, text.text);
        } else if (hasVariables(text.text, version)) {
            value.variables = std::make_shared<CompiledText>(text.text, useOf(m_op.family));
            m_hasVariables = true;
        } else {
            fill(value, *expandVariables(text.text, version, useOf(m_op.family), [](std::string_view) { return VariableValue(); }).pattern);
        }
        m_hasOddPattern = m_hasOddPattern || (m_op.family == ConditionFamily::Arn && !value.variables && glob::mayLackArnSegments(value.pattern));
    }
}

CompiledCondition::Typed CompiledCondition::typedValue(std::string_view text) const
{
    const auto typed = [](const auto &value) { return value ? Typed(*value) : Typed(); };
    switch (m_op.family) {
    case ConditionFamily::Numeric: return typed(parseNumber(text));
    case ConditionFamily::Date: return typed(parseMoment(text));
    case ConditionFamily::Bool:
    case ConditionFamily::Null: return typed(parseBoolean(text));
    case ConditionFamily::IpAddress: return typed(parseIpRange(text));
    case ConditionFamily::String:
    case ConditionFamily::StringIgnoreCase:
    case ConditionFamily::StringLike:
    case ConditionFamily::Arn:
    case ConditionFamily::Binary: break;
    }
    return {};
}

void CompiledCondition::fill(Value &value, const std::string &pattern) const
{
    value.pattern = pattern;
    value.typed = typedValue(pattern);
}

bool CompiledCondition::holds(const Value &value, std::string_view given, const Typed &typedGiven) const
{
    switch (m_op.family) {
    case ConditionFamily::String: return given == value.pattern;
    case ConditionFamily::StringIgnoreCase: return equalsIgnoringCase(given, value.pattern);
    case ConditionFamily::StringLike: return glob::matches(value.pattern, given);
    case ConditionFamily::Arn: return glob::matchesArnSegments(value.pattern, given);
    case ConditionFamily::Numeric:
    case ConditionFamily::Date:
    case ConditionFamily::Bool:
    case ConditionFamily::IpAddress:
    case ConditionFamily::Binary:
    case ConditionFamily::Null: break;
    }
    if (const long double *number = std::get_if<long double>(&typedGiven))
        return std::holds_alternative<long double>(value.typed) && compare(m_op.comparison, *number, std::get<long double>(value.typed));
    if (const Moment *moment = std::get_if<Moment>(&typedGiven))
        return std::holds_alternative<Moment>(value.typed) && compare(m_op.comparison, *moment, std::get<Moment>(value.typed));
    if (const bool *boolean = std::get_if<bool>(&typedGiven))
        return std::holds_alternative<bool>(value.typed) && *boolean == std::get<bool>(value.typed);
    if (const IpRange *address = std::get_if<IpRange>(&typedGiven))
        return std::holds_alternative<IpRange>(value.typed) && std::get<IpRange>(value.typed).contains(*address);
    return false;
}

Match CompiledCondition::matches(const Question &question) const
{
    const KeyValue value = question.find(m_key);
    if (value.state == KeyValue::State::Unsure)
        return Match::Unsure;
    const bool absent = value.state == KeyValue::State::Absent;
    const bool empty = absent || value.count() == 0;
    if (m_op.family == ConditionFamily::Null) {
        if (!empty && value.isNullDataSet())
            return Match::Unsure;
        return toMatch(std::any_of(m_values.begin(), m_values.end(), [&](const Value &pattern) {
            const bool *wantsMissing = std::get_if<bool>(&pattern.typed);
            return empty == (wantsMissing && *wantsMissing);
        }));
    }
    if (empty || (m_op.set != SetOperator::None && value.isNullDataSet())) {
        if ((m_op.ifExists && empty) || m_op.set == SetOperator::ForAllValues)
            return Match::Yes;
        return toMatch(m_op.set != SetOperator::ForAnyValue && m_op.negated);
    }
    if ((m_op.set == SetOperator::None && value.count() > 1) || m_op.family == ConditionFamily::Binary || m_hasOddPattern)
        return Match::Unsure;

    std::vector<Value> filled;
    if (m_hasVariables) {
        for (const Value &pattern : m_values) {
            if (!pattern.variables) {
                filled.push_back(pattern);
                continue;
            }
            const Expanded expanded = question.expand(*pattern.variables);
            if (expanded.unknown)
                return Match::Unsure;
            if (expanded.pattern && m_op.family == ConditionFamily::Arn && glob::mayLackArnSegments(*expanded.pattern))
                return Match::Unsure;
            if (expanded.pattern)
                fill(filled.emplace_back(), *expanded.pattern);
        }
    }
    const std::vector<Value> &patterns = m_hasVariables ? filled : m_values;
    const bool isTyped = m_op.family == ConditionFamily::Numeric || m_op.family == ConditionFamily::Date || m_op.family == ConditionFamily::Bool
        || m_op.family == ConditionFamily::IpAddress;
    bool oddValue = false; ///< a value of the request isn't of the operator's type
    bool result = m_op.set != SetOperator::ForAnyValue;
    for (std::size_t i = 0; i < value.count(); ++i) {
        const std::string_view given = value.at(i);
        const Typed typed = isTyped ? typedValue(given) : Typed();
        const bool isOdd = isTyped ? typed.index() == 0 : m_op.family == ConditionFamily::Arn && !glob::hasArnSegments(given);
        oddValue = oddValue || (isOdd && !patterns.empty());
        const bool any = std::any_of(patterns.begin(), patterns.end(), [&](const Value &pattern) { return holds(pattern, given, typed); });
        const bool matched = any != m_op.negated;
        result = m_op.set == SetOperator::ForAnyValue ? result || matched : result && matched;
    }
    if (m_op.negated && oddValue && result)
        return Match::Unsure;
    return toMatch(result);
}

} // namespace rolewright
