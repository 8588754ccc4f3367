// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/rawjson.h"

namespace rolewright::json {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Past the end of the string or the single byte at `offset`.
std::size_t next(std::string_view text, std::size_t offset)
{
    if (text[offset] != '"')
        return offset + 1;
    ++offset;
    while (offset < text.size() && text[offset] != '"')
        offset += text[offset] == '\\' ? 2 : 1;
    return offset < text.size() ? offset + 1 : text.size();
}

} // namespace

std::string compacted(std::string_view text)
{
    std::string result;
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t end = next(text, offset);
        if (!isSpace(text[offset]))
            result += text.substr(offset, end - offset);
        offset = end;
    }
    return result;
}

std::string indented(std::string_view text, std::size_t indent)
{
    std::string result;
    std::size_t level = 0;
    bool opened = false; // the last token opened a container that holds nothing so far
    const auto newLine = [&] {
        result += '\n';
        result.append(indent + 2 * level, ' ');
    };
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t end = next(text, offset);
        const std::string_view token = text.substr(offset, end - offset);
        offset = end;
        const char c = token.front();
        if (isSpace(c))
            continue;
        if (c == '}' || c == ']') {
            --level;
            if (!opened)
                newLine();
            opened = false;
            result += c;
            continue;
        }
        if (opened)
            newLine();
        opened = c == '{' || c == '[';
        result += token;
        if (opened)
            ++level;
        else if (c == ',')
            newLine();
        else if (c == ':')
            result += ' ';
    }
    return result;
}

} // namespace rolewright::json
