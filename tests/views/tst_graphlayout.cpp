// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphlayout.h"

#include <QTest>

#include <thread>

using namespace rolewright;

class GraphLayoutTest : public QObject
{
    Q_OBJECT

private slots:
    void nodesDontOverlapAndStayInTheirClusters();
    void edgesRunFromBorderToBorder();
    void labelsStandFree();
    void arrowsReadLeftToRight();
    void cyclesArePossible();
    void nothingIsFine();
    void sameInputSameResult();
    void severalThreadsMayAsk();
};

/// Two accounts of three nodes each, one node outside.
static LayoutInput sample()
{
    LayoutInput input;
    input.clusters = {{{140, 20}}, {{180, 20}}};
    for (int i = 0; i < 7; ++i)
        input.nodes.push_back({{150.0 + 5 * i, 40}, i < 3 ? 0 : i < 6 ? 1 : -1});
    input.edges = {{0, 3, {90, 20}}, {1, 3, {130, 20}}, {3, 4, {}}, {3, 5, {50, 20}}, {6, 3, {}}, {2, 1, {}}};
    return input;
}

static QRectF box(const LayoutInput &input, const LayoutResult &result, std::size_t node)
{
    const QSizeF size = input.nodes[node].size;
    return {result.nodes[node] - QPointF(size.width() / 2, size.height() / 2), size};
}

void GraphLayoutTest::nodesDontOverlapAndStayInTheirClusters()
{
    const LayoutInput input = sample();
    const LayoutResult result = layoutGraph(input);
    QVERIFY(result.ok);
    QCOMPARE(result.nodes.size(), input.nodes.size());
    QCOMPARE(result.clusters.size(), input.clusters.size());
    for (std::size_t i = 0; i < input.nodes.size(); ++i) {
        for (std::size_t k = i + 1; k < input.nodes.size(); ++k)
            QVERIFY(!box(input, result, i).intersects(box(input, result, k)));
        for (std::size_t c = 0; c < input.clusters.size(); ++c) {
            const bool own = input.nodes[i].cluster == static_cast<int>(c);
            QCOMPARE(result.clusters[c].contains(box(input, result, i)), own);
            if (!own)
                QVERIFY(!result.clusters[c].intersects(box(input, result, i)));
        }
    }
    QVERIFY(!result.clusters[0].intersects(result.clusters[1]));
}

void GraphLayoutTest::edgesRunFromBorderToBorder()
{
    const LayoutInput input = sample();
    const LayoutResult result = layoutGraph(input);
    constexpr double tolerance = 3;
    for (std::size_t i = 0; i < input.edges.size(); ++i) {
        const QPainterPath &path = result.edges[i].path;
        QVERIFY(!path.isEmpty());
        const QRectF tail = box(input, result, static_cast<std::size_t>(input.edges[i].from)).adjusted(-tolerance, -tolerance, tolerance, tolerance);
        const QRectF head = box(input, result, static_cast<std::size_t>(input.edges[i].to)).adjusted(-tolerance, -tolerance, tolerance, tolerance);
        QVERIFY(tail.contains(path.pointAtPercent(0)));
        QVERIFY(head.contains(path.pointAtPercent(1)));
    }
}

void GraphLayoutTest::labelsStandFree()
{
    const LayoutInput input = sample();
    const LayoutResult result = layoutGraph(input);
    for (std::size_t i = 0; i < input.edges.size(); ++i) {
        const QSizeF size = input.edges[i].label;
        if (size.isEmpty())
            continue;
        const QRectF label(result.edges[i].label - QPointF(size.width() / 2, size.height() / 2), size);
        for (std::size_t n = 0; n < input.nodes.size(); ++n)
            QVERIFY(!label.intersects(box(input, result, n)));
    }
}

void GraphLayoutTest::arrowsReadLeftToRight()
{
    const LayoutInput input = sample();
    const LayoutResult result = layoutGraph(input);
    for (const LayoutEdge &edge : input.edges)
        QVERIFY(result.nodes[static_cast<std::size_t>(edge.from)].x() < result.nodes[static_cast<std::size_t>(edge.to)].x());
}

void GraphLayoutTest::cyclesArePossible()
{
    LayoutInput input;
    input.nodes = {{{100, 40}, -1}, {{100, 40}, -1}};
    input.edges = {{0, 1, {60, 20}}, {1, 0, {60, 20}}};
    const LayoutResult result = layoutGraph(input);
    QVERIFY(result.ok);
    QVERIFY(!result.edges[1].path.isEmpty());
    QVERIFY(!box(input, result, 0).intersects(box(input, result, 1)));
}

void GraphLayoutTest::nothingIsFine()
{
    const LayoutResult result = layoutGraph({});
    QVERIFY(result.ok);
    QVERIFY(result.nodes.empty());
}

void GraphLayoutTest::sameInputSameResult()
{
    QCOMPARE(layoutGraph(sample()).nodes, layoutGraph(sample()).nodes);
}

void GraphLayoutTest::severalThreadsMayAsk()
{
    const std::vector<QPointF> expected = layoutGraph(sample()).nodes;
    std::array<bool, 4> same{};
    std::vector<std::thread> threads;
    for (bool &one : same)
        threads.emplace_back([&one, &expected] { one = layoutGraph(sample()).nodes == expected; });
    for (std::thread &thread : threads)
        thread.join();
    for (bool one : same)
        QVERIFY(one);
}

QTEST_GUILESS_MAIN(GraphLayoutTest)
#include "tst_graphlayout.moc"
