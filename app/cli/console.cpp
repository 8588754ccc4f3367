// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace rolewright::cli {
namespace {

struct Console {
    Q_DECLARE_TR_FUNCTIONS(Console)
};

bool outputClosed = false;
bool outputFailed = false;

bool noteFailure()
{
    if (!outputClosed) {
        outputClosed = true;
        if (errno != EPIPE) {
            outputFailed = true;
            tell(Console::tr("rolewright-cli: can't write: %1").arg(QString::fromLocal8Bit(std::strerror(errno))));
        }
    }
    return false;
}

} // namespace

void prepareStreams()
{
    std::signal(SIGPIPE, SIG_IGN);
}

bool write(std::string_view text)
{
    if (outputClosed)
        return false;
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() || noteFailure();
}

bool write(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    return write(std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
}

bool flush()
{
    if (outputClosed)
        return false;
    return std::fflush(stdout) == 0 || noteFailure();
}

bool writeFailed()
{
    return outputFailed;
}

void tell(const QString &line)
{
    const QByteArray utf8 = line.toUtf8() + '\n';
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stderr);
}

int refuse(const QString &message)
{
    tell(QStringLiteral("rolewright-cli: ") + message);
    return ExitUnusable;
}

Progress::Progress(const QString &label)
    : m_label(label)
    , m_terminal(isatty(STDERR_FILENO) == 1)
{
}

Progress::~Progress()
{
    if (m_shown >= 0)
        std::fputs("\r\x1b[K", stderr);
}

void Progress::show(double part)
{
    const int percent = static_cast<int>(part * 100);
    if (!m_terminal || percent == m_shown)
        return;
    m_shown = percent;
    const QByteArray line = QStringLiteral("\r%1 %2 %").arg(m_label).arg(percent).toUtf8();
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace rolewright::cli
