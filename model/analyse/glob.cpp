// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/glob.h"

#include <vector>

namespace rolewright {

bool globsMeet(std::string_view left, std::string_view right)
{
    // row[j]: some text matches the first i of left and the first j of right.
    std::vector<char> row(right.size() + 1, 0);
    row[0] = 1;
    for (std::size_t j = 0; j < right.size() && right[j] == '*'; ++j)
        row[j + 1] = 1;

    for (std::size_t i = 0; i < left.size(); ++i) {
        const char l = left[i];
        char diagonal = row[0];
        row[0] = static_cast<char>(l == '*' && row[0]);
        bool reachable = row[0];
        for (std::size_t j = 0; j < right.size(); ++j) {
            const char r = right[j];
            const char above = row[j + 1];
            const char before = row[j];
            char meets = 0;
            if (l == '*' || r == '*')
                meets = static_cast<char>(above || before);
            else if (l == r || l == '?' || r == '?')
                meets = diagonal;
            diagonal = above;
            row[j + 1] = meets;
            reachable = reachable || meets;
        }
        if (!reachable)
            return false;
    }
    return row[right.size()];
}

std::string withOpenVariables(std::string_view pattern)
{
    std::string open;
    open.reserve(pattern.size());
    for (std::size_t i = 0; i < pattern.size();) {
        const std::size_t end = pattern.substr(i, 2) == "${" ? pattern.find('}', i) : std::string_view::npos;
        if (end == std::string_view::npos) {
            open += pattern[i++];
            continue;
        }
        open += '*';
        i = end + 1;
    }
    return open;
}

bool matchesEverything(std::string_view pattern)
{
    return !pattern.empty() && pattern.find_first_not_of('*') == std::string_view::npos;
}

} // namespace rolewright
