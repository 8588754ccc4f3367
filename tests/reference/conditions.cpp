// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/conditions.h"

#include "reference/pattern.h"

#include <cstdlib>

namespace rolewright::reference {

namespace {

std::optional<double> number(const std::string &text)
{
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string::npos)
        return std::nullopt;
    return std::strtod(text.c_str(), nullptr);
}

bool isLeapYear(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// Seconds since 1970, counted year by year and month by month. W3C note "Date and Time Formats", or Unix time.
std::optional<double> moment(const std::string &text)
{
    const bool onlyDigits = text.find_first_not_of("0123456789.") == std::string::npos;
    if (text.empty())
        return std::nullopt;
    if (onlyDigits && text.size() != 4)
        return number(text);
    const auto digits = [&](std::size_t from, std::size_t count) { return std::atoi(text.substr(from, count).c_str()); };
    const int year = digits(0, 4);
    const int month = text.size() >= 7 ? digits(5, 2) : 1;
    const int day = text.size() >= 10 ? digits(8, 2) : 1;
    static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    double days = day - 1;
    for (int y = 1970; y < year; ++y)
        days += isLeapYear(y) ? 366 : 365;
    for (int m = 1; m < month; ++m)
        days += lengths[m - 1] + (m == 2 && isLeapYear(year) ? 1 : 0);
    double seconds = days * 86400;
    if (text.size() <= 10)
        return seconds;
    seconds += digits(11, 2) * 3600 + digits(14, 2) * 60;
    std::size_t at = 16;
    if (at < text.size() && text[at] == ':') {
        std::size_t end = at + 1;
        while (end < text.size() && (text[end] == '.' || (text[end] >= '0' && text[end] <= '9')))
            ++end;
        seconds += std::strtod(text.substr(at + 1, end - at - 1).c_str(), nullptr);
        at = end;
    }
    if (at < text.size() && text[at] != 'Z') {
        const int offset = digits(at + 1, 2) * 3600 + digits(at + 4, 2) * 60;
        seconds += text[at] == '-' ? offset : -offset;
    }
    return seconds;
}

/// An address as its bits: 32 or 128 of them.
std::vector<bool> bits(const std::string &address)
{
    std::vector<bool> result;
    const auto add = [&](int value, int count) {
        for (int bit = count - 1; bit >= 0; --bit)
            result.push_back((value >> bit) & 1);
    };
    if (address.find(':') == std::string::npos) {
        for (const std::string &part : split(address, '.'))
            add(std::atoi(part.c_str()), 8);
        return result;
    }
    const std::size_t gap = address.find("::");
    const std::string before = gap == std::string::npos ? address : address.substr(0, gap);
    const std::string after = gap == std::string::npos ? "" : address.substr(gap + 2);
    const auto groups = [&](const std::string &text) { return text.empty() ? std::vector<std::string>() : split(text, ':'); };
    const std::size_t zeros = 8 - groups(before).size() - groups(after).size();
    for (const std::string &group : groups(before))
        add(static_cast<int>(std::strtol(group.c_str(), nullptr, 16)), 16);
    for (std::size_t i = 0; i < zeros; ++i)
        add(0, 16);
    for (const std::string &group : groups(after))
        add(static_cast<int>(std::strtol(group.c_str(), nullptr, 16)), 16);
    return result;
}

bool inRange(const std::string &range, const std::string &address)
{
    const std::vector<std::string> parts = split(range, '/');
    const std::vector<bool> network = bits(parts[0]);
    const std::vector<bool> host = bits(address);
    if (network.size() != host.size())
        return false;
    const std::size_t length = parts.size() == 2 ? static_cast<std::size_t>(std::atoi(parts[1].c_str())) : network.size();
    for (std::size_t i = 0; i < length; ++i) {
        if (network[i] != host[i])
            return false;
    }
    return true;
}

bool compares(Comparison comparison, const std::optional<double> &left, const std::optional<double> &right)
{
    if (!left || !right)
        return false;
    switch (comparison) {
    case Comparison::Equals:
        return *left == *right;
    case Comparison::LessThan:
        return *left < *right;
    case Comparison::LessThanEquals:
        return *left <= *right;
    case Comparison::GreaterThan:
        return *left > *right;
    case Comparison::GreaterThanEquals:
        return *left >= *right;
    }
    return false;
}

/// One value of the request against one of the policy, without negation.
bool valueMatches(const ConditionOperator &op, const std::string &wanted, PolicyVersion version, const std::string &value,
                  const Context &context)
{
    switch (op.family) {
    case ConditionFamily::String: {
        const auto pattern = compile(wanted, version, PatternKind::Exact, context);
        return pattern && matches(*pattern, value);
    }
    case ConditionFamily::StringIgnoreCase: {
        auto pattern = compile(wanted, version, PatternKind::Exact, context);
        if (!pattern)
            return false;
        for (Token &token : *pattern) {
            if (token.character >= U'A' && token.character <= U'Z')
                token.character += U'a' - U'A';
        }
        return matches(*pattern, lowerCase(value));
    }
    case ConditionFamily::StringLike: {
        const auto pattern = compile(wanted, version, PatternKind::Wildcards, context);
        return pattern && matches(*pattern, value);
    }
    case ConditionFamily::Arn: {
        const auto pattern = compile(wanted, version, PatternKind::Wildcards, context);
        return pattern && matchesArn(*pattern, value);
    }
    case ConditionFamily::Numeric:
        return compares(op.comparison, number(value), number(wanted));
    case ConditionFamily::Date:
        return compares(op.comparison, moment(value), moment(wanted));
    case ConditionFamily::Bool:
        return lowerCase(value) == lowerCase(wanted);
    case ConditionFamily::Binary:
        return value == wanted;
    case ConditionFamily::IpAddress:
        return inRange(wanted, value);
    case ConditionFamily::Null:
        break;
    }
    return false;
}

} // namespace

bool holds(const ConditionEntry &condition, PolicyVersion version, const Context &context)
{
    const ContextValue *value = context.find(condition.key.text);
    const ConditionOperator &op = condition.op;
    if (op.family == ConditionFamily::Null) {
        for (const PolicyString &wanted : condition.values) {
            if ((lowerCase(wanted.text) == "true") == (value == nullptr))
                return true;
        }
        return false;
    }
    if (!value) {
        if (op.ifExists)
            return true;
        if (op.set != SetOperator::None)
            return op.set == SetOperator::ForAllValues;
        return op.negated;
    }
    // reference_policies_multi-value-conditions: values of a condition are OR, for negated operators NOR.
    const auto satisfies = [&](const std::string &one) {
        bool any = false;
        for (const PolicyString &wanted : condition.values)
            any = any || valueMatches(op, wanted.text, version, one, context);
        return any != op.negated;
    };
    bool all = true;
    bool some = false;
    for (const std::string &one : value->values) {
        const bool result = satisfies(one);
        all = all && result;
        some = some || result;
    }
    return op.set == SetOperator::ForAnyValue ? some : all;
}

} // namespace rolewright::reference
