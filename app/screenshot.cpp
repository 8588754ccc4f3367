// SPDX-License-Identifier: GPL-3.0-or-later
#include "screenshot.h"

#include "mainwindow.h"

#include <QApplication>
#include <QFile>

#include <cstdio>

namespace rolewright {

namespace {

constexpr int lookMilliseconds = 60;
/// One quiet look may fall between an edit and the work that follows it after its pause for typing.
constexpr int looksWanted = 8;
constexpr qint64 patienceMilliseconds = 120'000;

} // namespace

Screenshot::Screenshot(MainWindow *window, const QString &path)
    : QObject(window)
    , m_window(window)
    , m_path(path)
{
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer.start(lookMilliseconds);
    m_sinceStart.start();
}

void Screenshot::look()
{
    m_idleLooks = m_window->isIdle() ? m_idleLooks + 1 : 0;
    const bool late = m_sinceStart.elapsed() > patienceMilliseconds;
    if (m_idleLooks < looksWanted && !late)
        return;
    m_timer.stop();
    const bool saved = m_window->grab().save(m_path);
    if (!saved)
        std::fprintf(stderr, "%s\n", qUtf8Printable(tr("%1: the picture couldn't be saved").arg(m_path)));
    if (late)
        std::fprintf(stderr, "%s\n", qUtf8Printable(tr("the window didn't come to rest; the picture shows it as it was")));
    QApplication::exit(saved && !late ? 0 : 2);
}

} // namespace rolewright
