// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rolewright {

/// While it lives, what its thread allocates lies in pages of the usual size. For the thread of the window: the first touch of a huge page
/// may take as long as painting a picture does, and comes at any moment. Does nothing where the allocator isn't jemalloc.
class SmallPages
{
public:
    SmallPages();
    ~SmallPages();
    SmallPages(const SmallPages &) = delete;
    SmallPages &operator=(const SmallPages &) = delete;

private:
    [[maybe_unused]] unsigned m_before = 0;
};

} // namespace rolewright
