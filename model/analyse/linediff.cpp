// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/linediff.h"

#include <algorithm>
#include <cstdint>

namespace rolewright {

namespace {

/// Beyond this many pairs of lines the middle counts as replaced.
constexpr std::size_t maximumPairs = 4'000'000;

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

using Lines = std::vector<std::string_view>;

/// A longest common subsequence, told as what to remove, add and keep.
std::vector<DiffLine> middleOf(const Lines &before, const Lines &after)
{
    const std::size_t rows = before.size();
    const std::size_t columns = after.size();
    const bool compared = rows * columns <= maximumPairs;
    std::vector<std::uint32_t> common(compared ? (rows + 1) * (columns + 1) : 0);
    const auto at = [&](std::size_t row, std::size_t column) -> std::uint32_t & { return common[row * (columns + 1) + column]; };
    for (std::size_t row = compared ? rows : 0; row-- > 0;) {
        for (std::size_t column = columns; column-- > 0;)
            at(row, column) = before[row] == after[column] ? at(row + 1, column + 1) + 1 : std::max(at(row + 1, column), at(row, column + 1));
    }
    std::vector<DiffLine> result;
    std::size_t row = 0;
    std::size_t column = 0;
    while (row < rows || column < columns) {
        if (compared && row < rows && column < columns && before[row] == after[column]) {
            result.push_back({DiffLine::Kind::Context, std::string(before[row])});
            ++row;
            ++column;
        } else if (row < rows && (!compared || column == columns || at(row + 1, column) >= at(row, column + 1))) {
            result.push_back({DiffLine::Kind::Removed, std::string(before[row++])});
        } else {
            result.push_back({DiffLine::Kind::Added, std::string(after[column++])});
        }
    }
    return result;
}

} // namespace

std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after, std::size_t context)
{
    const Lines old = linesOf(before);
    const Lines fresh = linesOf(after);
    std::size_t front = 0;
    while (front < old.size() && front < fresh.size() && old[front] == fresh[front])
        ++front;
    std::size_t back = 0;
    while (back < std::min(old.size(), fresh.size()) - front && old[old.size() - 1 - back] == fresh[fresh.size() - 1 - back])
        ++back;

    std::vector<DiffLine> all;
    for (std::size_t i = 0; i < front; ++i)
        all.push_back({DiffLine::Kind::Context, std::string(old[i])});
    const auto middle = [&](const Lines &lines) {
        return Lines(lines.begin() + static_cast<std::ptrdiff_t>(front), lines.end() - static_cast<std::ptrdiff_t>(back));
    };
    const std::vector<DiffLine> changed = middleOf(middle(old), middle(fresh));
    all.insert(all.end(), changed.begin(), changed.end());
    for (std::size_t i = old.size() - back; i < old.size(); ++i)
        all.push_back({DiffLine::Kind::Context, std::string(old[i])});

    const auto isNear = [&](std::size_t index) {
        const std::size_t begin = index < context ? 0 : index - context;
        const std::size_t end = std::min(all.size(), index + context + 1);
        return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end),
            [](const DiffLine &line) { return line.kind != DiffLine::Kind::Context; });
    };
    std::vector<DiffLine> result;
    bool gap = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!isNear(i)) {
            gap = true;
            continue;
        }
        if (gap && !result.empty())
            result.push_back({DiffLine::Kind::Gap, {}});
        gap = false;
        result.push_back(all[i]);
    }
    return result;
}

} // namespace rolewright
