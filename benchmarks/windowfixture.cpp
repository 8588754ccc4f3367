// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "editor/codeeditor.h"
#include "evaluate/evaluate.h"
#include "fixture.h"
#include "launchoptions.h"
#include "theme/theme.h"
#include "world/workspaceio.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QMetaEnum>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QWindow>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>

namespace rolewright::bench {

namespace {

double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Settings, recovery files and fonts' caches of whoever runs this stay as they are.
struct Surroundings {
    QTemporaryDir directory;

    Surroundings()
    {
        const auto put = [this](const char *name) { qputenv(name, directory.path().toUtf8()); };
        put("XDG_CONFIG_HOME");
        put("XDG_DATA_HOME");
        put("XDG_RUNTIME_DIR");
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }
};

TimedApplication &theApplication()
{
    static Surroundings surroundings;
    static int argc = 1;
    static char name[] = "rolewright-bench";
    static char *argv[] = {name, nullptr};
    static auto *application = [] {
        auto *made = new TimedApplication(argc, argv);
        QCoreApplication::setApplicationName(QStringLiteral("Rolewright"));
        QCoreApplication::setOrganizationName(QStringLiteral("Rolewright"));
        theme::apply(*made, theme::Scheme::Light);
        return made;
    }();
    return *application;
}

/// The values of the statement's Action element that fit the request.
std::vector<Span> matchedActions(const Answer &answer, const StatementRef &statement)
{
    std::vector<Span> spans;
    for (const LayerTrace &layer : answer.layers) {
        for (const PolicyTrace &policy : layer.policies) {
            for (const StatementTrace &trace : policy.statements) {
                if (policy.policy.where != statement.where || trace.index != statement.index)
                    continue;
                for (const ElementTrace &element : trace.elements) {
                    for (const ValueTrace &value : element.values) {
                        if (element.kind == ElementKind::Action && value.matched == Truth::True)
                            spans.push_back(value.span);
                    }
                }
            }
        }
    }
    return spans;
}

std::unique_ptr<WindowFixture> s_kept;
std::size_t s_keptPrincipals = 0;

} // namespace

TimedApplication::TimedApplication(int &argc, char **argv)
    : QApplication(argc, argv)
{
}

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    // Both may be gone afterwards.
    const QByteArray name = receiver->metaObject()->className();
    const int type = event->type();
    ++m_depth;
    QElapsedTimer timer;
    timer.start();
    const double before = threadMilliseconds();
    const bool result = QApplication::notify(receiver, event);
    const double processor = threadMilliseconds() - before;
    m_longest = std::max(m_longest, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    --m_depth;
    if (processor > m_longestProcessor) {
        m_longestProcessor = processor;
        m_receiver = name;
        m_event = type;
    }
    return result;
}

void TimedApplication::turn(QEventLoop::ProcessEventsFlags flags)
{
    const double before = threadMilliseconds();
    QAbstractEventDispatcher::instance()->processEvents(flags);
    m_longestTurn = std::max(m_longestTurn, threadMilliseconds() - before);
}

void TimedApplication::reset()
{
    m_longestTurn = 0;
    m_longest = 0;
    m_longestProcessor = 0;
    m_receiver.clear();
}

std::string TimedApplication::longestName() const
{
    const char *type = QMetaEnum::fromType<QEvent::Type>().valueToKey(m_event);
    return m_receiver.toStdString() + ' ' + (type ? type : std::to_string(m_event).c_str());
}

struct WindowFixture::Files {
    QTemporaryDir directory;
};

WindowFixture &WindowFixture::of(std::size_t principals)
{
    if (!s_kept || s_keptPrincipals != principals) {
        s_kept.reset();
        s_kept = std::make_unique<WindowFixture>(principals);
        s_keptPrincipals = principals;
    }
    return *s_kept;
}

void WindowFixture::close()
{
    s_kept.reset();
}

WindowFixture::WindowFixture(std::size_t principals)
    : m_files(std::make_unique<Files>())
    , m_application(&theApplication())
    , m_file(m_files->directory.filePath(QStringLiteral("organization.rolewright")).toStdString())
    , m_principals(principals)
{
    std::string error;
    if (!saveWorkspace(Fixture::of(principals).world, m_file, &error))
        throw std::runtime_error(error);
    m_window = std::make_unique<MainWindow>();
    m_window->resize(1600, 1000);
    m_application->reset();
    m_window->show();
    until([this] { return m_window->windowHandle()->isExposed(); });
    paint();
    m_firstPicture = m_application->longestTurn();
    LaunchOptions options;
    options.files = {QString::fromStdString(m_file)};
    m_application->reset();
    m_window->launch(options);
    until([this] { return m_window->isWorkspaceShown(); });
    rest();
    m_longestEventWhileOpening = m_application->longestProcessor();
    m_longestWhileOpening = m_application->longestTurn();
}

WindowFixture::~WindowFixture()
{
    // Nobody is there to be asked whether to save.
    while (m_window->document()->undoStack()->canUndo())
        m_window->document()->undoStack()->undo();
}

bool WindowFixture::until(const std::function<bool()> &done, double seconds)
{
    QElapsedTimer timer;
    timer.start();
    QTimer wake; // also when nothing happens
    wake.start(50);
    while (!done()) {
        if (static_cast<double>(timer.elapsed()) > seconds * 1e3)
            return false;
        m_application->turn(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void WindowFixture::rest()
{
    for (int quiet = 0; quiet < 3;) {
        if (!until([this] { return m_window->isIdle(); }))
            throw std::runtime_error("the window doesn't come to rest");
        until([] { return false; }, 0.2);
        quiet = m_window->isIdle() ? quiet + 1 : 0;
    }
}

void WindowFixture::paint()
{
    // What is painted may first have to be laid out, which views put off until the events are handled that are there.
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round)
        m_application->turn(QEventLoop::AllEvents);
}

CodeEditor *WindowFixture::editor()
{
    for (CodeEditor *each : m_window->findChildren<CodeEditor *>()) {
        if (each->isVisible() && !each->isReadOnly())
            return each;
    }
    throw std::runtime_error("no editor is open");
}

const WindowFixture::Question &WindowFixture::question()
{
    if (m_question)
        return *m_question;
    const World &world = m_window->document()->world();
    for (const Request &request : Fixture::of(m_principals).requests) {
        const Answer answer = evaluate(world, request);
        if (answer.verdict != Verdict::Allowed || answer.statements.size() != 1)
            continue;
        const StatementRef &statement = answer.statements.front();
        const EntityPtr owner = world.find(statement.where.owner);
        if (!owner || owner->kind() != EntityKind::Policy || owner->as<ManagedPolicy>()->isAwsManaged())
            continue;
        const std::string &text = documentAt(*owner, statement.where.slot, statement.where.name)->text();
        const std::vector<Span> actions = matchedActions(answer, statement);
        // With one letter more it is another action.
        if (actions.size() != 1 || text[actions.front().end - 1] != '"')
            continue;
        m_question = std::make_unique<Question>(Question{request, statement.where, actions.front().end - 1});
        return *m_question;
    }
    throw std::runtime_error("no question fits");
}

} // namespace rolewright::bench
