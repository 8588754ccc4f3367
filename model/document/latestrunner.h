// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/turns.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace rolewright {

/// True once nobody wants the result any more; long work looks at it now and then and returns early.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

enum class Urgency {
    Now,
    /// For what nobody waits for this moment: near misses, problems, scenarios, the surroundings in the graph. Where processors are scarce
    /// it gets a tenth of what urgent work gets.
    Patient,
};

/// The threads of background work. Not Qt's own pool: Qt paints with that one, and a window whose painter waits
/// for work stands still. More threads than cores, so that a short question doesn't queue behind long ones.
QThreadPool &workers(Urgency urgency = Urgency::Now);

/// Makes the calling thread patient for good: only for threads that do nothing else.
void giveWay();

/// Runs work in a pool and delivers the result in the thread of `context`, in a turn of its event loop: only the latest start()'s.
///
///     LatestRunner<Answer> runner(this, [this](Answer answer) { show(answer); });
///     runner.start([world, request](const CancelFlag &) { return evaluate(world, request); });
///
/// All calls come from the context's thread. Nothing is delivered after cancel(), after the runner is gone
/// or after the context is gone; work that still runs then finishes unheard. Work must not refer to
/// anything that may die before it: it captures values.
template <typename T>
class LatestRunner
{
public:
    LatestRunner(QObject *context, std::function<void(T)> deliver, QThreadPool *pool = &workers())
        : m_pool(pool)
        , m_shared(std::make_shared<Shared>())
    {
        m_shared->context = context;
        m_shared->deliver = std::move(deliver);
        // Weak: the connection may outlive the runner, and must not keep what deliver holds.
        m_contextGone = QObject::connect(context, &QObject::destroyed, context, [weak = std::weak_ptr<Shared>(m_shared)] {
            if (const std::shared_ptr<Shared> shared = weak.lock())
                shared->forgetContext();
        }, Qt::DirectConnection);
    }

    ~LatestRunner()
    {
        cancel();
        m_shared->forgetContext();
        QObject::disconnect(m_contextGone);
    }

    LatestRunner(const LatestRunner &) = delete;
    LatestRunner &operator=(const LatestRunner &) = delete;

    /// Cancels what runs; only this work's result will be delivered.
    void start(std::function<T(const CancelFlag &)> work)
    {
        cancel();
        const CancelFlag flag = std::make_shared<std::atomic<bool>>(false);
        m_shared->current = flag;
        const bool patient = m_pool == &workers(Urgency::Patient);
        m_pool->start([shared = m_shared, flag, patient, task = std::move(work)] {
            if (flag->load())
                return;
            if (patient)
                giveWay();
            T result = task(flag);
            if (!flag->load())
                shared->post(flag, std::move(result));
        });
    }

    void cancel()
    {
        if (m_shared->current)
            m_shared->current->store(true);
        m_shared->current.reset();
    }

    /// A result is still to come.
    bool isBusy() const { return m_shared->current != nullptr; }

private:
    struct Shared : std::enable_shared_from_this<Shared> {
        std::mutex mutex; ///< guards `context`; the rest belongs to the context's thread
        QObject *context = nullptr;
        std::function<void(T)> deliver;
        CancelFlag current; ///< of the latest start; null when idle

        void forgetContext()
        {
            const std::lock_guard lock(mutex);
            context = nullptr;
            if (current)
                current->store(true);
            current.reset();
        }

        // Called by workers. The lock keeps the context alive until the event is in its queue; a context
        // that dies afterwards takes its events along.
        void post(const CancelFlag &flag, T result)
        {
            const std::lock_guard lock(mutex);
            if (!context)
                return;
            std::function<void()> arrive = [self = this->shared_from_this(), flag, value = std::make_shared<T>(std::move(result))] {
                if (self->current != flag)
                    return;
                self->current.reset();
                self->deliver(std::move(*value));
            };
            QMetaObject::invokeMethod(context, [to = context, arrive = std::move(arrive)] { inTurn(to, arrive); }, Qt::QueuedConnection);
        }
    };

    QThreadPool *m_pool;
    std::shared_ptr<Shared> m_shared;
    QMetaObject::Connection m_contextGone;
};

} // namespace rolewright
