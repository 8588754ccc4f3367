// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocan.h"

#include <QTest>

#include <memory>
#include <set>

/// Who-can against asking everybody, one by one, with nothing left out.
namespace rolewright {

inline QString shown(const WhoCanRow &row)
{
    QString text = QStringLiteral("%1 verdict %2 direct %3 account %4 via").arg(QString::fromStdString(row.person.arn)).arg(static_cast<int>(row.verdict)).arg(row.finding.direct)
                       .arg(QString::fromStdString(row.finding.assumedAccount));
    for (const Assumption assumption : row.finding.assumptions)
        text += QStringLiteral(" assuming %1").arg(static_cast<int>(assumption));
    for (const std::string &role : row.finding.via)
        text += u' ' + QString::fromStdString(role);
    return text;
}

struct Compared {
    std::size_t allowed = 0;
    std::size_t byRoute = 0;
    std::set<HopKind> kinds;
};

/// Every row against the answer of a search that looks everywhere.
inline void compare(const std::shared_ptr<WhoCanWorld> &world, const Request &question, int maximumHops, Compared &compared)
{
    const RouteFinder finder(world->world());
    WhoCanSearch search(world, question, maximumHops);
    while (!search.isDone())
        search.run(1000, [] { return false; });
    for (const WhoCanRow &row : search.rows()) {
        const std::optional<Principal> principal = parsePrincipal(row.person.arn);
        if (!principal)
            continue;
        Request request = question;
        request.principal = *principal;
        if (row.person.kind == WhoCanRow::Kind::AnyAccount || !(row.finding.direct || row.person.kind == WhoCanRow::Kind::User || row.person.kind == WhoCanRow::Kind::Role || row.person.kind == WhoCanRow::Kind::Service || row.person.kind == WhoCanRow::Kind::Provider || row.person.kind == WhoCanRow::Kind::Session))
            continue; // from outside: nothing is known of its own policies
        if (row.person.kind == WhoCanRow::Kind::Root || row.person.kind == WhoCanRow::Kind::Anyone || row.person.kind == WhoCanRow::Kind::OutsideAccount || row.person.kind == WhoCanRow::Kind::Outside) {
            QCOMPARE(row.verdict, evaluate(world->world(), request, {false}).verdict);
            continue;
        }
        RouteOptions options;
        options.maximumHops = maximumHops;
        options.nearMisses = false;
        options.explain = false;
        const Simulation expected = finder.simulate(request, options);
        std::vector<std::string> via;
        for (const std::vector<Route> *routes : {&expected.routes, &expected.conditionalRoutes}) {
            if (routes->empty() || !via.empty() || expected.direct.verdict == Verdict::Allowed)
                continue;
            if (routes == &expected.conditionalRoutes && expected.direct.verdict == Verdict::Depends)
                continue; // told as itself
            for (const Hop &hop : routes->front().hops) {
                via.push_back(hop.to);
                compared.kinds.insert(hop.kind);
            }
        }
        const QByteArray about = shown(row).toUtf8() + " for " + question.action.c_str() + ' ' + question.resource.c_str();
        QVERIFY2(row.verdict == expected.verdict, about.constData());
        QVERIFY2(row.finding.via == via, about.constData());
        compared.allowed += row.verdict == Verdict::Allowed ? 1 : 0;
        compared.byRoute += via.empty() ? 0 : 1;
    }
}

} // namespace rolewright
