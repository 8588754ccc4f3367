// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "world/import.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <atomic>
#include <memory>

namespace rolewright {

/// Reads and imports files in a worker: anything that importFiles() takes. The latest start() wins.
class ImportJob : public QObject
{
    Q_OBJECT
public:
    explicit ImportJob(QObject *parent = nullptr);

    void start(const QStringList &paths);
    /// Ends at once with a result that says cancelled; does nothing when nothing runs.
    void cancel();
    bool isRunning() const { return m_runner.isBusy(); }

signals:
    void progress(double fraction); ///< between 0 and 1, a few times a second
    void finished(const rolewright::ImportResult &result);

private:
    void tellProgress();

    LatestRunner<ImportResult> m_runner;
    QTimer m_timer;
    std::shared_ptr<std::atomic<double>> m_fraction; ///< the worker writes, the timer tells
    double m_toldFraction = -1;
};

} // namespace rolewright
