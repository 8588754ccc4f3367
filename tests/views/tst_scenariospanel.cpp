// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // takes the /* inside policy texts for a comment
#include "views/simulatorworld.h"
#endif

#include "edits/edits.h"
#include "panels/scenariospanel.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QtTest>

using namespace rolewright;

namespace {

Scenario aliceReads()
{
    Scenario scenario;
    scenario.name = "Alice reads";
    scenario.note = "Her inline policy names the bucket.";
    scenario.principal = simulatorworld::alice;
    scenario.action = "s3:GetObject";
    scenario.resource = "arn:aws:s3:::reports/2025.csv";
    scenario.expectDirect = "allowed";
    return scenario;
}

Scenario schedulerStops()
{
    Scenario scenario;
    scenario.name = "Scheduler stops";
    scenario.principal = simulatorworld::scheduler;
    scenario.action = "ec2:StopInstances";
    scenario.resource = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc";
    scenario.expectDirect = "denied";
    scenario.expectVerdict = "allowed";
    scenario.expectVia = {simulatorworld::parkingAccess};
    return scenario;
}

struct Fixture {
    WorkspaceDocument document;
    ScenariosPanel panel{&document};
    QAbstractItemModelTester tester{panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    int passed = -1, failed = -1;

    explicit Fixture(std::vector<Scenario> scenarios)
    {
        QObject::connect(&panel, &ScenariosPanel::countsChanged, &panel, [this](int good, int bad) {
            passed = good;
            failed = bad;
        });
        WorldBuilder builder(simulatorworld::make());
        builder.header().scenarios = std::move(scenarios);
        document.setWorld(builder.build(), {}, QStringLiteral("test"));
        panel.resize(1000, 200);
        panel.show();
    }
    bool settle() { return QTest::qWaitFor([this] { return panel.isIdle(); }); }
    QString cell(int row, int column) { return panel.model()->index(row, column).data().toString(); }
    const std::vector<Scenario> &stored() { return document.world().header().scenarios; }
};

} // namespace

class TestScenariosPanel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void passesAndFailsWithWords();
    void followsEditsAndUndo();
    void expectedRoleThatIsGoneFails();
    void unusablePrincipalIsTold();
    void keepNamesAndIsUndoable();
    void renameDeleteExpect();
    void enterChooses();
    void emptyState();
};

void TestScenariosPanel::initTestCase()
{
    theme::apply(*qApp, theme::Scheme::Light);
}

void TestScenariosPanel::passesAndFailsWithWords()
{
    Scenario wrong = aliceReads();
    wrong.name = "Wrong";
    wrong.expectDirect = "denied";
    Fixture f({aliceReads(), schedulerStops(), wrong});
    QVERIFY(f.settle());
    QCOMPARE(f.passed, 2);
    QCOMPARE(f.failed, 1);
    QCOMPARE(f.cell(0, ScenarioModel::StateColumn), QStringLiteral("passes"));
    QCOMPARE(f.cell(1, ScenarioModel::GotColumn), QStringLiteral("allowed via ParkingAccess (directly denied)"));
    QCOMPARE(f.cell(1, ScenarioModel::ExpectedColumn), f.cell(1, ScenarioModel::GotColumn));
    QCOMPARE(f.cell(2, ScenarioModel::StateColumn), QStringLiteral("fails"));
    QCOMPARE(f.cell(2, ScenarioModel::ExpectedColumn), QStringLiteral("denied"));
    QCOMPARE(f.cell(2, ScenarioModel::GotColumn), QStringLiteral("allowed"));
}

void TestScenariosPanel::followsEditsAndUndo()
{
    Fixture f({aliceReads()});
    QVERIFY(f.settle());
    QCOMPARE(f.failed, 0);
    const EntityId alice = f.document.world().findByArn(simulatorworld::alice)->id;
    edits::Result edit = edits::setDocument(f.document.world(), {alice, DocumentSlot::Inline, "read-one-bucket"}, simulatorworld::nothingText);
    f.document.apply(QStringLiteral("Edit"), *edit.patch);
    QVERIFY(f.settle());
    QCOMPARE(f.failed, 1);
    f.document.undoStack()->undo();
    QVERIFY(f.settle());
    QCOMPARE(f.failed, 0);
    QCOMPARE(f.passed, 1);
}

void TestScenariosPanel::expectedRoleThatIsGoneFails()
{
    Scenario scenario = schedulerStops();
    scenario.expectVia = {"arn:aws:iam::111122223333:role/Another"};
    Fixture f({scenario});
    QVERIFY(f.settle());
    QCOMPARE(f.failed, 1);
    const ScenarioResult *result = f.panel.model()->result(0);
    QVERIFY(result && result->verdictAsExpected && result->directAsExpected);
    QVERIFY(result->missingVia == scenario.expectVia);
}

void TestScenariosPanel::unusablePrincipalIsTold()
{
    Scenario scenario = aliceReads();
    scenario.principal = "alice";
    Fixture f({scenario});
    QVERIFY(f.settle());
    QCOMPARE(f.failed, 1);
    QCOMPARE(f.cell(0, ScenarioModel::StateColumn), QStringLiteral("can't be asked"));
    QVERIFY(f.cell(0, ScenarioModel::GotColumn).contains(QStringLiteral("“alice”")));
}

void TestScenariosPanel::keepNamesAndIsUndoable()
{
    Fixture f({aliceReads()});
    Scenario again = aliceReads();
    f.panel.keep(again);
    again.name.clear();
    f.panel.keep(again);
    QCOMPARE(f.stored().size(), std::size_t(3));
    QCOMPARE(f.stored()[1].name, std::string("Alice reads 2"));
    QCOMPARE(QString::fromStdString(f.stored()[2].name), QStringLiteral("alice: s3:GetObject on reports/2025.csv"));
    f.document.undoStack()->undo();
    QCOMPARE(f.stored().size(), std::size_t(2));
    f.document.undoStack()->undo();
    QCOMPARE(f.stored().size(), std::size_t(1));
    QCOMPARE(f.panel.model()->rowCount(), 1);
    QVERIFY(f.settle());
}

void TestScenariosPanel::renameDeleteExpect()
{
    Scenario wrong = aliceReads();
    wrong.expectDirect = "denied";
    Fixture f({schedulerStops(), wrong});
    QVERIFY(f.settle());
    QCOMPARE(f.failed, 1);

    f.panel.view()->setCurrentIndex(f.panel.model()->index(1, 0));
    f.panel.expectCurrent();
    QCOMPARE(f.stored()[1].expectDirect, std::string("allowed"));
    QVERIFY(f.settle());
    QCOMPARE(f.failed, 0);

    f.panel.renameCurrent();
    auto *editor = f.panel.view()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->setText(QStringLiteral("Renamed"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(f.stored()[1].name, std::string("Renamed"));

    f.panel.view()->setCurrentIndex(f.panel.model()->index(0, 0));
    f.panel.removeCurrent();
    QCOMPARE(f.stored().size(), std::size_t(1));
    QCOMPARE(f.cell(0, ScenarioModel::NameColumn), QStringLiteral("Renamed"));
    f.document.undoStack()->undo();
    QCOMPARE(f.cell(0, ScenarioModel::NameColumn), QStringLiteral("Scheduler stops"));
    QVERIFY(f.settle());
}

void TestScenariosPanel::enterChooses()
{
    Fixture f({schedulerStops(), aliceReads()});
    QVERIFY(f.settle());
    std::string chosen;
    connect(&f.panel, &ScenariosPanel::scenarioChosen, this, [&](const Scenario &scenario) { chosen = scenario.name; });
    f.panel.view()->setCurrentIndex(f.panel.model()->index(1, ScenarioModel::NameColumn));
    QTest::keyClick(f.panel.view(), Qt::Key_Return);
    QCOMPARE(chosen, std::string("Alice reads"));
    // Its note is told below the table.
    bool noteSeen = false;
    for (const QLabel *label : f.panel.findChildren<QLabel *>())
        noteSeen |= label->isVisible() && label->text() == QStringLiteral("Her inline policy names the bucket.");
    QVERIFY(noteSeen);
}

void TestScenariosPanel::emptyState()
{
    Fixture f({});
    QVERIFY(f.settle());
    QVERIFY(!f.panel.view()->isVisible());
    QCOMPARE(f.passed, 0);
    f.panel.keep(aliceReads());
    QVERIFY(f.panel.view()->isVisible());
    QVERIFY(f.settle());
    QCOMPARE(f.passed, 1);
}

QTEST_MAIN(TestScenariosPanel)
#include "tst_scenariospanel.moc"
