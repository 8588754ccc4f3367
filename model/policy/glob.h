// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace rolewright {

/// A pattern in which wildcards are told from literal `*` and `?`: a policy's `*` becomes anyText, its `?`
/// becomes anyCharacter, and what a policy variable inserts stays literal. The marks are bytes that
/// well-formed UTF-8 never holds.
namespace glob {
inline constexpr char anyText = '\xFE'; ///< zero or more characters
inline constexpr char anyCharacter = '\xFF'; ///< exactly one character (code point)
inline constexpr char anyTextInSegment = '\xFC'; ///< like anyText, never a colon
inline constexpr char anyCharacterInSegment = '\xFD'; ///< like anyCharacter, never a colon

/// Of the above.
constexpr bool isWildcard(char c)
{
    return c == anyText || c == anyCharacter || c == anyTextInSegment || c == anyCharacterInSegment;
}

/// Whether a policy's text has wildcards as they are written: `*` or `?`.
inline bool hasWildcard(std::string_view text)
{
    return text.find('*') != std::string_view::npos || text.find('?') != std::string_view::npos;
}

/// The text with each `*` and `?` as a wildcard.
std::string fromWildcards(std::string_view text);
/// The same for a Resource pattern. IAM User Guide, reference_policies_elements_resource: wildcards stay within
/// the ARN segment they stand in, except that a `*` that ends its segment can expand beyond colons; in the
/// resource part (after the fifth colon) they match anything, `/` and `:` too.
std::string fromArnWildcards(std::string_view text);
/// The reverse, for people: the wildcards as `*` and `?`.
std::string toText(std::string_view pattern);

/// Whether the pattern matches the whole text. Case-sensitive; no recursion, at worst pattern × text steps.
bool matches(std::string_view pattern, std::string_view text);

/// The ARN condition operators: six segments compared one by one, so no wildcard reaches over a colon of the
/// first five. reference_policies_elements_condition_operators, "ARN condition operators".
/// Six segments or more.
bool hasArnSegments(std::string_view text);
/// Whether a pattern has fewer, but a wildcard at its end: the segments are compared one by one, and whether it stands for those that are
/// missing isn't documented.
bool mayLackArnSegments(std::string_view pattern);
bool matchesArnSegments(std::string_view pattern, std::string_view arn);
} // namespace glob

} // namespace rolewright
