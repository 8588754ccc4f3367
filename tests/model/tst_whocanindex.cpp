// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocan.h"
#include "analyse/whocanindex.h"
#include "organization/organization.h"

#include <QTest>

using namespace rolewright;

/// Who-can with its indexes against asking everybody, one by one, with nothing left out.
class TestWhoCanIndex : public QObject
{
    Q_OBJECT

private slots:
    void leavesNobodyOut_data();
    void leavesNobodyOut();
    void sameRows();
};

namespace {

World organizationOf(std::size_t principals, quint64 seed, bool surroundings)
{
    const World world = organization::importedWorld(organization::generate({principals, 3}, seed));
    return surroundings ? organization::withOrganization(world, seed) : world;
}

QString shown(const WhoCanRow &row)
{
    QString text = QStringLiteral("%1 verdict %2 direct %3 account %4 via").arg(QString::fromStdString(row.arn)).arg(static_cast<int>(row.verdict)).arg(row.direct)
                       .arg(QString::fromStdString(row.assumedAccount));
    for (const std::string &role : row.via)
        text += u' ' + QString::fromStdString(role);
    return text;
}

} // namespace

void TestWhoCanIndex::leavesNobodyOut_data()
{
    QTest::addColumn<bool>("surroundings");
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {3, 4}) {
        QTest::addRow("exports, seed %d", static_cast<int>(seed)) << false << seed;
        QTest::addRow("with an organization, seed %d", static_cast<int>(seed)) << true << seed;
    }
}

void TestWhoCanIndex::leavesNobodyOut()
{
    QFETCH(bool, surroundings);
    QFETCH(quint64, seed);
    const World world = organizationOf(70, seed, surroundings);
    const auto finder = std::make_shared<const RouteFinder>(world);
    const auto index = std::make_shared<const WhoCanIndex>(CompiledWorld(world));
    const auto never = [] { return false; };
    std::size_t allowed = 0;
    std::size_t byRoute = 0;
    for (Request &question : organization::questions(world, 12, seed)) {
        WhoCanSearch search(world, question, 2, finder, index);
        while (!search.isDone())
            search.run(1000, never);
        for (const WhoCanRow &row : search.rows()) {
            const std::optional<Principal> principal = parsePrincipal(row.arn);
            if (!principal || row.kind == WhoCanRow::Kind::Provider)
                continue;
            Request request = question;
            request.principal = *principal;
            const bool goesOn = row.kind == WhoCanRow::Kind::User || row.kind == WhoCanRow::Kind::Role || row.kind == WhoCanRow::Kind::Service;
            if (!goesOn) {
                QCOMPARE(row.verdict, evaluate(world, request, {false}).verdict);
                continue;
            }
            RouteOptions options;
            options.maximumHops = 2;
            options.nearMisses = false;
            options.explain = false;
            const Simulation expected = finder->simulate(request, options);
            std::vector<std::string> via;
            if (expected.direct.verdict != Verdict::Allowed && !expected.routes.empty()) {
                for (const Hop &hop : expected.routes.front().hops)
                    via.push_back(hop.to);
            }
            const QByteArray about = shown(row).toUtf8() + " for " + question.action.c_str() + ' ' + question.resource.c_str();
            QVERIFY2(row.verdict == expected.verdict, about.constData());
            QVERIFY2(row.via == via, about.constData());
            allowed += row.verdict == Verdict::Allowed ? 1 : 0;
            byRoute += via.empty() ? 0 : 1;
        }
    }
    // Questions that nobody is allowed would show little.
    QVERIFY(allowed > 20);
    QVERIFY(byRoute > 5);
}

/// An index that is given beforehand changes nothing, and the order is always the same.
void TestWhoCanIndex::sameRows()
{
    const World world = organizationOf(60, 5, true);
    const auto never = [] { return false; };
    const auto index = std::make_shared<const WhoCanIndex>(CompiledWorld(world));
    for (const Request &question : organization::questions(world, 8, 5)) {
        WhoCanSearch with(world, question, 3, nullptr, index);
        WhoCanSearch without(world, question, 3);
        for (WhoCanSearch *search : {&with, &without}) {
            while (!search->isDone())
                search->run(1000, never);
        }
        QCOMPARE(with.rows().size(), without.rows().size());
        for (std::size_t i = 0; i < with.rows().size(); ++i)
            QVERIFY2(with.rows()[i] == without.rows()[i], qPrintable(shown(with.rows()[i]) + u'\n' + shown(without.rows()[i])));
        QCOMPARE(with.limitReached(), without.limitReached());
        QCOMPARE(with.policyAssumed(), without.policyAssumed());
    }
}

QTEST_GUILESS_MAIN(TestWhoCanIndex)
#include "tst_whocanindex.moc"
