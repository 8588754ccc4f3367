// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/arena.h"
#include "text/diagnostic.h"

#include <optional>
#include <string>
#include <string_view>

/// JSON with positions: beside the values, the byte span of every value and key, key order and
/// duplicate keys are kept. Values are views: what they are made of belongs to the Parsed, Parser or Arena they came from.
namespace rolewright::json {

enum class Kind { Null, Boolean, Number, String, Array, Object };

struct Member;

struct Value {
    Kind kind = Kind::Null;
    Span span; ///< from the first to past the last byte of the value, quotes and braces included
    bool boolean = false;
    std::string_view text; ///< String: the decoded text; Number: the literal as written
    List<Value> items; ///< Array
    List<Member> members; ///< Object, in the order written, duplicates included

    bool isString() const { return kind == Kind::String; }
    bool isArray() const { return kind == Kind::Array; }
    bool isObject() const { return kind == Kind::Object; }
    /// The first member of that name, or nullptr. Names are case-sensitive.
    const Value *find(std::string_view name) const;
};

struct Member {
    std::string_view key;
    Span keySpan; ///< quotes included
    Value value;
};

/// Deeper nesting is refused (code "tooDeep"): nothing that AWS accepts comes near it.
inline constexpr std::size_t maximumDepth = 128;

struct Parsed {
    std::optional<Value> value; ///< empty when the text isn't JSON
    Diagnostics diagnostics; ///< "jsonSyntax", "invalidUtf8", "tooDeep", "duplicateKey" (an Error), "emptyText"
    Arena memory; ///< of the value
};

/// Parses a whole text. Never throws; a text with duplicate keys gives a value and an Error.
/// `base` is added to every span (for a text that is part of a larger one).
Parsed parse(std::string_view text, std::size_t base = 0);

/// `text` as a JSON string literal with quotes.
std::string quoted(std::string_view text);
void appendQuoted(std::string_view text, std::string &out);

/// The value as compact JSON, numbers as written.
std::string toText(const Value &value);
void appendText(const Value &value, std::string &out);

} // namespace rolewright::json
