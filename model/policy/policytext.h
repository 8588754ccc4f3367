// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <optional>
#include <string>
#include <string_view>

/// Small edits of a policy's text. Everything outside of the edit stays byte for byte: key order, white space, line
/// ends; what is added is written as its surroundings are. Each gives the new text, or nothing when the text isn't
/// JSON or has no such place. Statements count from 0 in the order written.
namespace rolewright::policytext {

struct NewPrincipal {
    PrincipalType type = PrincipalType::Aws;
    std::string value; ///< ignored for Everyone
};

/// A statement without conditions.
struct NewStatement {
    Effect effect = Effect::Allow;
    std::optional<NewPrincipal> principal;
    std::string action;
    std::string resource; ///< empty: no Resource (trust policies)
};

/// Adds a statement after the last one; a Statement that is one object becomes a list.
std::optional<std::string> withStatement(std::string_view text, const NewStatement &statement);
/// The last statement leaves an empty list.
std::optional<std::string> withoutStatement(std::string_view text, std::size_t statement);

/// Adds a value to an element such as "Action", "NotAction" or "Resource"; a string becomes a list.
std::optional<std::string> withValue(
    std::string_view text, std::size_t statement, std::string_view element, std::string_view value);
/// Adds a principal to Principal, which must not be "*".
std::optional<std::string> withPrincipal(std::string_view text, std::size_t statement, const NewPrincipal &principal);

/// Removes the value that stands at `value` (quotes included) from a list with others in it.
std::optional<std::string> withoutValue(std::string_view text, std::size_t statement, Span value);

/// A whole policy with one statement, indented by two spaces.
std::string newDocument(const NewStatement &statement);

} // namespace rolewright::policytext
