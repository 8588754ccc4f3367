// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace rolewright {

/// Whether some text matches both patterns; `*` stands for any text, `?` for one byte. A pattern without
/// wildcards is a text, so this is also the plain match.
bool globsMeet(std::string_view left, std::string_view right);

/// A pattern in which everything that isn't known before a request (`${aws:username}`, `${BucketName}`)
/// is `*`. It matches at least what the original does.
std::string withOpenVariables(std::string_view pattern);

/// Nothing but `*`, so it matches whatever there is.
bool matchesEverything(std::string_view pattern);

} // namespace rolewright
