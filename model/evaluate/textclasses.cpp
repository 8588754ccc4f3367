// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/textclasses.h"

#include "policy/glob.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <set>

namespace rolewright {

namespace {

constexpr std::size_t longestPattern = 63; ///< positions are bits
constexpr std::size_t mostStates = 2048;
constexpr std::size_t mostPatterns = 32;

/// Where a text may stand in each pattern after its first characters.
using State = std::vector<std::uint64_t>;

std::uint64_t reached(const std::string &pattern, std::uint64_t positions)
{
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if ((positions >> i & 1) && pattern[i] == glob::anyText)
            positions |= std::uint64_t{1} << (i + 1);
    }
    return positions;
}

std::uint64_t after(const std::string &pattern, std::uint64_t positions, char c)
{
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (!(positions >> i & 1))
            continue;
        if (pattern[i] == glob::anyText)
            next |= std::uint64_t{1} << i;
        else if (pattern[i] == glob::anyCharacter || pattern[i] == c)
            next |= std::uint64_t{1} << (i + 1);
    }
    return reached(pattern, next);
}

/// The characters of the patterns, and one that none of them has.
std::optional<std::string> alphabetOf(const std::vector<std::string> &patterns)
{
    std::set<char> letters;
    for (const std::string &pattern : patterns) {
        for (const char c : pattern) {
            if (c == glob::anyText || c == glob::anyCharacter)
                continue;
            if (static_cast<unsigned char>(c) >= 0x80)
                return std::nullopt;
            letters.insert(c);
        }
    }
    for (char other = 'x'; other > ' '; --other) {
        if (!letters.contains(other)) {
            letters.insert(other);
            return std::string(letters.begin(), letters.end());
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::vector<std::string>> textClasses(const std::vector<std::string> &patterns)
{
    const auto tooLong = [](const std::string &pattern) { return pattern.size() > longestPattern; };
    const std::optional<std::string> alphabet = alphabetOf(patterns);
    if (!alphabet || patterns.size() > mostPatterns || std::any_of(patterns.begin(), patterns.end(), tooLong))
        return std::nullopt;
    State start;
    for (const std::string &pattern : patterns)
        start.push_back(reached(pattern, 1));
    std::map<State, std::string> texts{{start, std::string()}}; // the shortest text that leads there
    std::deque<State> open{start};
    std::map<std::vector<bool>, std::string> classes;
    while (!open.empty()) {
        const State state = std::move(open.front());
        open.pop_front();
        const std::string text = texts.at(state);
        std::vector<bool> fits;
        for (std::size_t i = 0; i < patterns.size(); ++i)
            fits.push_back(state[i] >> patterns[i].size() & 1);
        classes.try_emplace(fits, text);
        for (const char c : *alphabet) {
            State next;
            for (std::size_t i = 0; i < patterns.size(); ++i)
                next.push_back(after(patterns[i], state[i], c));
            if (texts.try_emplace(next, text + c).second)
                open.push_back(std::move(next));
            if (texts.size() > mostStates)
                return std::nullopt;
        }
    }
    std::vector<std::string> result;
    for (auto &[fits, text] : classes)
        result.push_back(std::move(text));
    return result;
}

} // namespace rolewright
