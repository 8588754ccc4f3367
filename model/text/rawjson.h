// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Changing the white space of JSON and nothing else: strings and numbers stay as they are written, so does the
/// order of keys, duplicates included. The text must be valid JSON.
namespace rolewright::json {

std::string compacted(std::string_view text);

/// Two spaces a level, one value a line. Lines after the first are indented by `indent` spaces more.
std::string indented(std::string_view text, std::size_t indent = 0);

} // namespace rolewright::json
