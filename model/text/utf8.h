// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

/// The offset of the first byte that isn't well-formed UTF-8, or nothing when all of it is.
std::optional<std::size_t> firstInvalidUtf8(std::string_view text);

/// ASCII letters lowered, everything else as it is: AWS's case-insensitive names are ASCII.
constexpr char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lowered(std::string_view text);
bool equalsIgnoringCase(std::string_view left, std::string_view right);

/// RFC 3986 percent-decoding; `+` becomes a space. Nothing when a `%` isn't followed by two hex digits.
std::optional<std::string> urlDecoded(std::string_view text);

} // namespace rolewright
