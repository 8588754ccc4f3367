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
    ValueBuilder builder;
    Parsed result;
    if (std::optional<Diagnostic> error = read(text, builder, base)) {
        result.diagnostics = std::move(builder.duplicates);
        result.diagnostics.push_back(std::move(*error));
        return result;
    }
    result.value = builder.take();
    result.diagnostics = std::move(builder.duplicates);
    return result;
}

std::string quoted(std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string result = "\"";
    result.reserve(text.size() + 2);
    for (const char c : text) {
        switch (c) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '\b': result += "\\b"; break;
        case '\f': result += "\\f"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                result += "\\u00";
                result += digits[c >> 4];
                result += digits[c & 0xF];
            } else {
                result += c;
            }
        }
    }
    result += '"';
    return result;
}

namespace {

void append(std::string &out, const Value &value)
{
    switch (value.kind) {
    case Kind::Null: out += "null"; break;
    case Kind::Boolean: out += value.boolean ? "true" : "false"; break;
    case Kind::Number: out += value.text; break;
    case Kind::String: out += quoted(value.text); break;
    case Kind::Array:
        out += '[';
        for (const Value &item : value.items) {
            if (&item != &value.items.front())
                out += ',';
            append(out, item);
        }
        out += ']';
        break;
    case Kind::Object:
        out += '{';
        for (const Member &member : value.members) {
            if (&member != &value.members.front())
                out += ',';
            out += quoted(member.key);
            out += ':';
            append(out, member.value);
        }
        out += '}';
        break;
    }
}

} // namespace

std::string toText(const Value &value)
{
    std::string result;
    append(result, value);
    return result;
}

} // namespace rolewright::json
