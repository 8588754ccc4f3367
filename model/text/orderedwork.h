// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace rolewright {

/// Work on items that come one after another, shared with a second thread: the one that hands them over works on them, too, rather than
/// wait. What comes of them is taken in their order. A few are there at once, and their memory goes back and forth.
///
/// All calls come from one thread. What `work` or `take` threw is thrown once by the next call; nothing more is done then.
template <typename Item>
class OrderedWork
{
public:
    /// `work` is called in both threads at once; `take` in the caller's, in the items' order, with what was worked on. Once `take` returns
    /// false, no more is wanted. Throws std::system_error when the system has no more threads.
    OrderedWork(std::function<void(Item &)> work, std::function<bool(Item &)> take)
        : m_work(std::move(work))
        , m_take(std::move(take))
        , m_thread([this] { run(); })
    {
    }
    /// Waits for what is being worked on; the rest is left.
    ~OrderedWork()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        m_changed.notify_one();
        m_thread.join();
    }
    OrderedWork(const OrderedWork &) = delete;
    OrderedWork &operator=(const OrderedWork &) = delete;

    /// Swaps `item` for one that was taken, or a new one. False when no more is wanted.
    bool hand(Item &item)
    {
        std::unique_lock lock(m_mutex);
        if (!takeUntil(lock, m_places.size() - 1))
            return false;
        Place &place = at(m_count++);
        std::swap(place.item, item);
        place.state = State::Waiting;
        m_changed.notify_one();
        return true;
    }

    /// Until all that was handed over is taken. False when no more is wanted.
    bool finish()
    {
        std::unique_lock lock(m_mutex);
        return takeUntil(lock, 0);
    }

private:
    enum class State { Waiting, InWork, Done };
    struct Place {
        Item item{};
        State state = State::Waiting;
    };
    using Lock = std::unique_lock<std::mutex>;

    Place &at(std::size_t index) { return m_places[(m_first + index) % m_places.size()]; }

    /// The first that nobody works on, or null.
    Place *waiting()
    {
        for (std::size_t i = 0; i < m_count; ++i) {
            if (at(i).state == State::Waiting)
                return &at(i);
        }
        return nullptr;
    }

    /// Until at most so many are there.
    bool takeUntil(Lock &lock, std::size_t most)
    {
        while (!m_ended) {
            if (m_count > 0 && at(0).state == State::Done) {
                bool wantsMore = false;
                unlocked(lock, [&, &item = at(0).item] { wantsMore = m_take(item); });
                m_first = (m_first + 1) % m_places.size();
                --m_count;
                m_ended = m_ended || !wantsMore;
            } else if (m_count <= most) {
                return true;
            } else if (Place *place = waiting()) {
                work(lock, *place);
            } else {
                m_changed.wait(lock, [&] { return m_ended || at(0).state == State::Done; });
            }
        }
        if (m_thrown)
            std::rethrow_exception(std::exchange(m_thrown, nullptr));
        return false;
    }

    void work(Lock &lock, Place &place)
    {
        place.state = State::InWork;
        unlocked(lock, [&] { m_work(place.item); });
        place.state = State::Done;
    }

    template <typename Call>
    void unlocked(Lock &lock, const Call &call)
    {
        std::exception_ptr thrown;
        lock.unlock();
        try {
            call();
        } catch (...) {
            thrown = std::current_exception();
        }
        lock.lock();
        if (thrown) {
            m_thrown = thrown;
            m_ended = true;
        }
    }

    void run()
    {
        Lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [&] { return m_ended || waiting(); });
            if (m_ended)
                return;
            work(lock, *waiting());
            m_changed.notify_one();
        }
    }

    std::function<void(Item &)> m_work;
    std::function<bool(Item &)> m_take;
    std::mutex m_mutex;
    std::condition_variable m_changed; ///< at most one waits: when something is in work there, or when there is nothing to do
    std::array<Place, 4> m_places; ///< a ring
    std::size_t m_first = 0;
    std::size_t m_count = 0;
    bool m_ended = false;
    std::exception_ptr m_thrown;
    std::thread m_thread; ///< last, since it uses the others
};

} // namespace rolewright
