// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/pattern.h"

namespace rolewright::reference {

namespace {

std::u32string characters(const std::string &text)
{
    std::u32string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        char32_t character = length == 1 ? first : first & (0xFF >> (length + 1));
        for (int k = 1; k < length; ++k)
            character = (character << 6) | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3F);
        result += character;
        i += static_cast<std::size_t>(length);
    }
    return result;
}

bool matchesFrom(const Tokens &pattern, std::size_t at, const std::u32string &text, std::size_t position)
{
    if (at == pattern.size())
        return position == text.size();
    const Token &token = pattern[at];
    const bool hasCharacter = position < text.size();
    switch (token.kind) {
    case Token::Literal:
        return hasCharacter && text[position] == token.character && matchesFrom(pattern, at + 1, text, position + 1);
    case Token::AnyCharacter:
        return hasCharacter && matchesFrom(pattern, at + 1, text, position + 1);
    case Token::AnyCharacterInSegment:
        return hasCharacter && text[position] != U':' && matchesFrom(pattern, at + 1, text, position + 1);
    case Token::AnyText:
        return matchesFrom(pattern, at + 1, text, position) || (hasCharacter && matchesFrom(pattern, at, text, position + 1));
    case Token::AnyTextInSegment:
        return matchesFrom(pattern, at + 1, text, position)
            || (hasCharacter && text[position] != U':' && matchesFrom(pattern, at, text, position + 1));
    }
    return false;
}

void appendLiteral(Tokens &tokens, const std::string &text)
{
    for (const char32_t character : characters(text))
        tokens.push_back({Token::Literal, character});
}

/// `key` or `key, 'default'` of a variable.
std::optional<std::string> valueOf(const std::string &variable, const Context &context)
{
    std::string key = variable;
    std::optional<std::string> fallback;
    const std::size_t comma = variable.find(", '");
    if (comma != std::string::npos && variable.back() == '\'') {
        key = variable.substr(0, comma);
        fallback = variable.substr(comma + 3, variable.size() - comma - 4);
    }
    const ContextValue *value = context.find(key);
    if (value && value->values.size() == 1)
        return value->values.front();
    return fallback;
}

} // namespace

std::string lowerCase(std::string text)
{
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::vector<std::string> split(const std::string &text, char separator)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::optional<Tokens> compile(const std::string &text, PolicyVersion version, PatternKind kind, const Context &context)
{
    Tokens tokens;
    int colons = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool inResourcePart = kind != PatternKind::Resource || colons >= 5;
        if (version == PolicyVersion::V2012 && inResourcePart && text.compare(i, 2, "${") == 0) {
            const std::size_t end = text.find('}', i);
            const std::string variable = text.substr(i + 2, end - i - 2);
            if (variable == "*" || variable == "?" || variable == "$") {
                appendLiteral(tokens, variable);
            } else {
                const std::optional<std::string> value = valueOf(variable, context);
                if (!value)
                    return std::nullopt;
                appendLiteral(tokens, *value);
            }
            i = end;
            continue;
        }
        if (kind == PatternKind::Exact || (text[i] != '*' && text[i] != '?')) {
            // Bytes of one character stay together: the next loop decodes them.
            std::size_t length = 1;
            while (i + length < text.size() && (static_cast<unsigned char>(text[i + length]) & 0xC0) == 0x80)
                ++length;
            appendLiteral(tokens, text.substr(i, length));
            if (text[i] == ':')
                ++colons;
            i += length - 1;
            continue;
        }
        const bool endsSegment = i + 1 == text.size() || text[i + 1] == ':';
        const bool crosses = inResourcePart || (text[i] == '*' && endsSegment);
        if (text[i] == '*')
            tokens.push_back({crosses ? Token::AnyText : Token::AnyTextInSegment, 0});
        else
            tokens.push_back({crosses ? Token::AnyCharacter : Token::AnyCharacterInSegment, 0});
    }
    return tokens;
}

bool matchesAction(const std::string &pattern, const std::string &action)
{
    const auto tokens = compile(lowerCase(pattern), PolicyVersion::V2008, PatternKind::Wildcards, Context());
    return matches(*tokens, lowerCase(action));
}

bool matches(const Tokens &pattern, const std::string &text)
{
    return matchesFrom(pattern, 0, characters(text), 0);
}

bool matchesArn(const Tokens &pattern, const std::string &arn)
{
    std::vector<Tokens> wanted(1);
    for (const Token &token : pattern) {
        if (token.kind == Token::Literal && token.character == U':' && wanted.size() < 6)
            wanted.emplace_back();
        else
            wanted.back().push_back(token);
    }
    std::vector<std::string> parts(1);
    for (const char c : arn) {
        if (c == ':' && parts.size() < 6)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    if (wanted.size() != 6 || parts.size() != 6)
        return false;
    for (std::size_t i = 0; i < 6; ++i) {
        if (!matches(wanted[i], parts[i]))
            return false;
    }
    return true;
}

} // namespace rolewright::reference
