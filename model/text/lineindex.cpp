// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/lineindex.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr std::size_t blockSize = 65536;

LineColumn advanced(LineColumn place, std::string_view text)
{
    for (const char c : text) {
        if (c == '\n')
            place = {place.line + 1, 1};
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            ++place.column;
    }
    return place;
}

} // namespace

void LineIndex::build()
{
    LineColumn place;
    for (std::size_t offset = 0; offset <= m_text.size(); offset += blockSize) {
        m_blocks.push_back(place);
        place = advanced(place, m_text.substr(offset, blockSize));
    }
}

LineColumn LineIndex::locate(std::size_t offset)
{
    if (m_blocks.empty())
        build();
    offset = std::min(offset, m_text.size());
    const std::size_t block = offset / blockSize;
    return advanced(m_blocks[block], m_text.substr(block * blockSize, offset - block * blockSize));
}

} // namespace rolewright
