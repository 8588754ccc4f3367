// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

/// The text laid out as the window writes policies: two spaces, key order kept, short lists of plain values on
/// one line. Nothing when the text isn't valid JSON: what can't be read isn't touched.
std::optional<std::string> formattedJson(std::string_view text);

} // namespace rolewright
