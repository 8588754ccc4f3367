// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

/// Standard output and error. A reader that goes away (`| head`) ends the output quietly.
namespace rolewright::cli {

/// The exit codes that scripts rely on.
enum ExitCode { ExitAllowed = 0, ExitDone = 0, ExitDenied = 1, ExitFailed = 1, ExitUnusable = 2, ExitDepends = 3 };

void prepareStreams();

/// False once nobody reads any more, or when the disk is full (told on standard error once).
bool write(std::string_view text);
bool write(const QString &text);
bool flush();
/// Whether something could not be written for another reason than a reader that went away.
bool writeFailed();

/// One line on standard error.
void tell(const QString &line);
/// "rolewright-cli: …" on standard error; returns ExitUnusable.
int refuse(const QString &message);

/// A line on standard error that is written again and again, only on a terminal.
class Progress
{
public:
    explicit Progress(const QString &label);
    ~Progress();
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    /// From 0 to 1.
    void show(double part);

private:
    QString m_label;
    bool m_terminal = false;
    int m_shown = -1;
};

} // namespace rolewright::cli
