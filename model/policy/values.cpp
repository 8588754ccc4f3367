// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/values.h"

#include "text/utf8.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace rolewright {

namespace {

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Takes exactly `count` digits from the front.
std::optional<int> takeDigits(std::string_view &text, std::size_t count)
{
    if (text.size() < count || !allDigits(text.substr(0, count)))
        return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + count, value);
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view &text, char c)
{
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Moment> parseUnixTime(std::string_view text)
{
    std::string_view digits = text;
    take(digits, '-');
    if (!allDigits(digits))
        return std::nullopt;
    Moment moment;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), moment.seconds);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return moment;
}

/// ".123" → nanoseconds; false when there is a dot without digits. Digits past the ninth don't count.
bool takeFraction(std::string_view &text, std::int32_t &nanoseconds)
{
    if (!take(text, '.'))
        return true;
    std::int32_t scale = 100'000'000;
    bool any = false;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        nanoseconds += (text.front() - '0') * scale;
        scale /= 10;
        any = true;
        text.remove_prefix(1);
    }
    return any;
}

/// "Z", "+hh:mm", "-hh:mm" or nothing (UTC); the offset in seconds.
std::optional<int> takeZone(std::string_view &text)
{
    if (text.empty() || take(text, 'Z') || take(text, 'z'))
        return 0;
    const int sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
    if (sign == 0)
        return std::nullopt;
    const auto hours = takeDigits(text, 2);
    take(text, ':');
    const auto minutes = takeDigits(text, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return sign * (*hours * 3600 + *minutes * 60);
}

} // namespace

std::optional<long double> parseNumber(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const char *end = text.data() + text.size();
    long double value = 0;
    const auto [parsedTo, error] = std::from_chars(text.data(), end, value);
    // Longer ones couldn't be told from their neighbours.
    constexpr std::ptrdiff_t mostDigits = 18;
    const std::size_t firstDigit = text.find_first_of("123456789");
    const bool isLong = firstDigit != std::string_view::npos
        && std::count_if(text.begin() + static_cast<std::ptrdiff_t>(firstDigit), text.end(), [](char c) { return c >= '0' && c <= '9'; }) > mostDigits;
    if (error != std::errc() || parsedTo != end || !std::isfinite(value) || isLong)
        return std::nullopt;
    return value;
}

std::optional<bool> parseBoolean(std::string_view text)
{
    if (equalsIgnoringCase(text, "true"))
        return true;
    if (equalsIgnoringCase(text, "false"))
        return false;
    return std::nullopt;
}

std::optional<Moment> parseMoment(std::string_view text)
{
    if (text.size() != 4 || !allDigits(text)) {
        if (const auto unixTime = parseUnixTime(text))
            return unixTime;
    }
    const auto year = takeDigits(text, 4);
    if (!year)
        return std::nullopt;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int offset = 0;
    Moment moment;
    if (take(text, '-')) {
        const auto m = takeDigits(text, 2);
        if (!m)
            return std::nullopt;
        month = *m;
        if (take(text, '-')) {
            const auto d = takeDigits(text, 2);
            if (!d)
                return std::nullopt;
            day = *d;
            if (take(text, 'T') || take(text, 't')) {
                const auto h = takeDigits(text, 2);
                const bool colon = take(text, ':');
                const auto min = takeDigits(text, 2);
                if (!h || !colon || !min)
                    return std::nullopt;
                hour = *h;
                minute = *min;
                if (take(text, ':')) {
                    const auto s = takeDigits(text, 2);
                    if (!s || !takeFraction(text, moment.nanoseconds))
                        return std::nullopt;
                    second = *s;
                }
                const auto zone = takeZone(text);
                if (!zone)
                    return std::nullopt;
                offset = *zone;
            }
        }
    }
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!text.empty() || !date.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    moment.seconds = days * 86'400 + hour * 3600 + minute * 60 + second - offset;
    return moment;
}

bool IpRange::contains(const IpRange &address) const
{
    if (v6 != address.v6 || address.prefix < prefix)
        return false;
    for (int bit = 0; bit < prefix; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        const int mask = 0x80 >> (bit % 8);
        if ((bytes[byte] & mask) != (address.bytes[byte] & mask))
            return false;
    }
    return true;
}

std::optional<IpRange> parseIpRange(std::string_view text)
{
    IpRange range;
    const std::size_t slash = text.find('/');
    const std::string address(text.substr(0, slash));
    if (inet_pton(AF_INET, address.c_str(), range.bytes.data()) == 1)
        range.prefix = 32;
    else if (inet_pton(AF_INET6, address.c_str(), range.bytes.data()) == 1)
        range.v6 = true, range.prefix = 128;
    else
        return std::nullopt;
    if (address.find('\0') != std::string::npos)
        return std::nullopt;
    if (slash != std::string_view::npos) {
        const std::string_view bits = text.substr(slash + 1);
        int prefix = 0;
        if (!allDigits(bits) || bits.size() > 3)
            return std::nullopt;
        std::from_chars(bits.data(), bits.data() + bits.size(), prefix);
        if (prefix > range.prefix)
            return std::nullopt;
        range.prefix = prefix;
    }
    return range;
}

std::optional<std::string> parseBase64(std::string_view text)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::string result;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::uint32_t bits = 0;
        int padding = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            const char c = text[i + j];
            if (c == '=' && i + 4 == text.size() && j >= 2) {
                ++padding;
                bits <<= 6;
                continue;
            }
            const std::size_t value = alphabet.find(c);
            if (value == std::string_view::npos || padding > 0)
                return std::nullopt;
            bits = bits << 6 | static_cast<std::uint32_t>(value);
        }
        for (int byte = 0; byte < 3 - padding; ++byte)
            result.push_back(static_cast<char>(bits >> (16 - 8 * byte) & 0xFF));
    }
    return result;
}

} // namespace rolewright
