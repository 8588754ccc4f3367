// SPDX-License-Identifier: GPL-3.0-or-later
// Routes as strips: what stays the same from answer to answer isn't made anew.
#include "simulator/chip.h"
#include "simulator/strip.h"
#include "simulator/striplist.h"
#include "simulator/striprow.h"
#include "theme/theme.h"

#include <QSignalSpy>
#include <QVBoxLayout>
#include <QtTest>

using namespace rolewright;

namespace {

/// ann → the roles in turn → the resource.
StripData way(const QStringList &roles, Verdict last = Verdict::Allowed)
{
    StripData data;
    data.nodes.push_back({theme::entityIcon(EntityKind::User), QStringLiteral("ann"), QStringLiteral("Shop"), EntityId{1}});
    for (const QString &role : roles) {
        data.links.push_back({QStringLiteral("assumes"), {QStringLiteral("MFA")}, QStringLiteral("aws sts assume-role --role-arn ") + role, Verdict::Allowed});
        data.nodes.push_back({theme::entityIcon(EntityKind::Role), role, QStringLiteral("Shop"), EntityId{2}});
    }
    data.links.push_back({QStringLiteral("does s3:GetObject"), {}, {}, last});
    data.nodes.push_back({theme::entityIcon(EntityKind::Resource), QStringLiteral("reports"), {}, {}});
    return data;
}

QList<StripRow *> rowsOf(const Strip &strip)
{
    QList<StripRow *> rows;
    for (QObject *child : strip.children()) {
        if (auto *row = dynamic_cast<StripRow *>(child); row && !row->isHidden())
            rows += row;
    }
    return rows;
}

QStringList names(const Strip &strip)
{
    QStringList result;
    for (const StripRow *row : rowsOf(strip))
        result += row->accessibleName();
    return result;
}

} // namespace

class tst_Strips : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void followsItsData()
    {
        Strip strip;
        strip.setData(way({QStringLiteral("reader")}));
        QCOMPARE(names(strip), (QStringList{QStringLiteral("ann"), QStringLiteral("assumes"), QStringLiteral("reader"), QStringLiteral("does s3:GetObject"), QStringLiteral("reports")}));
        QCOMPARE(strip.stepCount(), 2);
        QCOMPARE(strip.nodes().size(), std::size_t(2)); // the resource has no page
        const QList<StripRow *> before = rowsOf(strip);

        // A longer way keeps the rows that it has, in the right order.
        strip.setData(way({QStringLiteral("reader"), QStringLiteral("auditor")}));
        QCOMPARE(names(strip), (QStringList{QStringLiteral("ann"), QStringLiteral("assumes"), QStringLiteral("reader"), QStringLiteral("assumes"), QStringLiteral("auditor"),
                                            QStringLiteral("does s3:GetObject"), QStringLiteral("reports")}));
        QCOMPARE(rowsOf(strip).mid(0, before.size()), before);
        QCOMPARE(strip.nodes().size(), std::size_t(3));

        strip.setData(way({}));
        QCOMPARE(names(strip), (QStringList{QStringLiteral("ann"), QStringLiteral("does s3:GetObject"), QStringLiteral("reports")}));
        QCOMPARE(strip.stepCount(), 1);
    }

    /// What was a link's stays a link's: its chips, and what a click does.
    void stepsAndPagesAreThoseOfTheData()
    {
        Strip strip;
        strip.setData(way({QStringLiteral("reader"), QStringLiteral("auditor")}));
        strip.setData(way({QStringLiteral("writer")}));
        strip.resize(300, strip.heightForWidth(300));
        strip.show();
        QSignalSpy steps(&strip, &Strip::stepChosen);
        QSignalSpy pages(&strip, &Strip::entityRequested);
        const QList<StripRow *> rows = rowsOf(strip);
        QCOMPARE(rows.size(), 5);
        QTest::mouseClick(rows[3], Qt::LeftButton, {}, QPoint(60, 3));
        QCOMPARE(steps.size(), 1);
        QCOMPARE(steps[0][0].toInt(), 1);
        QTest::mouseDClick(rows[2], Qt::LeftButton);
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages[0][0].value<EntityId>().value, EntityId{2}.value);
        QTest::mouseDClick(rows[4], Qt::LeftButton);
        QCOMPARE(pages.size(), 1);
        QList<Chip *> chips = rows[1]->findChildren<Chip *>();
        chips.removeIf([](const Chip *chip) { return chip->isHidden(); });
        QCOMPARE(chips.size(), 2);
        QCOMPARE(chips[0]->text(), QStringLiteral("MFA"));
        QVERIFY2(chips[1]->toolTip().endsWith(QStringLiteral("writer")), qPrintable(chips[1]->toolTip()));
    }

    /// Words wrap and chips go below each other; nothing is cut off.
    void isAsHighAsItsWords()
    {
        Strip strip;
        strip.setData(way({QStringLiteral("a-role-with-a-name-that-nobody-would-want-to-type-twice-in-a-row")}));
        strip.show(); // with the fonts of the theme
        QCoreApplication::sendPostedEvents();
        const int narrow = strip.heightForWidth(160), wide = strip.heightForWidth(900);
        QVERIFY(narrow > wide);
        strip.resize(160, narrow);
        QCoreApplication::sendPostedEvents();
        for (const StripRow *row : rowsOf(strip)) {
            QVERIFY2(row->height() >= row->heightForWidth(row->width()), qPrintable(row->accessibleName()));
            for (const Chip *chip : row->findChildren<Chip *>())
                QVERIFY2(row->rect().contains(chip->geometry()), qPrintable(chip->text()));
        }
    }

    void notesStandBelow()
    {
        Strip strip;
        StripData data = way({});
        data.notes.push_back({QStringLiteral("it isn't trusted"), QStringLiteral("trust it"), {EntityId{7}, DocumentSlot::Trust, {}}, {3, 9}});
        strip.setData(data);
        QSignalSpy wanted(&strip, &Strip::documentRequested);
        strip.findChild<Chip *>()->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(wanted[0][0].value<DocumentRef>() == data.notes[0].where);
        const int with = strip.heightForWidth(300);
        data.notes.clear();
        strip.setData(data);
        QVERIFY(strip.heightForWidth(300) < with);
    }

    void listKeepsItsStrips()
    {
        QWidget window;
        auto *list = new StripList(&window);
        QVERIFY(list->isHidden());
        QStringList shown{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        const auto make = [&](std::size_t i) { return way({shown[static_cast<qsizetype>(i)]}); };
        list->show(3, make);
        QVERIFY(QTest::qWaitFor([&] { return list->isComplete(); }));
        const auto strips = [&] {
            QList<Strip *> result;
            for (Strip *strip : list->findChildren<Strip *>()) {
                if (!strip->isHidden())
                    result += strip;
            }
            return result;
        };
        const QList<Strip *> before = strips();
        QCOMPARE(before.size(), 3);
        const QList<StripRow *> rows = rowsOf(*before[1]);
        shown = {QStringLiteral("a"), QStringLiteral("b")};
        list->show(2, make);
        QVERIFY(QTest::qWaitFor([&] { return list->isComplete(); }));
        QCOMPARE(strips(), before.mid(0, 2));
        QCOMPARE(rowsOf(*before[1]), rows);
        QSignalSpy chosen(list, &StripList::stepChosen);
        strips()[1]->chooseStep(1);
        QCOMPARE(chosen[0][0].value<std::size_t>(), std::size_t(1));
        QCOMPARE(chosen[0][1].toInt(), 1);
        list->clear();
        QVERIFY(list->isHidden());
        QVERIFY(list->isComplete());
    }

    /// A long list comes bit by bit; what it showed before is out of sight at once, and all of it is there in the end.
    void longListComesInSlices()
    {
        QWidget window;
        window.resize(300, 400);
        window.show();
        auto *list = new StripList(&window);
        constexpr std::size_t many = 300;
        const auto make = [](const QString &name) { return [name](std::size_t i) { return way({name + QString::number(i)}); }; };
        list->show(many, make(QStringLiteral("old")));
        QVERIFY(!list->isComplete());
        QVERIFY(QTest::qWaitFor([&] { return list->isComplete(); }, 60'000));
        list->show(many, make(QStringLiteral("new")));
        std::size_t seen = 0;
        for (const Strip *strip : list->findChildren<Strip *>()) {
            if (strip->isHidden())
                continue;
            QCOMPARE(names(*strip)[2], QStringLiteral("new%1").arg(seen));
            ++seen;
        }
        QVERIFY(QTest::qWaitFor([&] { return list->isComplete(); }, 60'000));
        QCOMPARE(names(*list->findChildren<Strip *>().last())[2], QStringLiteral("new%1").arg(many - 1));
        list->show(1, make(QStringLiteral("one")));
        QVERIFY(list->isComplete());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(list->findChildren<Strip *>().size() < 20); // the rest isn't kept for ever
    }
};

QTEST_MAIN(tst_Strips)
#include "tst_strips.moc"
