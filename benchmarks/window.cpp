// SPDX-License-Identifier: GPL-3.0-or-later
// The window: how soon it is there, and how soon it follows the hand.
#include "windowfixture.h"

#include "document/workspacedocument.h"
#include "editor/codeeditor.h"
#include "fixture.h"
#include "graph/graphpanel.h"
#include "graph/graphscene.h"
#include "hugepages.h"
#include "pages/pagearea.h"
#include "panels/whocanpanel.h"
#include "simulator/simulatorpanel.h"
#include "tree/worldtree.h"
#include "tree/worldtreemodel.h"
#include "workbench.h"

#include <benchmark/benchmark.h>

#include <QCheckBox>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>

namespace rolewright::bench {

namespace {

using benchmark::State;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The longest that the window's thread heard nothing, and that it did one thing, since its last reset().
void tellLongest(State &state, WindowFixture &fixture)
{
    state.counters["longestTurn_ms"] = fixture.application().longestTurn();
    state.counters["longestEvent_ms"] = fixture.application().longestProcessor();
    state.counters["longestEventWall_ms"] = fixture.application().longest();
    state.SetLabel(fixture.application().longestName());
}

/// The program itself, until it says that the workspace is painted and the next key would be heard.
void start(State &state, const std::string &file)
{
    QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(name), home.path());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    double processor = 0;
    for (auto _ : state) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        const Clock::time_point begin = Clock::now();
        process.start(QStringLiteral(DESKTOP), {QStringLiteral("--stats"), QString::fromStdString(file)});
        QByteArray said;
        while (!said.contains("}") && process.waitForReadyRead(120'000))
            said += process.readAll();
        state.SetIterationTime(secondsSince(begin));
        process.kill();
        process.waitForFinished();
        const qsizetype line = said.indexOf('{');
        if (line < 0) {
            state.SkipWithError("the window didn't open");
            return;
        }
        processor += nlohmann::json::parse(said.mid(line, said.indexOf('}', line) + 1 - line).toStdString()).at("processorSeconds").get<double>();
    }
    state.counters["processor_ms"] = processor * 1e3 / static_cast<double>(state.iterations());
}

void startSample(State &state, std::size_t)
{
    start(state, SAMPLES "/delegation.rolewright");
}

void startOrganization(State &state, std::size_t principals)
{
    const WindowFixture &fixture = WindowFixture::of(principals);
    start(state, fixture.file());
    state.counters["firstPicture_ms"] = fixture.firstPicture();
    state.counters["longestEvent_ms"] = fixture.longestEventWhileOpening();
    state.counters["longestTurn_ms"] = fixture.longestWhileOpening();
}

/// The fixture's question, with the list of who can in front.
Workbench *askEverybody(WindowFixture &fixture)
{
    const Request &request = fixture.question().request;
    Workbench *workbench = fixture.window().workbench();
    workbench->showWhoCan();
    workbench->ask(QString::fromStdString(request.principal.arn), QString::fromStdString(request.action), QString::fromStdString(request.resource));
    return workbench;
}

/// From a key in a policy's text to the answer, its routes and the list of who can, all of the new text and painted.
void keystroke(State &state, std::size_t principals)
{
    WindowFixture &fixture = WindowFixture::of(principals);
    Workbench *workbench = askEverybody(fixture);
    const WindowFixture::Question &question = fixture.question();
    workbench->openEntity(question.policy.owner);
    workbench->pages()->showDocument(question.policy, {}, std::nullopt);
    fixture.rest();
    CodeEditor *editor = fixture.editor();
    editor->setFocus();
    // Somebody is at work: the first edit of a workspace has its recovery file written, which the later ones only add to.
    editor->setCaret(0);
    QTest::keyClick(editor, Qt::Key_Space);
    fixture.rest();
    editor->setCaret(question.actionEnd + 1);
    fixture.paint();
    bool answered = false, listed = false, completed = false;
    Verdict verdict = Verdict::Depends;
    const QObject receiver;
    QObject::connect(workbench->simulator(), &SimulatorPanel::answered, &receiver, [&](Verdict now) {
        answered = true;
        verdict = now;
    });
    QObject::connect(workbench->simulator(), &SimulatorPanel::completed, &receiver, [&] { completed = true; });
    QObject::connect(workbench->whoCan(), &WhoCanPanel::countChanged, &receiver, [&](int count) { listed = count >= 0; });
    fixture.application().reset();
    bool typed = false;
    Verdict before = workbench->simulator()->asked()->simulation.direct.verdict;
    double answerSeconds = 0, nearMissSeconds = 0;
    for (auto _ : state) {
        answered = listed = completed = false;
        const Clock::time_point begin = Clock::now();
        if (typed)
            QTest::keyClick(editor, Qt::Key_Backspace);
        else
            QTest::keyClick(editor, 'x');
        typed = !typed;
        bool first = true;
        const bool came = fixture.until([&] {
            if (answered && std::exchange(first, !answered))
                answerSeconds += secondsSince(begin);
            return answered && listed;
        });
        fixture.paint();
        state.SetIterationTime(secondsSince(begin));
        const Verdict now = workbench->simulator()->asked() ? workbench->simulator()->asked()->simulation.direct.verdict : before;
        const bool whole = fixture.until([&] { return completed; });
        fixture.paint();
        nearMissSeconds += secondsSince(begin);
        if (!came || !whole || now == before) {
            state.SkipWithError("the key didn't change the answer");
            return;
        }
        before = now;
        // Whoever types looks up now and then: the journal and the problems come in between.
        QTest::qWait(250);
    }
    state.counters["answer_ms"] = answerSeconds * 1e3 / static_cast<double>(state.iterations());
    state.counters["nearMisses_ms"] = nearMissSeconds * 1e3 / static_cast<double>(state.iterations());
    tellLongest(state, fixture);
    fixture.rest();
}

/// Each letter into the filter above the tree, until the tree shows what fits.
void filter(State &state, std::size_t principals)
{
    WindowFixture &fixture = WindowFixture::of(principals);
    auto *field = fixture.child<QLineEdit>("worldFilter");
    field->setFocus();
    fixture.rest();
    fixture.application().reset();
    const char letters[] = "role-1";
    std::size_t next = 0;
    for (auto _ : state) {
        const Clock::time_point begin = Clock::now();
        if (next % 7 == 6)
            field->clear();
        else
            QTest::keyClick(field, letters[next % 7]);
        ++next;
        fixture.paint();
        state.SetIterationTime(secondsSince(begin));
    }
    tellLongest(state, fixture);
    field->clear();
    fixture.rest();
}

/// What is done with the tree, again and again, each time until it is painted. `before`: not measured.
void inTree(State &state, WindowFixture &fixture, const std::function<void(QTreeView *)> &before, const std::function<void(QTreeView *)> &act)
{
    QTreeView *tree = fixture.tree();
    fixture.rest();
    fixture.application().reset();
    for (auto _ : state) {
        before(tree);
        fixture.paint();
        const Clock::time_point begin = Clock::now();
        act(tree);
        fixture.paint();
        state.SetIterationTime(secondsSince(begin));
    }
    tellLongest(state, fixture);
    fixture.rest();
}

/// Everything open: a page down at a time, to the end and from the beginning.
void scroll(State &state, std::size_t principals)
{
    WindowFixture &fixture = WindowFixture::of(principals);
    fixture.tree()->expandAll();
    fixture.tree()->setFocus();
    inTree(state, fixture, [](QTreeView *) {}, [](QTreeView *tree) {
        QScrollBar *bar = tree->verticalScrollBar();
        bar->setValue(bar->value() == bar->maximum() ? 0 : bar->value() + bar->pageStep());
    });
}

/// Everything closed and everything opened.
void expand(State &state, std::size_t principals)
{
    inTree(state, WindowFixture::of(principals), &QTreeView::collapseAll, [](QTreeView *tree) {
        QMetaObject::invokeMethod(tree, &QTreeView::expandAll, Qt::QueuedConnection);
    });
}

/// Everybody in the list of who can: sorted by one column after another, and filtered by a letter more, each time until it is painted.
void table(State &state, std::size_t principals)
{
    WindowFixture &fixture = WindowFixture::of(principals);
    Workbench *workbench = askEverybody(fixture);
    auto *all = fixture.child<QCheckBox>("whoCanAll");
    auto *field = fixture.child<QLineEdit>("whoCanFilter");
    auto *view = fixture.child<QTreeView>("whoCanTable");
    all->setChecked(true);
    fixture.rest();
    const int rows = view->model()->rowCount();
    fixture.application().reset();
    const char letters[] = "role";
    std::size_t next = 0;
    for (auto _ : state) {
        const Clock::time_point begin = Clock::now();
        if (const std::size_t step = next++ % 10; step < 5)
            QMetaObject::invokeMethod(view, [view, step] { view->sortByColumn(static_cast<int>(step), Qt::DescendingOrder); }, Qt::QueuedConnection);
        else if (step < 9)
            QTest::keyClick(field, letters[step - 5]);
        else
            QMetaObject::invokeMethod(field, &QLineEdit::clear, Qt::QueuedConnection);
        fixture.paint();
        fixture.until([&] { return workbench->whoCan()->isIdle(); });
        fixture.paint();
        state.SetIterationTime(secondsSince(begin));
    }
    state.counters["rows"] = rows;
    tellLongest(state, fixture);
    all->setChecked(false);
    fixture.rest();
}

/// From a row chosen in the tree to its page and its neighbourhood in the graph.
void graph(State &state, std::size_t principals)
{
    WindowFixture &fixture = WindowFixture::of(principals);
    auto *panel = fixture.child<GraphPanel>();
    WorldTree *tree = fixture.window().workbench()->tree();
    const World &world = fixture.window().document()->world();
    std::vector<EntityPtr> all;
    for (const EntityKind kind : {EntityKind::Role, EntityKind::User, EntityKind::Policy, EntityKind::Group}) {
        const std::vector<EntityPtr> &some = world.entities(world.header().accounts.front().id, kind);
        for (std::size_t i = 0; i < some.size() && i < 6; ++i)
            all.push_back(some[i * some.size() / 6]);
    }
    fixture.rest();
    fixture.application().reset();
    std::size_t next = 0, most = 0;
    for (auto _ : state) {
        const Clock::time_point begin = Clock::now();
        const EntityPtr &focus = all[next++ % all.size()];
        // As the tree tells of a row that somebody chose: its page takes the place of the one looked at before.
        QMetaObject::invokeMethod(tree, [&] { emit tree->selected(focus->id); }, Qt::QueuedConnection);
        fixture.until([&] {
            const GraphNode *shown = panel->scene()->graph().find(focus->arn());
            return shown && shown->focus;
        });
        fixture.paint();
        state.SetIterationTime(secondsSince(begin));
        most = std::max(most, panel->scene()->graph().nodes.size());
        fixture.rest();
    }
    fixture.window().workbench()->pages()->closeAll();
    state.counters["mostNodes"] = static_cast<double>(most);
    tellLongest(state, fixture);
    fixture.rest();
}

} // namespace

void registerWindow(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    const auto add = [&](const std::string &name, void (*run)(State &, std::size_t), int rounds) {
        const auto inSmallPages = [run](State &state, std::size_t count) {
            const SmallPages pages; // as the program's own thread of the window
            run(state, count);
        };
        benchmark::RegisterBenchmark(name.c_str(), inSmallPages, principals)->Unit(benchmark::kMillisecond)->Iterations(rounds)->UseManualTime();
    };
    if (principals == 100)
        add("window:start/sample", startSample, 8);
    add("window:start" + size, startOrganization, 5);
    add("window:keystroke" + size, keystroke, 20);
    add("window:filter" + size, filter, 14);
    add("window:scroll" + size, scroll, 100);
    add("window:expand" + size, expand, 5);
    add("window:table" + size, table, 20);
    add("window:graph" + size, graph, 24);
}

void closeWindow()
{
    WindowFixture::close();
}

} // namespace rolewright::bench
