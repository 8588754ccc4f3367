// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/span.h"

#include <string_view>
#include <vector>

namespace rolewright {

/// locate() for many places of a large text: looks at 64 KiB each time, also when all of it is one line.
/// The text must outlive the index.
class LineIndex
{
public:
    explicit LineIndex(std::string_view text)
        : m_text(text)
    {
    }

    LineColumn locate(std::size_t offset);

private:
    void build();

    std::string_view m_text;
    std::vector<LineColumn> m_blocks; ///< the place of every 65,536th byte; empty until it is needed
};

} // namespace rolewright
