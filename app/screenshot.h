// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace rolewright {

class MainWindow;

/// Saves a picture of the window once nothing is under way in it, then ends the program: 0 when it was
/// saved, 2 when it couldn't be or the window didn't come to rest.
class Screenshot : public QObject
{
    Q_OBJECT
public:
    Screenshot(MainWindow *window, const QString &path);

private:
    void look();

    MainWindow *m_window;
    QString m_path;
    QTimer m_timer;
    QElapsedTimer m_sinceStart;
    int m_idleLooks = 0;
};

} // namespace rolewright
