// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <future>

namespace rolewright {

/// Calls work(i) once for each i below `count`, in two threads; each takes the next one, so the first ones are begun first. The caller
/// waits, and gets what was thrown; the rest isn't begun then.
template <typename Work>
void inTwoThreads(std::size_t count, const Work &work)
{
    std::atomic<std::size_t> next = 0;
    const auto take = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++)
                work(i);
        } catch (...) {
            next = count;
            throw;
        }
    };
    if (count < 2)
        return take();
    std::future<void> other = std::async(std::launch::async, take); // waits when it goes out of scope
    take();
    other.get();
}

} // namespace rolewright
