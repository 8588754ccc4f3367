// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/latestrunner.h"

#include <QCoreApplication>
#include <QThread>

#include <utility>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace rolewright {

namespace {

constexpr int patience = 10; ///< of nice(1)

} // namespace

QThreadPool &workers(Urgency urgency)
{
    static QThreadPool pools[2];
    static const bool made = [] {
        for (QThreadPool &pool : pools)
            pool.setMaxThreadCount(QThread::idealThreadCount() + 4);
        // While everything that work may use is still there; the pools themselves die with other statics, in any order.
        qAddPostRoutine([] {
            workers(Urgency::Now).waitForDone();
            workers(Urgency::Patient).waitForDone();
        });
        return true;
    }();
    Q_UNUSED(made);
    return pools[static_cast<int>(urgency)];
}

void giveWay()
{
#ifdef Q_OS_LINUX
    // On Linux a thread has a niceness of its own; Qt's priorities would be "as the others" or "when nobody else wants to".
    thread_local bool done = false;
    if (!std::exchange(done, true))
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), patience);
#endif
}

} // namespace rolewright
