// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "mainwindow.h"
#include "world/world.h"

#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <string>

class QTreeView;

namespace rolewright {
class CodeEditor;
}

namespace rolewright::bench {

/// Times every event that the window's thread handles, one inside another counted with the outer one, and every turn of its event loop,
/// which may handle several: while that lasts no key is heard.
class TimedApplication : public QApplication
{
public:
    TimedApplication(int &argc, char **argv);

    bool notify(QObject *receiver, QEvent *event) override;

    /// One turn of the event loop, as exec() makes them. Waits for something to do, or for the dispatcher's next timer.
    void turn(QEventLoop::ProcessEventsFlags flags);

    void reset();
    double longestTurn() const { return m_longestTurn; } ///< processor time of the thread in milliseconds since reset()
    double longest() const { return m_longest; } ///< wall time in milliseconds since reset()
    double longestProcessor() const { return m_longestProcessor; } ///< its thread's, in milliseconds: what others do doesn't count
    std::string longestName() const; ///< whose event took most processor time, and which

private:
    int m_depth = 0;
    double m_longest = 0;
    double m_longestProcessor = 0;
    double m_longestTurn = 0;
    QByteArray m_receiver;
    int m_event = 0;
};

/// The real window on Qt's offscreen platform, with journal and settings in a directory of its own, and a generated
/// organization opened in it. One is kept, as in Fixture.
class WindowFixture
{
public:
    static WindowFixture &of(std::size_t principals);
    /// Before main() ends: widgets die before what Qt needs for them.
    static void close();

    WindowFixture(std::size_t principals);
    ~WindowFixture();

    TimedApplication &application() { return *m_application; }
    MainWindow &window() { return *m_window; }
    const std::string &file() const { return m_file; } ///< the workspace that is open
    /// The longest turn until the empty window was painted for the first time.
    double firstPicture() const { return m_firstPicture; }
    double longestEventWhileOpening() const { return m_longestEventWhileOpening; }
    double longestWhileOpening() const { return m_longestWhileOpening; } ///< from then on
    /// A question that one statement of a customer managed policy allows, and where in the policy's text the action ends.
    struct Question {
        Request request;
        DocumentRef policy;
        std::size_t actionEnd = 0; ///< offset in bytes; a letter typed here takes the permission away
    };
    const Question &question();

    template <typename T>
    T *child(const char *name = nullptr)
    {
        return m_window->findChild<T *>(name ? QString::fromLatin1(name) : QString());
    }
    QTreeView *tree() { return child<QTreeView>("worldView"); }
    QTreeView *whoCanTable() { return child<QTreeView>("whoCanTable"); }
    CodeEditor *editor(); ///< the visible one

    /// Handles events until it is so; false when that takes more than `seconds`.
    bool until(const std::function<bool()> &done, double seconds = 120);
    /// Until the window rests, twice in a row.
    void rest();
    /// What was asked to be painted is painted.
    void paint();

private:
    struct Files;
    std::unique_ptr<Files> m_files;
    TimedApplication *m_application;
    std::unique_ptr<MainWindow> m_window;
    std::string m_file;
    std::unique_ptr<Question> m_question;
    std::size_t m_principals;
    double m_firstPicture = 0;
    double m_longestEventWhileOpening = 0;
    double m_longestWhileOpening = 0;
};

} // namespace rolewright::bench
