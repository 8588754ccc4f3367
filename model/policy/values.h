// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The typed values that condition operators compare.
/// Source: IAM User Guide, reference_policies_elements_condition_operators.
namespace rolewright {

/// An integer or decimal number; nothing for anything else (hexadecimal, infinity, blanks around it).
/// More digits than a double holds: whole numbers of 64 bits stay apart.
std::optional<long double> parseNumber(std::string_view text);

/// "true" or "false", ignoring case.
std::optional<bool> parseBoolean(std::string_view text);

/// A moment as seconds since 1970-01-01T00:00:00Z and nanoseconds within that second.
struct Moment {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;

    auto operator<=>(const Moment &) const = default;
};

/// The W3C forms of ISO 8601 (YYYY, YYYY-MM, YYYY-MM-DD, with Thh:mm, :ss, .fraction and Z or ±hh:mm) or Unix time
/// in seconds. Four digits alone are a year. A time without zone is read as UTC.
std::optional<Moment> parseMoment(std::string_view text);

/// An IPv4 or IPv6 address with a prefix length.
struct IpRange {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{}; ///< IPv4 uses the first four
    int prefix = 0; ///< bits

    bool contains(const IpRange &address) const;
};
/// Without a prefix length the range is that one address (/32, /128).
std::optional<IpRange> parseIpRange(std::string_view text);

/// Decoded base64 (RFC 4648, padding needed).
std::optional<std::string> parseBase64(std::string_view text);

} // namespace rolewright
