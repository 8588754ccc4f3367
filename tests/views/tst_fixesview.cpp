// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // takes the /* inside policy texts for a comment
#include "views/simulatorworld.h"
#endif

#include "simulator/fixesview.h"
#include "simulator/simulatorpanel.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace rolewright;

/// The section under the verdict: searched when opened, shown before it is made, undone in one step.
class TestFixesView : public QObject
{
    Q_OBJECT
private slots:
    void closedUntilAskedFor();
    void makesTheChosenEditAndUndoesIt();
    void tellsWhenThereIsNone();
};

namespace {

struct Fixture {
    WorkspaceDocument document;
    SimulatorPanel panel{&document};

    Fixture()
    {
        document.setWorld(simulatorworld::make(), {}, QStringLiteral("delegation"));
        panel.resize(400, 1400);
        panel.show();
    }
    bool settle() { return QTest::qWaitFor([this] { return panel.isIdle(); }); }
    bool ask(const char *who, const char *what, const char *where)
    {
        panel.ask(QString::fromLatin1(who), QString::fromLatin1(what), QString::fromLatin1(where));
        return settle() && panel.asked();
    }
    template <typename T>
    T *child(const char *name) { return panel.findChild<T *>(QString::fromLatin1(name)); }
    void open() { QTest::mouseClick(child<QToolButton>("findFixes"), Qt::LeftButton); }
};

} // namespace

void TestFixesView::closedUntilAskedFor()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::alice, "s3:PutObject", "arn:aws:s3:::reports/x"));
    QVERIFY(!f.child<QListWidget>("fixes")->isVisible());
    QVERIFY(f.child<QToolButton>("findFixes")->text().contains(QStringLiteral("ALLOW")));
    f.open();
    QVERIFY(f.settle());
    QVERIFY(f.child<QListWidget>("fixes")->isVisible());
    QVERIFY(f.child<QListWidget>("fixes")->count() >= 1);
    f.open();
    QVERIFY(!f.child<QListWidget>("fixes")->isVisible());
}

void TestFixesView::makesTheChosenEditAndUndoesIt()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::alice, "s3:PutObject", "arn:aws:s3:::reports/x"));
    QCOMPARE(f.panel.asked()->simulation.verdict, Verdict::Denied);
    f.open();
    QVERIFY(f.settle());
    const QString diff = f.child<QPlainTextEdit>("fixDiff")->toPlainText();
    QVERIFY2(diff.contains(QStringLiteral("s3:PutObject")), qPrintable(diff));
    QVERIFY(std::ranges::any_of(diff.split(u'\n'), [](const QString &line) { return line.startsWith(u'+'); }));

    QTest::mouseClick(f.child<QPushButton>("applyFix"), Qt::LeftButton);
    QVERIFY(f.settle());
    QCOMPARE(f.document.undoStack()->count(), 1);
    QVERIFY(QTest::qWaitFor([&] { return f.panel.isIdle() && f.panel.asked()->simulation.verdict == Verdict::Allowed; }));
    QVERIFY(f.child<QToolButton>("findFixes")->text().contains(QStringLiteral("DENY")));

    f.document.undoStack()->undo();
    QVERIFY(QTest::qWaitFor([&] { return f.panel.isIdle() && f.panel.asked()->simulation.verdict == Verdict::Denied; }));
}

void TestFixesView::tellsWhenThereIsNone()
{
    Fixture f;
    QVERIFY(f.ask("*", "s3:GetObject", "arn:aws:s3:::reports/x"));
    f.open();
    QVERIFY(f.settle());
    QVERIFY(!f.child<QListWidget>("fixes")->isVisible());
    QVERIFY(f.child<QLabel>("fixMessage")->text().contains(QStringLiteral("public")));
}

QTEST_MAIN(TestFixesView)
#include "tst_fixesview.moc"
