// SPDX-License-Identifier: GPL-3.0-or-later
#include "startupstats.h"

#include "mainwindow.h"

#include <QCoreApplication>
#include <QEvent>

#include <cstdio>
#include <sys/resource.h>
#include <utility>

namespace rolewright {

namespace {

/// Behind everything that waits to be handled.
constexpr int behindAll = Qt::LowEventPriority - 1;

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

StartupStats::StartupStats(MainWindow *window, QElapsedTimer started, bool opens)
    : QObject(window)
    , m_window(window)
    , m_started(started)
    , m_opens(opens)
{
    m_window->installEventFilter(this);
}

bool StartupStats::eventFilter(QObject *watched, QEvent *event)
{
    // The window paints all its widgets, and shows them, while it handles this; what is posted now is heard afterwards.
    const bool there = m_opens ? m_window->isWorkspaceShown() : true;
    if (event->type() == QEvent::UpdateRequest && there && !std::exchange(m_painted, true))
        QCoreApplication::postEvent(this, new QEvent(QEvent::User), behindAll);
    return QObject::eventFilter(watched, event);
}

void StartupStats::customEvent(QEvent *)
{
    m_window->removeEventFilter(this);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::fprintf(stderr, "{\"usableSeconds\": %.3f, \"processorSeconds\": %.3f, \"peakBytes\": %lld}\n", static_cast<double>(m_started.nsecsElapsed()) / 1e9,
        seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<long long>(usage.ru_maxrss) * 1024);
    std::fflush(stderr);
}

} // namespace rolewright
