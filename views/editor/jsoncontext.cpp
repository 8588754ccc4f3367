// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/jsoncontext.h"

#include <algorithm>

namespace rolewright {
namespace {

struct Level {
    bool object = false;
    bool expectsKey = false; ///< of an object: after `{` or `,`
    std::string key; ///< the member whose value stands here
    std::vector<std::string> keys;
};

/// The end of a string's contents: the closing quote, the line's end or the text's.
std::size_t endOfString(std::string_view text, std::size_t begin)
{
    for (std::size_t i = begin; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"' || text[i] == '\n')
            return i;
    }
    return text.size();
}

JsonContext contextOf(const std::vector<Level> &levels)
{
    JsonContext context;
    for (const Level &level : levels) {
        if (level.object && !(&level == &levels.back() && level.expectsKey))
            context.path.push_back(level.key);
    }
    if (!levels.empty() && levels.back().object) {
        context.isKey = levels.back().expectsKey;
        context.siblings = levels.back().keys;
    }
    return context;
}

void step(char c, std::vector<Level> &levels)
{
    if (c == '{')
        levels.push_back({true, true, {}, {}});
    else if (c == '[')
        levels.push_back({});
    else if ((c == '}' || c == ']') && !levels.empty())
        levels.pop_back();
    else if (c == ',' && !levels.empty())
        levels.back().expectsKey = levels.back().object;
    else if (c == ':' && !levels.empty())
        levels.back().expectsKey = false;
}

} // namespace

JsonContext jsonContext(std::string_view text, std::size_t position)
{
    std::vector<Level> levels;
    const std::size_t end = std::min(position, text.size());
    for (std::size_t i = 0; i < end; ++i) {
        if (text[i] != '"') {
            step(text[i], levels);
            continue;
        }
        const std::size_t stop = endOfString(text, i + 1);
        if (stop >= end) {
            JsonContext context = contextOf(levels);
            context.inString = true;
            context.typed = {i + 1, end};
            return context;
        }
        if (!levels.empty() && levels.back().object && levels.back().expectsKey) {
            levels.back().key = text.substr(i + 1, stop - i - 1);
            levels.back().keys.push_back(levels.back().key);
        }
        i = stop;
    }
    JsonContext context = contextOf(levels);
    context.typed = {end, end};
    return context;
}

std::optional<std::size_t> partnerOfBrace(std::string_view text, std::size_t position)
{
    if (position >= text.size())
        return {};
    const bool curly = text[position] == '{' || text[position] == '}';
    if (!curly && text[position] != '[' && text[position] != ']')
        return {};
    const char opening = curly ? '{' : '[';
    const char closing = curly ? '}' : ']';
    std::vector<std::size_t> open; // of the same kind
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') {
            const std::size_t quote = i;
            i = endOfString(text, quote + 1);
            if (quote < position && position < i)
                return {};
        } else if (text[i] == opening) {
            open.push_back(i);
        } else if (text[i] == closing) {
            if (i == position)
                return open.empty() ? std::string_view::npos : open.back();
            if (!open.empty() && open.back() == position)
                return i;
            if (!open.empty())
                open.pop_back();
        }
    }
    return std::string_view::npos;
}

} // namespace rolewright
