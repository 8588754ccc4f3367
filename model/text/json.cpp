// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/json.h"

#include "text/jsonreader.h"

#include <algorithm>

namespace rolewright::json {

const Value *Value::find(std::string_view name) const
{
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member &member) { return member.key == name; });
    return found == members.end() ? nullptr : &found->value;
}

Parsed parse(std::string_view text, std::size_t base)
{
    Parser parser;
    parser.parse(text, base);
    return parser.take();
}

void appendQuoted(std::string_view text, std::string &out)
{
    constexpr char digits[] = "0123456789abcdef";
    const auto isPlain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
    out += '"';
    std::size_t plain = 0; ///< where what hasn't been written begins
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isPlain(c))
            continue;
        out += text.substr(plain, i - plain);
        plain = i + 1;
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            out += "\\u00";
            out += digits[c >> 4];
            out += digits[c & 0xF];
        }
    }
    out += text.substr(plain);
    out += '"';
}

std::string quoted(std::string_view text)
{
    std::string result;
    result.reserve(text.size() + 2);
    appendQuoted(text, result);
    return result;
}

void appendText(const Value &value, std::string &out)
{
    switch (value.kind) {
    case Kind::Null: out += "null"; break;
    case Kind::Boolean: out += value.boolean ? "true" : "false"; break;
    case Kind::Number: out += value.text; break;
    case Kind::String: appendQuoted(value.text, out); break;
    case Kind::Array:
        out += '[';
        for (const Value &item : value.items) {
            if (&item != &value.items.front())
                out += ',';
            appendText(item, out);
        }
        out += ']';
        break;
    case Kind::Object:
        out += '{';
        for (const Member &member : value.members) {
            if (&member != &value.members.front())
                out += ',';
            appendQuoted(member.key, out);
            out += ':';
            appendText(member.value, out);
        }
        out += '}';
        break;
    }
}

std::string toText(const Value &value)
{
    std::string result;
    appendText(value, result);
    return result;
}

} // namespace rolewright::json
