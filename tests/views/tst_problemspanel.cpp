// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "panels/problemsmodel.h"
#include "panels/problemspanel.h"
#include "views/pageworld.h"
#include "words/problemwords.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace rolewright;

namespace {

struct Bench {
    pageworld::Ids ids;
    WorkspaceDocument document;
    ProblemsPanel panel{&document};

    Bench()
    {
        document.setWorld(pageworld::make(&ids), {}, QStringLiteral("Test"));
        panel.resize(1000, 240);
        panel.show();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return panel.isIdle(); }, 10000);
    }
    QTreeView *table() const { return panel.findChild<QTreeView *>(QStringLiteral("problemsTable")); }
    DocumentRef own() const { return {ids.anna, DocumentSlot::Inline, "own"}; }
    void write(const DocumentRef &where, const std::string &text)
    {
        document.apply(QStringLiteral("Write"), *edits::setDocument(document.world(), where, text).patch);
    }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
};

std::string withResource(const char *resource)
{
    std::string text = pageworld::readText;
    const std::string old = "arn:aws:s3:::reports/*";
    return text.replace(text.find(old), old.size(), resource);
}

} // namespace

class ProblemsPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void lowPanelShowsLinesBeforeTheFilter()
    {
        Bench bench;
        bench.write(bench.own(), withResource("arn:aws:s3:::reports"));
        QVERIFY(bench.settle());
        auto *filter = bench.panel.findChild<QLineEdit *>(QStringLiteral("problemsFilter"));
        QVERIFY(filter->isVisible());
        bench.panel.layout()->setSizeConstraint(QLayout::SetNoConstraint); // as in a splitter
        bench.panel.resize(1000, 70);
        QVERIFY(QTest::qWaitFor([&] { return !filter->isVisible(); }));
        QVERIFY(bench.table()->isVisible());
        bench.panel.resize(1000, 240);
        QVERIFY(QTest::qWaitFor([&] { return filter->isVisible(); }));
        // A filter that is at work stays in sight.
        QTest::keyClicks(filter, QStringLiteral("never"));
        bench.panel.resize(1000, 70);
        QTest::qWait(20);
        QVERIFY(filter->isVisible());
    }

    void sayingNothingIsFoundWaitsForTheLook()
    {
        Bench bench;
        QVERIFY(bench.settle());
        const auto shown = [&] {
            for (const QLabel *label : bench.panel.findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().startsWith(QLatin1String("No problems found")))
                    return true;
            }
            return false;
        };
        QVERIFY(shown());
        bench.document.setWorld(pageworld::make(&bench.ids), {}, QStringLiteral("Another"));
        QVERIFY(!shown());
        QVERIFY(bench.settle());
        QVERIFY(shown());
    }

    void followsEdits()
    {
        Bench bench;
        QSignalSpy counts(&bench.panel, &ProblemsPanel::countsChanged);
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 0);
        QVERIFY(!bench.table()->isVisible());

        bench.write(bench.own(), withResource("arn:aws:s3:::reports"));
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 1);
        QCOMPARE(bench.cell(0, ProblemsModel::ProblemColumn), QString::fromUtf8("s3:GetObject never matches “arn:aws:s3:::reports” without /* at its end"));
        QCOMPARE(bench.cell(0, ProblemsModel::WhereColumn), QString::fromUtf8("anna · own · line 7"));
        QCOMPARE(counts.last().at(0).toInt(), 0);
        QCOMPARE(counts.last().at(1).toInt(), 1);

        bench.write({bench.ids.auditor, DocumentSlot::Trust, {}}, "{");
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 2);
        QCOMPARE(counts.last().at(0).toInt(), 1);
        // Errors come first.
        QVERIFY(bench.cell(0, ProblemsModel::WhereColumn).startsWith(QStringLiteral("auditor")));

        bench.document.undoStack()->undo();
        bench.document.undoStack()->undo();
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 0);
        QCOMPARE(counts.last().at(1).toInt(), 0);
    }

    void jumps()
    {
        Bench bench;
        bench.write(bench.own(), withResource("arn:aws:s3:::reports"));
        QVERIFY(bench.settle());
        QSignalSpy requested(&bench.panel, &ProblemsPanel::documentRequested);
        bench.table()->setCurrentIndex(bench.table()->model()->index(0, 1));
        bench.table()->setFocus();
        QTest::keyClick(bench.table(), Qt::Key_Return);
        QCOMPARE(requested.count(), 1);
        QVERIFY(requested.front().at(0).value<DocumentRef>() == bench.own());
        const Span span = requested.front().at(1).value<Span>();
        const std::string text = withResource("arn:aws:s3:::reports");
        QCOMPARE(text.substr(span.begin, span.end - span.begin), std::string("\"arn:aws:s3:::reports\""));
    }

    void fixes()
    {
        Bench bench;
        bench.write(bench.own(), withResource("arn:aws:s3:::reports"));
        QVERIFY(bench.settle());
        QTreeView *table = bench.table();
        const QRect cell = table->visualRect(table->model()->index(0, ProblemsModel::FixColumn));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(documentAt(*bench.document.world().find(bench.ids.anna), DocumentSlot::Inline, "own")->text(), std::string(pageworld::readText));
        QVERIFY(bench.settle());
        QCOMPARE(table->model()->rowCount(), 0);
        bench.document.undoStack()->undo();
        QVERIFY(bench.settle());
        QCOMPARE(table->model()->rowCount(), 1);
    }

    void filters()
    {
        Bench bench;
        bench.write(bench.own(), "{");
        bench.write({bench.ids.auditor, DocumentSlot::Trust, {}}, "{");
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 2);
        QLineEdit *filter = bench.panel.findChild<QLineEdit *>(QStringLiteral("problemsFilter"));
        QTest::keyClicks(filter, QStringLiteral("AUDIT"));
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 1);
        filter->clear();
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 2);
    }

    void model()
    {
        pageworld::Ids ids;
        const World world = pageworld::make(&ids);
        ProblemsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto problem = [](EntityId entity, const char *code, std::size_t at) {
            return Problem{Severity::Warning, code, {"a", "b"}, {entity, DocumentSlot::Inline, "own"}, entity, {at, at + 1}, {1, at + 1}};
        };
        const Problem one = problem(ids.anna, "unknownAction", 1);
        const Problem two = problem(ids.anna, "unknownAction", 5);
        const Problem other = problem(ids.auditor, "unknownAction", 2);
        const auto update = [&](const std::set<EntityId> &entities, const std::vector<Problem> &found) {
            model.show(ordered(std::make_shared<ProblemRows>(*model.rows(), entities, found, world), model.ordering()));
        };
        model.show(ordered(std::make_shared<ProblemRows>(std::vector{one, two, other}, world), model.ordering()));
        QCOMPARE(model.rowCount(), 3);
        update({ids.anna}, {two});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.problem(0) == two);
        QVERIFY(model.problem(1) == other);
        update({ids.anna}, {one, two, problem(ids.anna, "unknownAction", 9)});
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.problem(0) == one);
        update({ids.anna, ids.auditor}, {});
        QCOMPARE(model.rowCount(), 0);
        update({ids.auditor}, {other});
        QCOMPARE(model.rowCount(), 1);
    }

    /// Three alike in one text, and a line more above them.
    void whatIsSelectedStaysTheSameProblem()
    {
        Bench bench;
        const std::string statement = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports"})";
        const std::string text = "{\"Version\":\"2012-10-17\",\"Statement\":[\n" + statement + ",\n" + statement + ",\n" + statement + "]}";
        bench.write(bench.own(), text);
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 3);
        bench.table()->setCurrentIndex(bench.table()->model()->index(2, ProblemsModel::ProblemColumn));
        bench.write(bench.own(), "\n" + text);
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->currentIndex().row(), 2);
        // Without the one before the last of them there are two.
        bench.write(bench.own(), "{\"Version\":\"2012-10-17\",\"Statement\":[\n" + statement + ",\n" + statement + "]}");
        QVERIFY(bench.settle());
        QCOMPARE(bench.table()->model()->rowCount(), 2);
        QCOMPARE(bench.table()->currentIndex().row(), 1);
    }

    void sameNameInTwoAccountsIsToldApart()
    {
        pageworld::Ids ids;
        WorldBuilder builder(pageworld::make(&ids));
        User twin;
        twin.name = "anna";
        twin.arn = "arn:aws:iam::999988887777:user/anna";
        builder.account("999988887777").name = "Elsewhere";
        const EntityId other = builder.add({{}, "999988887777", twin});
        const World world = builder.build();
        const auto problem = [](EntityId entity) {
            return Problem{Severity::Warning, "unknownAction", {"a", "b"}, {entity, DocumentSlot::Inline, "own"}, entity, {1, 2}, {1, 2}};
        };
        ProblemsModel model;
        model.show(ordered(std::make_shared<ProblemRows>(std::vector{problem(other), problem(ids.auditor)}, world), model.ordering()));
        QVERIFY2(model.index(0, ProblemsModel::WhereColumn).data().toString().startsWith(QStringLiteral("anna · Elsewhere · ")),
                 qPrintable(model.index(0, ProblemsModel::WhereColumn).data().toString()));
        QVERIFY2(model.index(1, ProblemsModel::WhereColumn).data().toString().startsWith(QStringLiteral("auditor · own")),
                 qPrintable(model.index(1, ProblemsModel::WhereColumn).data().toString()));
    }

    void everyCheckHasWords()
    {
        for (const char *code : {"unknownService", "unknownAction", "actionPatternMatchesNothing", "resourceNeedsSlashStar", "resourceMustBeStar",
                                 "resourceNeverMatches", "actionNeedsStar", "actionMatchesNoResource", "unknownConditionKey",
                                 "conditionKeyNotOfActions", "forAllValuesAdmitsMissing", "multivaluedNeedsSetOperator", "mfaDenyMissesAccessKeys",
                                 "mfaAllowAdmitsAccessKeys", "trustsEveryone", "resourceIsPublic", "wholeAccountTrusted", "principalDeleted",
                                 "principalNotFound", "attachedPolicyMissing", "boundaryMissing", "groupMissing", "trustMissing",
                                 "defaultVersionMissing", "policyTooLong", "inlinePoliciesTooLong", "duplicateSid", "invalidSid", "variableNeedsVersion"})
            QVERIFY2(words::knowsProblem(code), code);
    }
};

QTEST_MAIN(ProblemsPanelTest)
#include "tst_problemspanel.moc"
