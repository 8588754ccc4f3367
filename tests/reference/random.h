// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace rolewright::reference {

/// The same numbers for a seed everywhere: the standard library's distributions differ between implementations.
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(m_engine() % limit); }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

    template <typename T>
    const T &pick(const std::vector<T> &values)
    {
        return values[below(values.size())];
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace rolewright::reference
