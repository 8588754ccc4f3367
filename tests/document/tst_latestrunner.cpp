// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivered.h"
#include "document/latestrunner.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>
#include <vector>

using namespace rolewright;

class TestLatestRunner : public QObject
{
    Q_OBJECT
private slots:
    void delivers();
    void deliversInTheContextsThread();
    void latestWins();
    void earlierWorkIsToldToStop();
    void cancelled();
    void deliverMayStartAgain();
    void deliverMayDestroyTheRunner();
    void runnerDies();
    void contextDies();
    void contextDiesWithAResultUnderWay();
    void moveOnlyNeedsNoCopy();
    void qtsOwnPoolStaysFree();
};

void TestLatestRunner::delivers()
{
    std::vector<int> seen;
    LatestRunner<int> runner(this, [&](int value) { seen.push_back(value); });
    QVERIFY(!runner.isBusy());
    runner.start([](const CancelFlag &) { return 7; });
    QVERIFY(runner.isBusy());
    QVERIFY(seen.empty());
    QTRY_COMPARE(seen, std::vector<int>{7});
    QVERIFY(!runner.isBusy());
}

void TestLatestRunner::deliversInTheContextsThread()
{
    QThread *worked = nullptr;
    QThread *delivered = nullptr;
    LatestRunner<QThread *> runner(this, [&](QThread *thread) {
        worked = thread;
        delivered = QThread::currentThread();
    });
    runner.start([](const CancelFlag &) { return QThread::currentThread(); });
    QTRY_VERIFY(delivered);
    QCOMPARE(delivered, thread());
    QVERIFY(worked != delivered);
}

void TestLatestRunner::latestWins()
{
    QThreadPool pool;
    pool.setMaxThreadCount(4);
    QSemaphore firstStarted;
    QSemaphore firstMayEnd;
    std::vector<int> seen;
    LatestRunner<int> runner(this, [&](int value) { seen.push_back(value); }, &pool);
    runner.start([&](const CancelFlag &) {
        firstStarted.release();
        firstMayEnd.acquire();
        return 1;
    });
    firstStarted.acquire();
    runner.start([](const CancelFlag &) { return 2; });
    QTRY_COMPARE(seen, std::vector<int>{2});
    firstMayEnd.release();
    pool.waitForDone();
    QVERIFY(deliverFound(this));
    QCOMPARE(seen, std::vector<int>{2});
}

void TestLatestRunner::earlierWorkIsToldToStop()
{
    QThreadPool pool;
    QSemaphore started;
    std::atomic<bool> stopped = false;
    std::optional<int> seen;
    LatestRunner<int> runner(this, [&](int value) { seen = value; }, &pool);
    runner.start([&](const CancelFlag &cancelled) {
        started.release();
        while (!cancelled->load())
            QThread::yieldCurrentThread();
        stopped = true;
        return 1;
    });
    started.acquire();
    runner.start([](const CancelFlag &cancelled) { return cancelled->load() ? -1 : 2; });
    QTRY_VERIFY(seen.has_value());
    QCOMPARE(*seen, 2);
    QTRY_VERIFY(stopped.load());
}

void TestLatestRunner::cancelled()
{
    QThreadPool pool;
    QSemaphore mayEnd;
    bool delivered = false;
    LatestRunner<int> runner(this, [&](int) { delivered = true; }, &pool);
    runner.start([&](const CancelFlag &) {
        mayEnd.acquire();
        return 1;
    });
    runner.cancel();
    QVERIFY(!runner.isBusy());
    mayEnd.release();
    pool.waitForDone();
    QVERIFY(deliverFound(this));
    QVERIFY(!delivered);

    // A result that has already been posted counts as cancelled too.
    runner.start([](const CancelFlag &) { return 2; });
    pool.waitForDone();
    runner.cancel();
    QVERIFY(deliverFound(this));
    QVERIFY(!delivered);
}

void TestLatestRunner::deliverMayStartAgain()
{
    std::vector<int> seen;
    std::unique_ptr<LatestRunner<int>> runner;
    runner = std::make_unique<LatestRunner<int>>(this, [&](int value) {
        seen.push_back(value);
        if (value < 3)
            runner->start([value](const CancelFlag &) { return value + 1; });
    });
    runner->start([](const CancelFlag &) { return 1; });
    QTRY_COMPARE(seen, (std::vector<int>{1, 2, 3}));
    QVERIFY(!runner->isBusy());
}

void TestLatestRunner::deliverMayDestroyTheRunner()
{
    int seen = 0;
    std::unique_ptr<LatestRunner<int>> runner;
    runner = std::make_unique<LatestRunner<int>>(this, [&](int value) {
        runner.reset();
        seen = value;
    });
    runner->start([](const CancelFlag &) { return 5; });
    QTRY_COMPARE(seen, 5);
    QVERIFY(!runner);
}

void TestLatestRunner::runnerDies()
{
    QThreadPool pool;
    QSemaphore mayEnd;
    bool delivered = false;
    {
        LatestRunner<int> runner(this, [&](int) { delivered = true; }, &pool);
        runner.start([&](const CancelFlag &) {
            mayEnd.acquire();
            return 1;
        });
    }
    mayEnd.release();
    pool.waitForDone();
    QVERIFY(deliverFound(this));
    QVERIFY(!delivered);
}

void TestLatestRunner::contextDies()
{
    QThreadPool pool;
    QSemaphore mayEnd;
    bool delivered = false;
    auto context = std::make_unique<QObject>();
    LatestRunner<int> runner(context.get(), [&](int) { delivered = true; }, &pool);
    runner.start([&](const CancelFlag &) {
        mayEnd.acquire();
        return 1;
    });
    context.reset();
    QVERIFY(!runner.isBusy());
    mayEnd.release();
    pool.waitForDone();
    QVERIFY(deliverFound(this));
    QVERIFY(!delivered);
}

void TestLatestRunner::contextDiesWithAResultUnderWay()
{
    QThreadPool pool;
    bool delivered = false;
    auto context = std::make_unique<QObject>();
    LatestRunner<int> runner(context.get(), [&](int) { delivered = true; }, &pool);
    runner.start([](const CancelFlag &) { return 1; });
    pool.waitForDone();
    context.reset();
    QVERIFY(deliverFound(this));
    QVERIFY(!delivered);
}

void TestLatestRunner::moveOnlyNeedsNoCopy()
{
    int seen = 0;
    LatestRunner<std::unique_ptr<int>> runner(this, [&](std::unique_ptr<int> value) { seen = *value; });
    runner.start([](const CancelFlag &) { return std::make_unique<int>(9); });
    QTRY_COMPARE(seen, 9);
}

/// Qt paints with its pool, so work must never take its threads; and a short question goes past long work.
void TestLatestRunner::qtsOwnPoolStaysFree()
{
    QSemaphore mayEnd;
    std::vector<std::unique_ptr<LatestRunner<int>>> runners;
    for (int i = 0; i < QThread::idealThreadCount(); ++i) {
        runners.push_back(std::make_unique<LatestRunner<int>>(this, [](int) {}));
        runners.back()->start([&mayEnd](const CancelFlag &) {
            mayEnd.acquire();
            return 1;
        });
    }
    QCOMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
    int seen = 0;
    LatestRunner<int> question(this, [&seen](int value) { seen = value; });
    question.start([](const CancelFlag &) { return 42; });
    QTRY_COMPARE(seen, 42);
    mayEnd.release(static_cast<int>(runners.size()));
    workers().waitForDone();
}

QTEST_GUILESS_MAIN(TestLatestRunner)
#include "tst_latestrunner.moc"
