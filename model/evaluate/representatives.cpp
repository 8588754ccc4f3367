// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/representatives.h"

#include "catalog/catalog.h"
#include "evaluate/textclasses.h"
#include "policy/glob.h"
#include "policy/values.h"
#include "text/utf8.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace rolewright {

namespace {

using Texts = std::vector<std::string>;

/// A value of no kind that the typed operators ask for.
constexpr std::string_view oddValue = "rolewright-odd-value";

enum class Type { Text, Number, Moment, Address, Boolean };

std::optional<Type> typeOf(ConditionFamily family)
{
    switch (family) {
    case ConditionFamily::String:
    case ConditionFamily::StringLike: return Type::Text;
    case ConditionFamily::Numeric: return Type::Number;
    case ConditionFamily::Date: return Type::Moment;
    case ConditionFamily::IpAddress: return Type::Address;
    case ConditionFamily::Bool: return Type::Boolean;
    case ConditionFamily::StringIgnoreCase:
    case ConditionFamily::Arn:
    case ConditionFamily::Binary:
    case ConditionFamily::Null: break;
    }
    return std::nullopt;
}

/// Whether AWS gives the key values of that type and no others.
bool isOfType(const std::string &key, Type type)
{
    const CatalogConditionKey *known = Catalog::builtIn().conditionKey(key);
    if (!known)
        return false;
    switch (type) {
    case Type::Number: return known->type == "Numeric";
    case Type::Moment: return known->type == "Date";
    case Type::Address: return known->type == "IPAddress";
    case Type::Boolean: return known->type == "Bool";
    case Type::Text: break;
    }
    return false;
}

std::string numberText(double number)
{
    char text[64];
    const auto [end, error] = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed);
    return error == std::errc{} ? std::string(text, end) : std::string();
}

std::optional<Texts> numbers(const Texts &values)
{
    constexpr double most = 1e15; // beyond it a double doesn't tell neighbours apart
    std::set<double> bounds;
    for (const std::string &value : values) {
        const std::optional<long double> number = parseNumber(value);
        if (!number || std::abs(*number) > most || parseNumber(numberText(static_cast<double>(*number))) != number)
            return std::nullopt;
        bounds.insert(static_cast<double>(*number));
    }
    if (bounds.empty())
        return Texts();
    Texts result{numberText(*bounds.begin() - 1)};
    for (auto bound = bounds.begin(); bound != bounds.end(); ++bound) {
        const auto next = std::next(bound);
        result.push_back(numberText(*bound));
        result.push_back(numberText(next == bounds.end() ? *bound + 1 : (*bound + *next) / 2));
    }
    return result;
}

std::optional<Texts> moments(const Texts &values)
{
    constexpr std::int64_t fewest = 100'000; // four digits alone are a year
    std::set<std::int64_t> bounds;
    for (const std::string &value : values) {
        const std::optional<Moment> moment = parseMoment(value);
        if (!moment || moment->nanoseconds != 0 || moment->seconds < fewest)
            return std::nullopt;
        bounds.insert(moment->seconds);
    }
    Texts result;
    for (const std::int64_t bound : bounds) {
        if (bounds.contains(bound + 1)) // what lies between is less than a second
            return std::nullopt;
        for (const std::int64_t seconds : {bound - 1, bound, bound + 1})
            result.push_back(std::to_string(seconds));
    }
    return result;
}

std::string addressText(const IpRange &range)
{
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(range.v6 ? AF_INET6 : AF_INET, range.bytes.data(), text, sizeof text);
    return text;
}

/// Ranges are within each other or apart, so what a class has of smallest begins a range, follows upon the end of one, or is the
/// smallest address of all.
std::optional<Texts> addresses(const Texts &values)
{
    Texts result{"0.0.0.0", "::"};
    for (const std::string &value : values) {
        std::optional<IpRange> range = parseIpRange(value);
        if (!range)
            return std::nullopt;
        const int bits = range->v6 ? 128 : 32;
        const auto part = [&](int bit) -> std::uint8_t & { return range->bytes[static_cast<std::size_t>(bit / 8)]; };
        const auto mask = [](int bit) { return static_cast<std::uint8_t>(0x80 >> (bit % 8)); };
        for (int bit = range->prefix; bit < bits; ++bit)
            part(bit) = static_cast<std::uint8_t>(part(bit) & ~mask(bit));
        result.push_back(addressText(*range));
        // The number that the prefix makes plus one; none follows upon the last range.
        int bit = range->prefix - 1;
        for (; bit >= 0 && (part(bit) & mask(bit)); --bit)
            part(bit) = static_cast<std::uint8_t>(part(bit) & ~mask(bit));
        if (bit < 0)
            continue;
        part(bit) = static_cast<std::uint8_t>(part(bit) | mask(bit));
        result.push_back(addressText(*range));
    }
    return result;
}

bool isTextual(Type type)
{
    return type == Type::Text || type == Type::Boolean;
}

/// "true" and "false" in every letter case: Bool takes them for the same, texts tell them apart.
void addSpellings(Texts &texts)
{
    for (const std::string_view word : {"true", "false"}) {
        for (unsigned capitals = 0; capitals < 1U << word.size(); ++capitals) {
            std::string text(word);
            for (std::size_t i = 0; i < text.size(); ++i)
                text[i] = static_cast<char>(capitals >> i & 1 ? text[i] - 'a' + 'A' : text[i]);
            texts.push_back(std::move(text));
        }
    }
}

std::optional<Texts> ofType(Type type, const Texts &values)
{
    switch (type) {
    case Type::Text: return textClasses(values);
    case Type::Number: return numbers(values);
    case Type::Moment: return moments(values);
    case Type::Address: return addresses(values);
    case Type::Boolean: return Texts{"true", "false"};
    }
    return std::nullopt;
}

} // namespace

std::optional<std::vector<std::string>> representatives(const std::string &key, const std::vector<KeyCondition> &conditions)
{
    std::optional<Type> type;
    bool asksForNull = false;
    bool spelled = false; // booleans that texts are compared with, too
    Texts values;
    for (const KeyCondition &condition : conditions) {
        const ConditionOperator &op = condition.entry.op;
        if (op.family == ConditionFamily::Null) {
            asksForNull = true;
            continue;
        }
        const std::optional<Type> its = typeOf(op.family);
        // Types mixed on one key: a number is a text too, and the classes of both would have to be crossed.
        const bool mixed = type && its && *type != *its;
        if (!its || op.set != SetOperator::None || (mixed && !(isTextual(*type) && isTextual(*its))))
            return std::nullopt;
        spelled = spelled || mixed;
        type = mixed ? Type::Text : its;
        if (*its == Type::Boolean)
            continue;
        for (const PolicyString &value : condition.entry.values) {
            // What a variable stands for may be another unknown key.
            if (value.text.find("${") != std::string::npos)
                return std::nullopt;
            values.push_back(op.family == ConditionFamily::StringLike ? glob::fromWildcards(value.text) : value.text);
        }
    }
    // Evaluation::lastsTooLong().
    if (equalsIgnoringCase(key, "sts:DurationSeconds")) {
        if (type && *type != Type::Number)
            return std::nullopt;
        type = Type::Number;
        values.emplace_back("3600");
    }
    // Evaluation::changesWhatAwsManages().
    if (equalsIgnoringCase(key, "aws:ViaAWSService")) {
        if (type && *type != Type::Boolean)
            return std::nullopt;
        type = Type::Boolean;
    }
    // Null takes the empty text for neither there nor absent (Matcher::matchCondition()), so nothing else stands for it. Only tags have it.
    const bool isText = type.value_or(Type::Text) == Type::Text;
    if (asksForNull && isText)
        values.emplace_back();
    std::optional<Texts> result = ofType(type.value_or(Type::Text), values);
    if (result && asksForNull && isText && key.find('/') == std::string::npos)
        std::erase(*result, std::string());
    if (result && spelled)
        addSpellings(*result);
    if (result && type && *type != Type::Text && !isOfType(key, *type))
        result->emplace_back(oddValue);
    return result;
}

} // namespace rolewright
