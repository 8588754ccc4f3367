// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>

namespace rolewright {

/// Something of every service of the catalog that is worked out when it is first asked for. Thread-safe.
template <typename T>
class PerService
{
public:
    explicit PerService(std::size_t services)
        : m_services(std::make_unique<Service[]>(services))
    {
    }

    /// `make`: the value of this service.
    template <typename Make>
    const T &of(std::size_t service, const Make &make) const
    {
        Service &one = m_services[service];
        if (!one.isReady.load(std::memory_order_acquire)) {
            std::call_once(one.once, [&] {
                one.value = make();
                one.isReady.store(true, std::memory_order_release);
            });
        }
        return one.value;
    }

private:
    struct Service {
        std::once_flag once;
        std::atomic<bool> isReady = false; ///< quicker to ask than `once`
        T value;
    };

    std::unique_ptr<Service[]> m_services;
};

} // namespace rolewright
