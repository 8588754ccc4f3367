// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/turns.h"

#include <QPointer>
#include <QTimer>

#include <deque>
#include <utility>

namespace rolewright {

namespace {

/// Of one thread.
class Turns
{
public:
    Turns()
    {
        m_timer.setInterval(0);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { next(); });
    }

    void add(QObject *context, std::function<void()> call)
    {
        m_calls.push_back({context, std::move(call)});
        if (!m_timer.isActive()) {
            m_resting = true;
            m_timer.start();
        }
    }

private:
    struct Call {
        QPointer<QObject> context;
        std::function<void()> call;
    };

    void next()
    {
        if (std::exchange(m_resting, false))
            return;
        while (!m_calls.empty() && !m_calls.front().context)
            m_calls.pop_front();
        if (m_calls.empty()) {
            m_timer.stop();
            return;
        }
        // Out of the queue first, and with the timer started anew: the call may wait in an event loop of its own, where a timer
        // whose timeout is being handled doesn't run.
        const Call call = std::move(m_calls.front());
        m_calls.pop_front();
        m_resting = true;
        m_timer.start();
        call.call();
    }

    QTimer m_timer;
    std::deque<Call> m_calls;
    bool m_resting = false; ///< this turn is for what was changed before
};

} // namespace

void inTurn(QObject *context, std::function<void()> call)
{
    thread_local Turns turns;
    turns.add(context, std::move(call));
}

} // namespace rolewright
