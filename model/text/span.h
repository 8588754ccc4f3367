// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace rolewright {

/// A half-open range of bytes in a UTF-8 text. Scintilla counts the same way, so a span needs no
/// conversion to underline text in an editor.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool empty() const { return begin == end; }
    bool contains(std::size_t offset) const { return offset >= begin && offset < end; }
    bool operator==(const Span &) const = default;
};

/// A place as people read it: both count from 1, columns count Unicode code points.
struct LineColumn {
    std::size_t line = 1;
    std::size_t column = 1;

    bool operator==(const LineColumn &) const = default;
};

/// The line and column of a byte offset. Offsets past the end give the end of the text.
LineColumn locate(std::string_view text, std::size_t offset);

} // namespace rolewright
