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

QThreadPool &workers()
{
    static QThreadPool pool;
    static const bool made = [] {
        pool.setMaxThreadCount(QThread::idealThreadCount() + 4);
        // While everything that work may use is still there; the pool itself dies with other statics, in any order.
        qAddPostRoutine([] { workers().waitForDone(); });
        return true;
    }();
    Q_UNUSED(made);
    return pool;
}

QThreadPool &patientWorkers()
{
    static QThreadPool pool;
    static const bool made = [] {
        pool.setMaxThreadCount(QThread::idealThreadCount() + 2);
        qAddPostRoutine([] { patientWorkers().waitForDone(); });
        return true;
    }();
    Q_UNUSED(made);
    return pool;
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
