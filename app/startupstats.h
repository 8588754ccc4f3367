// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace rolewright {

class MainWindow;

/// `--stats`: one JSON line on standard error, `{"usableSeconds", "processorSeconds", "peakBytes"}`, as soon as what was to be opened is
/// painted and nothing is left that a key would have to wait for. Work in the background may go on then. Times count
/// from `started`, processor time of all threads from the process's beginning.
class StartupStats : public QObject
{
    Q_OBJECT
public:
    /// `opens`: files are being opened; else the start page counts.
    StartupStats(MainWindow *window, QElapsedTimer started, bool opens);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void customEvent(QEvent *event) override;

private:
    MainWindow *m_window;
    QElapsedTimer m_started;
    bool m_opens;
    bool m_painted = false;
};

} // namespace rolewright
