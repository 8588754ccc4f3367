// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/importjob.h"

#include <QFile>

#include <chrono>
#include <utility>

namespace rolewright {

namespace {

using namespace std::chrono_literals;

constexpr auto progressInterval = 80ms;

ImportResult importPaths(const QStringList &paths, const CancelFlag &cancelled, std::atomic<double> &fraction)
{
    ImportResult cancelledResult;
    cancelledResult.cancelled = true;
    ImportReport unreadable;
    std::vector<InputFile> files;
    for (const QString &path : paths) {
        if (cancelled->load())
            return cancelledResult;
        std::string error;
        const std::string name = path.toStdString();
        if (std::optional<std::string> text = readFile(QFile::encodeName(path).toStdString(), &error))
            files.push_back({name, std::move(*text)});
        else
            unreadable.remarks.push_back({Severity::Error, "unreadableFile", {error}, name, {}, {0, 0}});
    }
    // A part of what was asked for would look like the whole.
    if (!unreadable.remarks.empty())
        return {std::nullopt, std::move(unreadable), false};
    return importFiles(files, [&](double done) {
        fraction.store(done);
        return !cancelled->load();
    });
}

} // namespace

ImportJob::ImportJob(QObject *parent)
    : QObject(parent)
    , m_runner(this, [this](const ImportResult &result) {
        m_timer.stop();
        emit finished(result);
    })
{
    m_timer.setInterval(progressInterval);
    connect(&m_timer, &QTimer::timeout, this, &ImportJob::tellProgress);
}

void ImportJob::start(const QStringList &paths)
{
    m_fraction = std::make_shared<std::atomic<double>>(0.0);
    m_toldFraction = -1;
    m_timer.start();
    m_runner.start([paths, fraction = m_fraction](
                       const CancelFlag &cancelled) { return importPaths(paths, cancelled, *fraction); });
}

void ImportJob::cancel()
{
    if (!m_runner.isBusy())
        return;
    m_runner.cancel();
    m_timer.stop();
    ImportResult result;
    result.cancelled = true;
    emit finished(result);
}

void ImportJob::tellProgress()
{
    const double fraction = m_fraction->load();
    if (fraction == m_toldFraction)
        return;
    m_toldFraction = fraction;
    emit progress(fraction);
}

} // namespace rolewright
