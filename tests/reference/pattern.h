// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "policy/policy.h"

#include <optional>
#include <string>
#include <vector>

/// The second evaluator: naive, slow, written from the pages of AWS's documentation named beside each rule. It shares
/// the parsed values with the engine and nothing else, so that a mistake has to be made twice to stay hidden.
namespace rolewright::reference {

std::string lowerCase(std::string text);
std::vector<std::string> split(const std::string &text, char separator);

/// One character of a pattern, or a wildcard.
struct Token {
    enum Kind { Literal, AnyText, AnyCharacter, AnyTextInSegment, AnyCharacterInSegment };
    Kind kind = Literal;
    char32_t character = 0;
};
using Tokens = std::vector<Token>;

enum class PatternKind {
    Exact, ///< wildcards are ordinary characters
    Wildcards,
    Resource, ///< wildcards by ARN segment, variables after the fifth colon only
};

/// A policy's value with its variables replaced; nothing when a variable has no value and no default.
/// reference_policies_variables; in 2008-10-17 `${…}` is ordinary text.
std::optional<Tokens> compile(const std::string &text, PolicyVersion version, PatternKind kind, const Context &context);

/// Action patterns: wildcards, no variables, letter case doesn't matter. reference_policies_elements_action.
bool matchesAction(const std::string &pattern, const std::string &action);

bool matches(const Tokens &pattern, const std::string &text);

/// The ARN operators: each of six components on its own. reference_policies_elements_condition_operators.
bool matchesArn(const Tokens &pattern, const std::string &arn);

} // namespace rolewright::reference
