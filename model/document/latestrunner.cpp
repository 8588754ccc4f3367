// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/latestrunner.h"

#include <QCoreApplication>
#include <QThread>

namespace rolewright {

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

} // namespace rolewright
