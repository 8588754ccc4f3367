// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/orderedwork.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <future>
#include <new>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace rolewright;

class TestOrderedWork : public QObject
{
    Q_OBJECT

private slots:
    void isTakenInTheOrderOfHandingOver();
    void bothThreadsWork();
    void fewAreThere();
    void memoryComesBack();
    void endsWhenNoMoreIsWanted();
    void throwsWhatWasThrown();
    void leavesWhatWaits();
};

void TestOrderedWork::isTakenInTheOrderOfHandingOver()
{
    std::vector<int> expected, taken;
    std::set<std::thread::id> takers;
    OrderedWork<int> work([](int &item) { item *= 2; },
                          [&](int &item) {
                              taken.push_back(item);
                              takers.insert(std::this_thread::get_id());
                              return true;
                          });
    QVERIFY(work.finish()); // there is nothing to do
    for (int i = 0; i < 10'000; ++i) {
        expected.push_back(2 * i);
        int item = i; // it is taken and another one left
        QVERIFY(work.hand(item));
    }
    QVERIFY(work.finish());
    QCOMPARE(taken, expected);
    QCOMPARE(takers, (std::set<std::thread::id>{std::this_thread::get_id()}));
    int last = 4; // it goes on after finishing
    QVERIFY(work.hand(last));
    QVERIFY(work.finish());
    QCOMPARE(taken.back(), 8);
}

/// While one of them is held up by an item, the other one does the rest.
void TestOrderedWork::bothThreadsWork()
{
    struct Item {
        int number = 0;
        std::thread::id worker;
    };
    std::promise<void> othersDone;
    std::atomic<int> others = 0;
    std::vector<Item> taken;
    OrderedWork<Item> work(
        [&, done = othersDone.get_future().share()](Item &item) {
            item.worker = std::this_thread::get_id();
            if (item.number == 0)
                done.wait();
            else if (++others == 3)
                othersDone.set_value();
        },
        [&](Item &item) {
            taken.push_back(item);
            return true;
        });
    for (int number = 0; number < 4; ++number) {
        Item item{number, {}};
        QVERIFY(work.hand(item));
    }
    QVERIFY(work.finish());
    QCOMPARE(taken.size(), std::size_t{4});
    for (int number = 1; number < 4; ++number) {
        QCOMPARE(taken[number].number, number);
        QVERIFY(taken[number].worker != taken[0].worker);
        QVERIFY(taken[number].worker == taken[1].worker);
    }
}

void TestOrderedWork::fewAreThere()
{
    int taken = 0;
    OrderedWork<int> work([](int &) {}, [&](int &) { return ++taken > 0; });
    int most = 0;
    for (int handed = 1; handed <= 10'000; ++handed) {
        int item = handed;
        QVERIFY(work.hand(item));
        most = std::max(most, handed - taken);
    }
    QVERIFY2(most <= 4, std::to_string(most).c_str());
}

/// Five vectors go round: four that are there and the caller's.
void TestOrderedWork::memoryComesBack()
{
    OrderedWork<std::vector<int>> work([](std::vector<int> &) {},
                                       [](std::vector<int> &item) {
                                           item.clear();
                                           return true;
                                       });
    std::vector<int> item;
    std::set<const int *> memories;
    for (int round = 0; round < 1000; ++round) {
        QVERIFY(item.empty());
        item.resize(100);
        memories.insert(item.data());
        QVERIFY(work.hand(item));
    }
    QVERIFY(memories.size() <= 5);
}

void TestOrderedWork::endsWhenNoMoreIsWanted()
{
    int taken = 0;
    OrderedWork<int> work([](int &) {},
                          [&](int &item) {
                              ++taken;
                              return item < 10;
                          });
    int handed = 0;
    for (int item = 0; work.hand(item); item = handed)
        ++handed;
    QCOMPARE(taken, 11);
    QVERIFY(handed >= 11 && handed <= 14);
    int more = 5;
    QVERIFY(!work.hand(more));
    QCOMPARE(more, 5);
    QVERIFY(!work.finish());
    QCOMPARE(taken, 11);
}

void TestOrderedWork::throwsWhatWasThrown()
{
    OrderedWork<int> working([](int &item) { item == 7 ? throw std::runtime_error("seven") : 0; }, [](int &) { return true; });
    std::string message;
    int handed = 0;
    try {
        for (int item = 0; working.hand(item); item = handed)
            ++handed;
    } catch (const std::runtime_error &error) {
        message = error.what();
    }
    QCOMPARE(message, std::string("seven"));
    int item = 9;
    QVERIFY(!working.hand(item)); // thrown once
    QVERIFY(!working.finish());

    OrderedWork<int> taking([](int &) {}, [](int &) -> bool { throw std::bad_alloc(); });
    QVERIFY(taking.hand(item));
    QVERIFY_THROWS_EXCEPTION(std::bad_alloc, taking.finish());
    QVERIFY(!taking.finish());
}

/// As when the one that hands over has to give up: it waits for the work that was begun, and for no more.
void TestOrderedWork::leavesWhatWaits()
{
    std::promise<void> begun, mayEnd;
    std::atomic<int> worked = 0;
    std::thread other;
    {
        OrderedWork<int> work(
            [&, released = mayEnd.get_future().share()](int &) {
                if (++worked == 1)
                    begun.set_value();
                released.wait();
            },
            [](int &) { return true; });
        for (int i = 0; i < 4; ++i) {
            int item = i;
            QVERIFY(work.hand(item));
        }
        begun.get_future().wait();
        other = std::thread([&] { mayEnd.set_value(); });
    }
    const int before = worked;
    other.join();
    QVERIFY(before >= 1 && before <= 4);
    QCOMPARE(worked.load(), before);
}

QTEST_GUILESS_MAIN(TestOrderedWork)
#include "tst_orderedwork.moc"
