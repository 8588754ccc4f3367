// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator as a person uses it: typed and clicked on the offscreen platform.
#ifndef Q_MOC_RUN // takes the /* inside policy texts for a comment
#include "views/simulatorworld.h"
#endif

#include "editor/codeeditor.h"
#include "edits/edits.h"
#include "pages/entrypicker.h"
#include "simulator/chip.h"
#include "simulator/bringlist.h"
#include "simulator/completionfield.h"
#include "simulator/contexttable.h"
#include "simulator/explanationview.h"
#include "simulator/nearmisslist.h"
#include "simulator/questionform.h"
#include "simulator/recipebox.h"
#include "simulator/simulatorpanel.h"
#include "simulator/strip.h"
#include "simulator/veil.h"
#include "simulator/verdictbox.h"
#include "theme/theme.h"
#include "world/import.h"

#include <QCheckBox>
#include <QScrollArea>
#include <QSlider>
#include <QTabBar>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace rolewright;

Q_DECLARE_METATYPE(rolewright::DocumentRef)
Q_DECLARE_METATYPE(rolewright::Span)
Q_DECLARE_METATYPE(std::optional<rolewright::Verdict>)

namespace {

const QString instance = QStringLiteral("arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc");

struct Fixture {
    WorkspaceDocument document;
    SimulatorPanel panel{&document};

    Fixture()
    {
        document.setWorld(simulatorworld::make(), {}, QStringLiteral("delegation"));
        panel.resize(400, 900);
        panel.show();
        panel.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
    }

    template <typename T>
    T *child(const char *name = nullptr)
    {
        T *found = panel.findChild<T *>(name ? QString::fromLatin1(name) : QString());
        Q_ASSERT(found);
        return found;
    }
    CompletionField *principal() { return child<CompletionField>("principal"); }
    CompletionField *action() { return child<CompletionField>("action"); }
    CompletionField *resource() { return child<CompletionField>("resource"); }
    VerdictBox *verdict() { return child<VerdictBox>(); }
    bool settle() { return QTest::qWaitFor([this] { return panel.isIdle(); }); }
    bool ask(const char *who, const char *what, const QString &where)
    {
        panel.ask(QString::fromLatin1(who), QString::fromLatin1(what), where);
        return settle() && panel.asked();
    }
    EntityId idOf(const char *arn) { return document.world().findByArn(arn)->id; }
};

void type(CompletionField *field, const char *text)
{
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QString::fromLatin1(text));
}

Scenario stopWithExternalId()
{
    Scenario scenario;
    scenario.principal = simulatorworld::scheduler;
    scenario.action = "ec2:StopInstances";
    scenario.resource = instance.toStdString();
    scenario.context["sts:ExternalId"] = {"cust-7f21"};
    scenario.unknown = {"aws:SourceIp"};
    return scenario;
}

/// With another External ID than the one that the role's trust policy asks for.
Scenario refused()
{
    Scenario scenario = stopWithExternalId();
    scenario.context["sts:ExternalId"] = {"another-customer"};
    scenario.unknown.clear();
    return scenario;
}

void edit(Fixture &f, const char *user, const char *policy, const char *text)
{
    edits::Result result = edits::setDocument(f.document.world(), {f.idOf(user), DocumentSlot::Inline, policy}, text);
    QVERIFY(result.patch);
    f.document.apply(QStringLiteral("Edit"), *result.patch);
}

/// While it is there, patient work waits: near misses are looked for, and don't come.
class NoNearMisses
{
public:
    NoNearMisses()
    {
        for (int i = 0; i < workers(Urgency::Patient).maxThreadCount(); ++i)
            workers(Urgency::Patient).start([gate = m_gate] { gate->acquire(); });
    }
    ~NoNearMisses() { m_gate->release(workers(Urgency::Patient).maxThreadCount()); }

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
};

/// Rows as "mark text", two spaces per level.
QStringList rows(const ExplanationModel *model, const QModelIndex &parent = {}, int depth = 0)
{
    static const char marks[] = {'+', '-', '?', '.', 'i'};
    QStringList result;
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        const ExplanationNode *node = model->node(index);
        result += QString(depth * 2, u' ') + QLatin1Char(marks[static_cast<int>(node->mark)]) + u' ' + node->text;
        result += rows(model, index, depth + 1);
    }
    return result;
}

QModelIndex findRow(const ExplanationModel *model, const QString &part, const QModelIndex &parent = {})
{
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        if (model->node(index)->text.contains(part))
            return index;
        const QModelIndex below = findRow(model, part, index);
        if (below.isValid())
            return below;
    }
    return {};
}

} // namespace

class TestSimulatorPanel : public QObject
{
    Q_OBJECT
private slots:
    void severalResources();
    void initTestCase();
    void emptyStateUntilSomethingIsAsked();
    void typedFromNothingToAVerdict();
    void tabTakesTheFirstSuggestion();
    void answerFollowsEditsAndUndo();
    void brokenDraftIsNeverAllowed();
    void routeShowsItsNeedAndCommand();
    void wrongExternalIdIsANearMiss();
    void nearMissesFollow();
    void earlierNearMissesStayMeanwhile();
    void explainedNearMissStays();
    void nearMissesAreOfTheLatestQuestion();
    void stoppedAmongNearMisses();
    void longSearchForNearMissesIsAnnounced();
    void questionGivenUpAmongNearMisses();
    void stoppedAmongNearMissesInAnotherScheme();
    void copyWaitsForNearMisses();
    void clickOnARowLeadsToTheStatement();
    void clickOnAStepExplainsIt();
    void clickedStepIsExplainedInSight();
    void questionIsKept();
    void searchMovesNothing();
    void tableShowsTheKeyboardsPlace();
    void doubleClickOnANodeOpensItsPage();
    void checklistAndRecipesOfTheRoute();
    void hopLimitAsksAgain();
    void firstRouteIsChosenByItself();
    void wildcardActionIsExplained();
    void assumedAccountIsNamed();
    void brokenPolicyOfARoleIsWhatItDependsOn();
    void routeUnderConditionsIsWhatItDependsOn();
    void wildcardResourceIsAskedAsItStands();
    void resourceInPlaceOfTheActionIsExplained();
    void incompleteTemplateAsksNothing();
    void anotherWorkspaceClears();
    void anotherQuestionHasNoContext();
    void stoppedQuestionIsNotKept();
    void startedServiceIsExplainedWhole();
    void sessionPolicyLimitsTheRoute();
    void sessionPolicyOfNobody();
    void managedSessionPolicy();
    void keepsTheQuestionAsScenario();
    void copiesTheAnswer();
    void scenarioFillsTheFields();
    void droppedArnReplacesTheField();
    void fitsANarrowPanel();
    void longNamesAreShownWhole();
};

void TestSimulatorPanel::initTestCase()
{
    theme::apply(*qApp, theme::Scheme::Light);
}

void TestSimulatorPanel::emptyStateUntilSomethingIsAsked()
{
    Fixture f;
    QVERIFY(!f.panel.asked());
    QVERIFY(!f.verdict()->isVisible());
    QVERIFY(!f.child<QToolButton>("keep")->isEnabled());
    QVERIFY(f.ask(simulatorworld::alice, "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/2025.csv")));
    QVERIFY(f.verdict()->isVisible());
    QVERIFY(f.child<QToolButton>("keep")->isEnabled());
}

void TestSimulatorPanel::typedFromNothingToAVerdict()
{
    Fixture f;
    type(f.principal(), "ali");
    QVERIFY(f.principal()->isListVisible());
    QTest::keyClick(f.principal(), Qt::Key_Return);
    QCOMPARE(f.principal()->value(), QString::fromLatin1(simulatorworld::alice));

    type(f.action(), "s3:geto");
    QTest::keyClick(f.action(), Qt::Key_Return);
    QCOMPARE(f.action()->value(), QStringLiteral("s3:GetObject"));

    type(f.resource(), "arn:aws:s3:::reports/2025.csv");
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);
    QVERIFY2(f.verdict()->text().contains(QStringLiteral("Allowed directly")), qPrintable(f.verdict()->text()));
    QVERIFY2(f.verdict()->text().contains(QStringLiteral("read-one-bucket")), qPrintable(f.verdict()->text()));

    // The next letter changes the question and the answer with it.
    type(f.resource(), "arn:aws:s3:::others/2025.csv");
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Denied);
}

void TestSimulatorPanel::tabTakesTheFirstSuggestion()
{
    Fixture f;
    type(f.principal(), "sched");
    QTest::keyClick(f.principal(), Qt::Key_Tab);
    QCOMPARE(f.principal()->value(), QString::fromLatin1(simulatorworld::scheduler));
    type(f.action(), "stopinst");
    QTest::keyClick(f.action(), Qt::Key_Tab);
    QCOMPARE(f.action()->value(), QStringLiteral("ec2:StopInstances"));
}

void TestSimulatorPanel::answerFollowsEditsAndUndo()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::alice, "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/2025.csv")));
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);

    const DocumentRef where{f.idOf(simulatorworld::alice), DocumentSlot::Inline, "read-one-bucket"};
    edits::Result edit = edits::setDocument(f.document.world(), where, simulatorworld::nothingText);
    QVERIFY(edit.patch);
    f.document.apply(QStringLiteral("Edit"), *edit.patch);
    QVERIFY(!f.panel.isIdle());
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Denied);

    f.document.undoStack()->undo();
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);
}

void TestSimulatorPanel::brokenDraftIsNeverAllowed()
{
    Fixture f;
    const DocumentRef where{f.idOf(simulatorworld::alice), DocumentSlot::Inline, "read-one-bucket"};
    edits::Result edit = edits::setDocument(f.document.world(), where, std::string(simulatorworld::readText) + " ,");
    f.document.apply(QStringLiteral("Edit"), *edit.patch);
    QVERIFY(f.ask(simulatorworld::alice, "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/2025.csv")));
    QCOMPARE(f.verdict()->verdict(), Verdict::Depends);
    QVERIFY2(f.verdict()->text().contains(QStringLiteral("read-one-bucket")), qPrintable(f.verdict()->text()));
}

void TestSimulatorPanel::routeShowsItsNeedAndCommand()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);
    const QString text = f.verdict()->text();
    QVERIFY2(text.startsWith(QStringLiteral("Allowed via 1 role")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("External ID cust-7f21")), qPrintable(text));

    QStringList chips;
    for (const Chip *chip : f.panel.findChildren<Chip *>())
        chips += chip->text();
    QVERIFY2(chips.contains(QStringLiteral("External ID cust-7f21")), qPrintable(chips.join(u'|')));
    QTest::mouseClick(f.child<Chip>("command"), Qt::LeftButton);
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(command.startsWith(QStringLiteral("aws sts assume-role")), qPrintable(command));
    QVERIFY2(command.contains(QStringLiteral("--external-id cust-7f21")), qPrintable(command));
}

void TestSimulatorPanel::wrongExternalIdIsANearMiss()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    ContextModel *context = f.child<ContextTable>()->model();
    const int row = context->rowOf(QStringLiteral("sts:ExternalId"));
    QVERIFY(context->setData(context->index(row, ContextModel::ValueColumn), QStringLiteral("another-customer")));
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Denied);
    QCOMPARE(f.panel.asked()->simulation.nearMisses.size(), std::size_t(1));
    auto *fold = f.child<QToolButton>("nearMisses");
    QVERIFY(fold->isVisible());
    QString shown;
    for (const QLabel *label : f.panel.findChildren<QLabel *>()) {
        if (label->isVisible())
            shown += label->text().remove(QChar(0x200b)) + u'\n';
    }
    QVERIFY2(shown.contains(QStringLiteral("another-customer")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("cust-7f21")), qPrintable(shown));

    // Taking the value back opens the route again.
    QVERIFY(context->setData(context->index(row, ContextModel::ValueColumn), QString()));
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);
}

/// Verdict and routes are shown first; what almost leads there comes in the place of a row that says so.
void TestSimulatorPanel::nearMissesFollow()
{
    Fixture f;
    auto *fold = f.child<QToolButton>("nearMisses");
    int first = 0;
    connect(&f.panel, &SimulatorPanel::answered, this, [&] {
        ++first;
        QVERIFY(!f.panel.asked()->isComplete);
        QVERIFY(f.panel.asked()->simulation.nearMisses.empty());
        QCOMPARE(f.verdict()->verdict(), Verdict::Denied);
        QVERIFY(f.verdict()->text().contains(QStringLiteral("Looking for near misses")));
        QVERIFY(fold->isVisible());
        QVERIFY(!fold->isEnabled());
        QVERIFY(fold->text().startsWith(QStringLiteral("Looking for near misses")));
        QVERIFY(!f.panel.isIdle());
    });
    QSignalSpy completed(&f.panel, &SimulatorPanel::completed);
    f.panel.askScenario(refused());
    QVERIFY(f.settle());
    QCOMPARE(first, 1);
    QCOMPARE(completed.size(), 1);
    QVERIFY(f.panel.asked()->isComplete);
    QCOMPARE(f.panel.asked()->simulation.nearMisses.size(), std::size_t(1));
    QVERIFY(fold->isEnabled());
    QVERIFY2(fold->text().endsWith(QStringLiteral("1 near miss")), qPrintable(fold->text()));
    QVERIFY(f.verdict()->text().contains(QStringLiteral("One role is nearly a way.")));
}

void TestSimulatorPanel::earlierNearMissesStayMeanwhile()
{
    Fixture f;
    f.panel.askScenario(refused());
    QVERIFY(f.settle());
    auto *fold = f.child<QToolButton>("nearMisses");
    auto *list = f.child<NearMissList>();
    auto *veil = list->findChild<Veil *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(veil->isHidden());
    QTest::qWait(50); // laid out
    const int height = list->height();
    int answers = 0;
    connect(&f.panel, &SimulatorPanel::answered, this, [&] {
        ++answers;
        QVERIFY(veil->isVisible());
        QVERIFY(fold->isEnabled());
        QVERIFY(fold->text().endsWith(QStringLiteral("1 near miss")));
        QVERIFY(f.verdict()->text().contains(QStringLiteral("One role is nearly a way.")));
        QCOMPARE(list->heightForWidth(list->width()), height);
        // They are another text's: nothing of them is explained.
        const StepChoice before = f.panel.choice();
        list->findChild<Strip *>()->chooseStep(0);
        QVERIFY(f.panel.choice() == before);
    });
    edit(f, simulatorworld::alice, "read-one-bucket", simulatorworld::nothingText);
    QVERIFY(f.settle());
    QCOMPARE(answers, 1);
    QVERIFY(veil->isHidden());
    QVERIFY(f.panel.asked()->isComplete);
    QCOMPARE(list->height(), height);
}

void TestSimulatorPanel::explainedNearMissStays()
{
    Fixture f;
    f.panel.askScenario(refused());
    QVERIFY(f.settle());
    f.child<NearMissList>()->findChild<Strip *>()->chooseStep(0);
    const StepChoice chosen{StepChoice::Way::NearMiss, 0, 0};
    QVERIFY(f.panel.choice() == chosen);
    const ExplanationModel *why = f.child<ExplanationView>()->explanation();
    QVERIFY(findRow(why, QStringLiteral("sts:ExternalId")).isValid());
    auto *veil = f.child<ExplanationView>()->findChild<Veil *>();
    const QMetaObject::Connection meanwhile = connect(&f.panel, &SimulatorPanel::answered, this, [&] {
        QVERIFY(findRow(why, QStringLiteral("sts:ExternalId")).isValid());
        QVERIFY(veil->isVisible());
    });
    edit(f, simulatorworld::alice, "read-one-bucket", simulatorworld::nothingText);
    QVERIFY(f.settle());
    QVERIFY(f.panel.choice() == chosen);
    QVERIFY(findRow(why, QStringLiteral("sts:ExternalId")).isValid());
    QVERIFY(veil->isHidden());
    disconnect(meanwhile);
    // Where it is no near miss any more, the direct way is explained.
    edit(f, simulatorworld::scheduler, "parking-schedule", simulatorworld::nothingText);
    QVERIFY(f.settle());
    QVERIFY(f.panel.choice().way != StepChoice::Way::NearMiss || f.panel.asked()->simulation.nearMisses.size() > 0);
    QVERIFY(veil->isHidden());
    QVERIFY(answerOf(f.panel.asked()->simulation, f.panel.choice()));
}

void TestSimulatorPanel::nearMissesAreOfTheLatestQuestion()
{
    Fixture f;
    auto held = std::make_unique<NoNearMisses>();
    QSignalSpy completed(&f.panel, &SimulatorPanel::completed);
    bool again = true;
    connect(&f.panel, &SimulatorPanel::answered, this, [&] {
        if (std::exchange(again, false))
            f.panel.ask(QString::fromLatin1(simulatorworld::alice), QStringLiteral("s3:GetObject"), QStringLiteral("arn:aws:s3:::reports/x"));
        else
            held.reset();
    });
    f.panel.askScenario(refused());
    QVERIFY(QTest::qWaitFor([&] { return completed.size() == 1 && f.panel.isIdle(); }));
    QVERIFY(!again);
    QCOMPARE(f.panel.asked()->question.action, std::string("s3:GetObject"));
    QVERIFY(f.panel.asked()->isComplete);
    QVERIFY(f.panel.asked()->simulation.nearMisses.empty());
    QVERIFY(f.child<NearMissList>()->isHidden());
}

void TestSimulatorPanel::stoppedAmongNearMisses()
{
    Fixture f;
    auto *stop = f.child<QToolButton>("stopSearch");
    auto *fold = f.child<QToolButton>("nearMisses");
    QSignalSpy completed(&f.panel, &SimulatorPanel::completed);
    bool once = true;
    connect(&f.panel, &SimulatorPanel::answered, this, [&] {
        if (std::exchange(once, false))
            stop->click();
    });
    f.panel.askScenario(refused());
    QVERIFY(QTest::qWaitFor([&] { return !once; }));
    QVERIFY(f.panel.isIdle());
    QTest::qWait(50);
    QCOMPARE(completed.size(), 0);
    QVERIFY(f.verdict()->isVisible());
    QVERIFY2(fold->text().startsWith(QStringLiteral("Near misses weren't")), qPrintable(fold->text()));
    QVERIFY(!f.verdict()->text().contains(QStringLiteral("Looking for")));
    QCOMPARE(stop->text(), QStringLiteral("Search again"));
    QVERIFY(!f.child<QToolButton>("copyAnswer")->isVisible());
    stop->click();
    QVERIFY(f.settle());
    QCOMPARE(completed.size(), 1);
    QVERIFY(fold->text().endsWith(QStringLiteral("1 near miss")));
    QVERIFY(!stop->isVisible());
}

/// Verdict and routes aren't dimmed meanwhile.
void TestSimulatorPanel::longSearchForNearMissesIsAnnounced()
{
    Fixture f;
    auto *stop = f.child<QToolButton>("stopSearch");
    auto *veil = f.verdict()->parentWidget()->parentWidget()->findChild<Veil *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(veil);
    auto held = std::make_unique<NoNearMisses>();
    f.panel.askScenario(refused());
    QVERIFY(QTest::qWaitFor([&] { return stop->isVisible() && f.panel.asked(); }));
    QVERIFY(QTest::qWaitFor([&] { return stop->text().startsWith(QStringLiteral("Looking for near misses")); }));
    QVERIFY(veil->isHidden());
    held.reset();
    QVERIFY(f.settle());
    QVERIFY(!stop->isVisible());
    QVERIFY(f.panel.asked()->isComplete);
}

/// Nothing waits for near misses of a question that isn't asked any more.
void TestSimulatorPanel::questionGivenUpAmongNearMisses()
{
    Fixture f;
    const NoNearMisses held;
    auto *fold = f.child<QToolButton>("nearMisses");
    QSignalSpy answered(&f.panel, &SimulatorPanel::answered);
    f.panel.askScenario(refused());
    QVERIFY(QTest::qWaitFor([&] { return answered.size() == 1; }));
    QVERIFY(!f.panel.isIdle());
    f.panel.ask({}, {}, QStringLiteral("arn:${Partition}:s3:::${BucketName}")); // can't be asked
    QVERIFY(f.settle());
    QVERIFY(fold->text().startsWith(QStringLiteral("Near misses weren't")));
    f.panel.ask({}, {}, instance);
    QVERIFY(QTest::qWaitFor([&] { return answered.size() == 2; }));
    QVERIFY(!f.panel.isIdle());
    // Another workspace, and the look of what is left.
    f.document.setWorld(simulatorworld::make(), {}, QStringLiteral("another"));
    QVERIFY(f.settle());
    QVERIFY(!f.panel.asked());
    theme::apply(*qApp, theme::Scheme::Dark);
    theme::apply(*qApp, theme::Scheme::Light);
    QVERIFY(f.settle());
}

void TestSimulatorPanel::stoppedAmongNearMissesInAnotherScheme()
{
    Fixture f;
    bool once = true;
    connect(&f.panel, &SimulatorPanel::answered, this, [&] {
        if (std::exchange(once, false))
            f.child<QToolButton>("stopSearch")->click();
    });
    f.panel.askScenario(refused());
    QVERIFY(QTest::qWaitFor([&] { return !once; }));
    theme::apply(*qApp, theme::Scheme::Dark);
    QTest::qWait(20);
    QVERIFY(f.panel.isIdle());
    QVERIFY(f.child<QToolButton>("nearMisses")->text().startsWith(QStringLiteral("Near misses weren't")));
    theme::apply(*qApp, theme::Scheme::Light);
}

void TestSimulatorPanel::copyWaitsForNearMisses()
{
    Fixture f;
    QGuiApplication::clipboard()->clear();
    connect(&f.panel, &SimulatorPanel::answered, this, [&] {
        f.child<QToolButton>("copyAnswer")->click();
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    });
    f.panel.askScenario(refused());
    QVERIFY(f.settle());
    QVERIFY2(QGuiApplication::clipboard()->text().contains(QStringLiteral("Near miss via ") + QString::fromLatin1(simulatorworld::parkingAccess)),
             qPrintable(QGuiApplication::clipboard()->text()));
}

void TestSimulatorPanel::clickOnARowLeadsToTheStatement()
{
    Fixture f;
    QSignalSpy requested(&f.panel, &SimulatorPanel::documentRequested);
    QVERIFY(f.ask(simulatorworld::alice, "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/2025.csv")));
    auto *view = f.child<ExplanationView>();
    const ExplanationModel *model = view->explanation();
    const QModelIndex row = findRow(model, QStringLiteral("read-one-bucket, statement 1"));
    QVERIFY2(row.isValid(), qPrintable(rows(model).join(u'\n')));
    QCOMPARE(row.siblingAtColumn(ExplanationModel::LineColumn).data().toString(), QStringLiteral("line 4"));
    // Decided statements are expanded: their elements can be seen.
    QVERIFY(view->isExpanded(row));
    const QPoint place = view->visualRect(row.siblingAtColumn(ExplanationModel::TextColumn)).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(requested.size(), 1);
    const auto where = requested[0][0].value<DocumentRef>();
    QCOMPARE(where.name, std::string("read-one-bucket"));
    QVERIFY(where.owner == f.idOf(simulatorworld::alice));
    const auto span = requested[0][1].value<Span>();
    const std::string text = simulatorworld::readText;
    QCOMPARE(text.substr(span.begin, 8), std::string("{ \"Sid\":"));
    QVERIFY(requested[0][2].value<std::optional<Verdict>>() == Verdict::Allowed);
}

void TestSimulatorPanel::clickOnAStepExplainsIt()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    const ExplanationModel *model = f.child<ExplanationView>()->explanation();
    QVERIFY2(findRow(model, QStringLiteral("start-stop, statement 2")).isValid(), qPrintable(rows(model).join(u'\n')));
    auto *strip = f.child<Strip>();
    QCOMPARE(strip->stepCount(), 2);
    strip->chooseStep(0);
    QVERIFY2(findRow(model, QStringLiteral("Trust policy")).isValid(), qPrintable(rows(model).join(u'\n')));
    QVERIFY2(findRow(model, QStringLiteral("sts:ExternalId")).isValid(), qPrintable(rows(model).join(u'\n')));
    QVERIFY(!findRow(model, QStringLiteral("start-stop")).isValid());
}

/// Also of the step that is marked already: the statement that decided opens, and WHY is in sight.
void TestSimulatorPanel::clickedStepIsExplainedInSight()
{
    Fixture f;
    f.panel.resize(340, 460);
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    auto *scroll = f.child<QScrollArea>("simulatorScroll");
    auto *why = f.child<ExplanationView>();
    const auto seen = [&] {
        const int top = why->mapTo(scroll->viewport(), QPoint()).y();
        return top >= 0 && scroll->viewport()->height() - top >= 4 * why->fontMetrics().height();
    };
    QTest::qWait(50);
    QVERIFY(!seen());
    QSignalSpy requested(&f.panel, &SimulatorPanel::documentRequested);
    f.child<Strip>()->chooseStep(1);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested[0][0].value<DocumentRef>().name, std::string("start-stop"));
    QVERIFY(requested[0][2].value<std::optional<Verdict>>() == Verdict::Allowed);
    const std::string text = simulatorworld::instancesText;
    const auto span = requested[0][1].value<Span>();
    QCOMPARE(text.substr(span.begin, 19), std::string("{ \"Sid\": \"StartStop"));
    QVERIFY(f.settle());
    QVERIFY(QTest::qWaitFor(seen));
}

void TestSimulatorPanel::questionIsKept()
{
    Fixture f;
    f.panel.askScenario(stopWithExternalId());
    f.child<QSlider>("maximumHops")->setValue(5);
    QVERIFY(f.settle());
    const QByteArray state = f.panel.saveState();

    Fixture later;
    later.panel.restoreState(state);
    QVERIFY(later.settle());
    QVERIFY(later.panel.asked());
    const Request &asked = later.panel.asked()->question;
    QCOMPARE(asked.principal.arn, std::string(simulatorworld::scheduler));
    QCOMPARE(asked.action, std::string("ec2:StopInstances"));
    QCOMPARE(asked.resource, instance.toStdString());
    QVERIFY(asked.context.find("sts:ExternalId"));
    QCOMPARE(asked.context.find("sts:ExternalId")->values, std::vector<std::string>{"cust-7f21"});
    QVERIFY(asked.context.find("aws:SourceIp")->provenance == Provenance::Unknown);
    QCOMPARE(later.panel.maximumHops(), 5);
    QCOMPARE(later.verdict()->verdict(), Verdict::Allowed);
    // What isn't a state changes nothing.
    later.panel.restoreState(QByteArray("nonsense"));
    later.panel.restoreState(state.chopped(5));
    QVERIFY(later.settle());
    QCOMPARE(later.action()->text(), QStringLiteral("ec2:StopInstances"));
}

/// The way to stop a search isn't among what it would push down.
void TestSimulatorPanel::searchMovesNothing()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    auto *stop = f.child<QToolButton>("stopSearch");
    QVERIFY(!f.child<QScrollArea>("simulatorScroll")->isAncestorOf(stop));
    QVERIFY(!stop->isVisible());
    const int place = f.verdict()->mapTo(&f.panel, QPoint()).y();
    stop->show();
    QTest::qWait(30);
    QCOMPARE(f.verdict()->mapTo(&f.panel, QPoint()).y(), place);
}

void TestSimulatorPanel::tableShowsTheKeyboardsPlace()
{
    Fixture f;
    auto *table = f.child<ContextTable>();
    auto *view = f.child<QTableView>("contextView");
    f.resource()->setFocus();
    QVERIFY(!view->currentIndex().isValid());
    const auto accentPixels = [&] {
        const QImage picture = table->grab().toImage();
        int count = 0;
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixelColor(x, 0) == theme::colours().accent ? 1 : 0;
        return count;
    };
    QCOMPARE(accentPixels(), 0);
    view->setFocus(Qt::TabFocusReason);
    QVERIFY(view->currentIndex().isValid());
    QVERIFY(accentPixels() > table->width() / 2);
}

void TestSimulatorPanel::doubleClickOnANodeOpensItsPage()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    EntityId opened;
    connect(&f.panel, &SimulatorPanel::entityRequested, this, [&](EntityId entity) { opened = entity; });
    const std::vector<QWidget *> &nodes = f.child<Strip>()->nodes();
    QVERIFY(nodes.size() >= 2);
    QTest::mouseDClick(nodes[1], Qt::LeftButton);
    QCOMPARE(opened.value, f.document.world().findByArn(f.panel.asked()->simulation.routes.front().hops.front().to)->id.value);
    nodes[0]->setFocus();
    QTest::keyClick(nodes[0], Qt::Key_Return);
    QCOMPARE(opened.value, f.idOf(simulatorworld::scheduler).value);
}

void TestSimulatorPanel::checklistAndRecipesOfTheRoute()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QVERIFY(f.child<BringList>()->isVisible());
    QCOMPARE(f.child<BringList>()->items(), QStringList{QStringLiteral("External ID cust-7f21")});
    auto *box = f.child<BringList>()->findChild<QCheckBox *>();
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    QVERIFY(box->isChecked());
    QTest::mouseClick(f.child<QToolButton>("recipes"), Qt::LeftButton);
    const auto *tabs = f.child<QTabBar>("recipeKinds");
    QCOMPARE(tabs->count(), 2); // the console can't pass an External ID
    QTest::mouseClick(const_cast<QTabBar *>(tabs), Qt::LeftButton, {}, tabs->tabRect(1).center());
    QTest::mouseClick(f.child<QToolButton>("copyRecipe"), Qt::LeftButton);
    QVERIFY2(QGuiApplication::clipboard()->text().contains(QStringLiteral("external_id = cust-7f21")), qPrintable(QGuiApplication::clipboard()->text()));
    // Nothing to bring, nothing to copy.
    QVERIFY(f.ask(simulatorworld::alice, "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/a")));
    QVERIFY(!f.child<BringList>()->isVisible());
    QVERIFY(!f.child<RecipeBox>()->isVisible());
}

void TestSimulatorPanel::hopLimitAsksAgain()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    int answers = 0;
    connect(&f.panel, &SimulatorPanel::answered, this, [&] { ++answers; });
    auto *slider = f.child<QSlider>("maximumHops");
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(f.panel.maximumHops(), 1);
    QVERIFY(f.settle());
    QCOMPARE(answers, 1);
    QVERIFY(f.panel.asked()->simulation.verdict == Verdict::Allowed);
}

void TestSimulatorPanel::firstRouteIsChosenByItself()
{
    Fixture f;
    std::vector<std::string> path;
    Verdict verdict = Verdict::Denied;
    connect(&f.panel, &SimulatorPanel::routeChosen, this, [&](const std::vector<std::string> &arns, Verdict of) {
        path = arns;
        verdict = of;
    });
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    const std::vector<std::string> expected{simulatorworld::scheduler, simulatorworld::parkingAccess, instance.toStdString()};
    QVERIFY(path == expected);
    QCOMPARE(verdict, Verdict::Allowed);
}

/// A bucket that nobody knows: each way takes it to be in the account of who acts, and says so.
void TestSimulatorPanel::assumedAccountIsNamed()
{
    const auto world = [](bool readsItself) {
        const auto allow = [](const std::string &action) {
            return PolicyDocument::parse("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}}");
        };
        WorldBuilder builder;
        builder.account("111122223333");
        builder.account("444455556666");
        User a = simulatorworld::named<User>("111122223333", "user", "a");
        a.inlinePolicies.push_back({"assume", allow("sts:AssumeRole"), {}});
        if (readsItself)
            a.inlinePolicies.push_back({"read", allow("s3:GetObject"), {}});
        builder.add({{}, "111122223333", a});
        Role r = simulatorworld::named<Role>("444455556666", "role", "r");
        r.trust = PolicyDocument::parse("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sts:AssumeRole\"}}");
        r.inlinePolicies.push_back({"all", allow("s3:*"), {}});
        builder.add({{}, "444455556666", r});
        return builder.build();
    };
    Fixture f;
    const QString bucket = QStringLiteral("arn:aws:s3:::nobody-knows/x");
    f.document.setWorld(world(false), {}, QStringLiteral("via"));
    QVERIFY(f.ask("arn:aws:iam::111122223333:user/a", "s3:GetObject", bucket));
    QVERIFY2(f.verdict()->text().contains(QStringLiteral("the resource is in account 444455556666")), qPrintable(f.verdict()->text()));
    QVERIFY(!f.verdict()->text().contains(QStringLiteral("different ones")));

    // The sentence leads to the bucket's being there.
    QSignalSpy wanted(&f.panel, &SimulatorPanel::resourceWanted);
    emit f.child<QLabel>("verdictBody")->linkActivated(QStringLiteral("add"));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().at(0).toString(), QStringLiteral("444455556666"));
    QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("arn:aws:s3:::nobody-knows"));
    QVERIFY(f.child<QLabel>("verdictBody")->text().contains(QStringLiteral(">add it to the workspace</a>")));

    f.document.setWorld(world(true), {}, QStringLiteral("both"));
    QVERIFY(f.ask("arn:aws:iam::111122223333:user/a", "s3:GetObject", bucket));
    QVERIFY2(f.verdict()->text().contains(QStringLiteral("different ones: 111122223333 directly, 444455556666 via r.")), qPrintable(f.verdict()->text()));
}

/// The user is denied, the role's policy can't be read: title, sentence and graph say the same.
void TestSimulatorPanel::brokenPolicyOfARoleIsWhatItDependsOn()
{
    Fixture f;
    const EntityId role = f.document.world().findByArn(simulatorworld::parkingAccess)->id;
    f.document.apply(QStringLiteral("Break"), *edits::setDocument(f.document.world(), {role, DocumentSlot::Inline, "start-stop"}, "{").patch);
    std::vector<std::string> path;
    Verdict verdict = Verdict::Denied;
    connect(&f.panel, &SimulatorPanel::routeChosen, this, [&](const std::vector<std::string> &arns, Verdict of) {
        path = arns;
        verdict = of;
    });
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QVERIFY(f.panel.asked()->simulation.verdict == Verdict::Depends);
    const QString text = f.verdict()->text();
    QVERIFY2(text.contains(QStringLiteral("Via ParkingAccess it depends")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("start-stop")), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("explicit deny")), qPrintable(text));
    QCOMPARE(verdict, Verdict::Depends);
    QCOMPARE(path.size(), std::size_t{3});
}

/// Only the world can give the source address: the route is told with what it waits for.
void TestSimulatorPanel::routeUnderConditionsIsWhatItDependsOn()
{
    Fixture f;
    std::string trust = simulatorworld::trustText;
    const std::string before = "\"StringEquals\"";
    trust.insert(trust.find(before), "\"IpAddress\": { \"aws:SourceIp\": \"203.0.113.0/24\" }, ");
    const EntityId role = f.document.world().findByArn(simulatorworld::parkingAccess)->id;
    f.document.apply(QStringLiteral("Office only"), *edits::setDocument(f.document.world(), {role, DocumentSlot::Trust, {}}, trust).patch);
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    const Simulation &simulation = f.panel.asked()->simulation;
    QVERIFY(simulation.verdict == Verdict::Depends);
    QCOMPARE(simulation.conditionalRoutes.size(), std::size_t{1});
    const QString text = f.verdict()->text();
    QVERIFY2(text.contains(QStringLiteral("Via ParkingAccess it depends: External ID cust-7f21")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("203.0.113.0/24")), qPrintable(text));
    const ContextModel *context = f.child<ContextTable>()->model();
    QCOMPARE(context->index(context->rowOf(QStringLiteral("sts:ExternalId")), ContextModel::ValueColumn).data().toString(), QStringLiteral("a route brings it"));
}

void TestSimulatorPanel::wildcardActionIsExplained()
{
    Fixture f;
    f.panel.ask(QString::fromLatin1(simulatorworld::alice), QStringLiteral("s3:Get*"), QStringLiteral("arn:aws:s3:::reports/x"));
    QVERIFY(f.settle());
    QVERIFY(!f.panel.asked());
    QVERIFY(f.child<QLabel>("hint")->text().contains(QStringLiteral("wildcards")));
}

void TestSimulatorPanel::wildcardResourceIsAskedAsItStands()
{
    Fixture f;
    f.panel.ask(QString::fromLatin1(simulatorworld::alice), QStringLiteral("s3:GetObject"), QStringLiteral("arn:aws:s3:::reports/*"));
    QVERIFY(f.settle());
    QVERIFY(f.panel.asked());
    QVERIFY(f.child<QLabel>("hint")->text().contains(QStringLiteral("as they stand")));
    f.panel.ask(QString::fromLatin1(simulatorworld::alice), QStringLiteral("s3:GetObject"), QStringLiteral("arn:aws:s3:::reports/x"));
    QVERIFY(f.settle());
    QCOMPARE(f.child<QLabel>("hint")->text(), QString());
}

void TestSimulatorPanel::resourceInPlaceOfTheActionIsExplained()
{
    Fixture f;
    f.panel.ask(QString::fromLatin1(simulatorworld::alice), QStringLiteral("arn:aws:s3:::reports/x"), QStringLiteral("arn:aws:s3:::reports/x"));
    QVERIFY(f.settle());
    QVERIFY(!f.panel.asked());
    QVERIFY(f.child<QLabel>("hint")->text().contains(QStringLiteral("isn't an action")));
}

void TestSimulatorPanel::incompleteTemplateAsksNothing()
{
    Fixture f;
    f.panel.ask(QString::fromLatin1(simulatorworld::alice), QStringLiteral("s3:GetObject"), QStringLiteral("arn:aws:s3:::${BucketName}/x"));
    QVERIFY(f.settle());
    QVERIFY(!f.panel.asked());
    QVERIFY(f.child<QLabel>("hint")->text().contains(QStringLiteral("BucketName")));
}

void TestSimulatorPanel::anotherWorkspaceClears()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::alice, "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/2025.csv")));
    f.document.setWorld(simulatorworld::make(), {}, QStringLiteral("other"));
    QVERIFY(f.settle());
    QVERIFY(!f.panel.asked());
    QCOMPARE(f.principal()->value(), QString());
    QVERIFY(!f.verdict()->isVisible());
}

void TestSimulatorPanel::anotherQuestionHasNoContext()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    ContextModel *context = f.child<ContextTable>()->model();
    QVERIFY(context->setData(context->index(context->rowOf(QStringLiteral("sts:ExternalId")), ContextModel::ValueColumn), QStringLiteral("another-customer")));
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Denied);
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StartInstances", instance));
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);
}

void TestSimulatorPanel::stoppedQuestionIsNotKept()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    auto *keep = f.child<QToolButton>("keep");
    QVERIFY(keep->isVisible());
    f.panel.ask({}, QStringLiteral("ec2:StartInstances"), {});
    f.child<QToolButton>("stopSearch")->click();
    QVERIFY(!keep->isVisible());
    QVERIFY(f.child<QLabel>("hint")->text().startsWith(QStringLiteral("Stopped")));
    f.child<QToolButton>("stopSearch")->click(); // now it searches again
    QVERIFY(f.settle());
    QVERIFY(keep->isVisible());
    QCOMPARE(f.panel.asked()->question.action, std::string("ec2:StartInstances"));
}

/// iam:PassRole, what starts the service, and the service's own way into the role.
void TestSimulatorPanel::startedServiceIsExplainedWhole()
{
    Fixture f;
    QFile file(QStringLiteral(SAMPLES "/instance-role.rolewright"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    f.document.setWorld(*importFiles({InputFile{"instance-role.rolewright", file.readAll().toStdString()}}).world, {}, QStringLiteral("Test"));
    QVERIFY(f.ask("arn:aws:iam::111122223333:user/lena", "s3:GetObject", QStringLiteral("arn:aws:s3:::monthly-reports/2024/10.pdf")));
    const ExplanationModel *model = f.child<ExplanationView>()->explanation();
    for (Strip *strip : f.panel.findChildren<Strip *>()) {
        if (!findRow(model, QStringLiteral("iam:PassRole")).isValid())
            strip->chooseStep(0);
    }
    for (const char *part : {"iam:PassRole by lena", "ec2:RunInstances by lena", "sts:AssumeRole by ec2.amazonaws.com"})
        QVERIFY2(findRow(model, QString::fromLatin1(part)).isValid(), qPrintable(rows(model).join(u'\n')));
}

void TestSimulatorPanel::sessionPolicyLimitsTheRoute()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QTest::mouseClick(f.child<QCheckBox>("sessionPolicy"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed); // what it begins with limits nothing
    QVERIFY2(f.verdict()->text().contains(QStringLiteral("the session policy")), qPrintable(f.verdict()->text()));
    QVERIFY(!f.child<QToolButton>("keep")->isEnabled());

    auto *code = f.child<CodeEditor>("sessionPolicyText");
    const std::string text = code->bytes().toStdString();
    const std::size_t action = text.find("\"*\"");
    code->replaceBytes({action, action + 3}, "\"s3:*\"");
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Denied);
    const Missing &missing = f.panel.asked()->simulation.nearMisses.at(0).missing.at(0);
    QCOMPARE(int(missing.side), int(Missing::Side::Session));

    // A Deny in it is opened where it stands, not as a document of the workspace.
    code->replaceBytes({action, action + 6}, "\"ec2:*\"");
    const std::size_t effect = code->bytes().toStdString().find("Allow");
    code->replaceBytes({effect, effect + 5}, "Deny");
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Denied);
    QSignalSpy requested(&f.panel, &SimulatorPanel::documentRequested);
    auto *view = f.child<ExplanationView>();
    f.panel.findChildren<Strip *>().last()->chooseStep(1); // the near miss
    const QModelIndex row = findRow(view->explanation(), QStringLiteral("session-policy.json, statement 1"));
    QVERIFY2(row.isValid(), qPrintable(rows(view->explanation()).join(u'\n')));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(row.siblingAtColumn(ExplanationModel::TextColumn)).center());
    QCOMPARE(requested.size(), 0);
    QVERIFY(code->decided().has_value());

    // Half a text decides nothing, and its mistake is marked.
    code->setBytes("{");
    emit code->edited();
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Depends);
    QVERIFY(!code->marks().empty());

    // The question is kept with it.
    const QByteArray state = f.panel.saveState();
    Fixture other;
    other.panel.restoreState(state);
    QVERIFY(other.settle());
    QCOMPARE(other.child<CodeEditor>("sessionPolicyText")->bytes(), QByteArray("{"));
    QCOMPARE(other.verdict()->verdict(), Verdict::Depends);
    QTest::mouseClick(other.child<QCheckBox>("sessionPolicy"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(other.settle());
    QCOMPARE(other.verdict()->verdict(), Verdict::Allowed);
}

void TestSimulatorPanel::sessionPolicyOfNobody()
{
    Fixture f;
    QVERIFY(f.ask("ec2.amazonaws.com", "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/2025.csv")));
    QTest::mouseClick(f.child<QCheckBox>("sessionPolicy"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(f.settle());
    const QString hint = f.child<QLabel>("hint")->text();
    QVERIFY2(hint.contains(QStringLiteral("ec2.amazonaws.com")), qPrintable(hint));
}

void TestSimulatorPanel::managedSessionPolicy()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QTest::mouseClick(f.child<QCheckBox>("sessionPolicy"), Qt::LeftButton, {}, QPoint(8, 8));
    auto *code = f.child<CodeEditor>("sessionPolicyText");
    code->replaceBytes({0, static_cast<std::size_t>(code->bytes().size())}, "");
    QTest::mouseClick(f.child<QToolButton>("addSessionPolicy"), Qt::LeftButton);
    auto *picker = f.panel.findChild<EntryPicker *>();
    QVERIFY(picker);
    QTest::keyClicks(picker->findChild<QLineEdit *>(), QStringLiteral("AmazonEC2ReadOnlyAccess"));
    QTest::keyClick(picker->findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Denied);
    QVERIFY(f.ask("", "ec2:DescribeInstances", QStringLiteral("*")));
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);
}

void TestSimulatorPanel::keepsTheQuestionAsScenario()
{
    Fixture f;
    Scenario kept;
    connect(&f.panel, &SimulatorPanel::keepScenarioRequested, this, [&](const Scenario &scenario) { kept = scenario; });
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QTest::mouseClick(f.child<QToolButton>("keep"), Qt::LeftButton);
    QCOMPARE(kept.principal, std::string(simulatorworld::scheduler));
    QCOMPARE(kept.action, std::string("ec2:StopInstances"));
    QCOMPARE(kept.expectDirect, std::string("denied"));
    QCOMPARE(kept.expectVerdict, std::string("allowed"));
    QVERIFY(kept.expectVia == std::vector<std::string>{simulatorworld::parkingAccess});
    QVERIFY(kept.context.empty());
}

void TestSimulatorPanel::copiesTheAnswer()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QTest::mouseClick(f.child<QToolButton>("copyAnswer"), Qt::LeftButton);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(QStringLiteral("Can arn:aws:iam::444455556666:user/scheduler do ec2:StopInstances on ")));
    QVERIFY(text.contains(QStringLiteral("needs External ID cust-7f21")));
}

void TestSimulatorPanel::scenarioFillsTheFields()
{
    Fixture f;
    f.panel.askScenario(stopWithExternalId());
    QVERIFY(f.settle());
    QCOMPARE(f.verdict()->verdict(), Verdict::Allowed);
    const ContextModel *context = f.child<ContextTable>()->model();
    QCOMPARE(context->row(context->rowOf(QStringLiteral("sts:ExternalId"))).state, KeyState::Given);
    QCOMPARE(context->row(context->rowOf(QStringLiteral("aws:SourceIp"))).state, KeyState::Unknown);
}

void TestSimulatorPanel::droppedArnReplacesTheField()
{
    Fixture f;
    f.principal()->setValue(QStringLiteral("old"));
    QMimeData data;
    data.setText(QStringLiteral(" \"arn:aws:iam::111122223333:user/alice\",\n"));
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.principal(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.principal(), &drop);
    QCOMPARE(f.principal()->value(), QString::fromLatin1(simulatorworld::alice));
}

void TestSimulatorPanel::fitsANarrowPanel()
{
    Fixture f;
    f.panel.resize(330, 700);
    QVERIFY(f.ask(simulatorworld::scheduler, "ec2:StopInstances", instance));
    QTest::qWait(50);
    const QWidget *content = f.child<QWidget>("simulatorContent");
    QVERIFY2(content->width() <= f.panel.width(), qPrintable(QString::number(content->width())));
    QVERIFY2(content->minimumSizeHint().width() <= 330, qPrintable(QString::number(content->minimumSizeHint().width())));
    // Beside a window 1280 pixels wide keys are whole: they tell themselves apart by all of their letters.
    f.panel.resize(371, 700);
    QTest::qWait(50);
    const auto *view = f.child<QTableView>("contextView");
    QVERIFY(view->columnWidth(ContextModel::KeyColumn) > view->fontMetrics().horizontalAdvance(QStringLiteral("aws:MultiFactorAuthPresent")) + 8);
    QVERIFY(view->columnWidth(ContextModel::ValueColumn) >= 40);
    // What somebody gave is what he looks at.
    const int before = view->columnWidth(ContextModel::ValueColumn);
    ContextModel *context = f.child<ContextTable>()->model();
    context->addKey(QStringLiteral("token.actions.githubusercontent.com:sub"));
    const QModelIndex value = context->index(context->rowOf(QStringLiteral("token.actions.githubusercontent.com:sub")), ContextModel::ValueColumn);
    QVERIFY(context->setData(value, QStringLiteral("repo:example-org/shop:ref:refs/heads/main")));
    QVERIFY(f.settle());
    QVERIFY(view->columnWidth(ContextModel::ValueColumn) > before);
    QVERIFY(view->columnWidth(ContextModel::ValueColumn) > view->width() / 4);
}

// Service Authorization Reference: every resource of the request has to be allowed.
void TestSimulatorPanel::severalResources()
{
    Fixture f;
    QVERIFY(f.ask(simulatorworld::alice, "s3:GetObject", QStringLiteral("arn:aws:s3:::reports/x")));
    QCOMPARE(f.panel.asked()->simulation.verdict, Verdict::Allowed);
    f.panel.ask({}, QStringLiteral("ec2:RunInstances"), {});
    QVERIFY(f.settle());
    f.panel.ask({}, QStringLiteral("s3:GetObject"), {});
    auto *form = f.panel.findChild<QuestionForm *>();
    form->setResources({QStringLiteral("arn:aws:s3:::reports/x"), QStringLiteral("arn:aws:s3:::elsewhere/x")});
    QVERIFY(QTest::qWaitFor([&] { return f.panel.isIdle() && f.panel.asked()->simulation.verdict == Verdict::Denied; }));
    const QList<QPushButton *> rows = f.panel.findChildren<QPushButton *>(QStringLiteral("resourceRow"));
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows[0]->text().startsWith(QStringLiteral("Allowed")));
    QVERIFY(rows[1]->text().startsWith(QStringLiteral("Denied")));
    QSignalSpy chosen(&f.panel, &SimulatorPanel::routeChosen);
    QTest::mouseClick(rows[0], Qt::LeftButton);
    QCOMPARE(chosen.last().at(1).value<Verdict>(), Verdict::Allowed);
    QVERIFY(rows[0]->isChecked());

    QTest::mouseClick(f.panel.findChild<QToolButton *>(QStringLiteral("removeResource")), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return f.panel.isIdle() && f.panel.asked()->simulation.verdict == Verdict::Allowed; }));
}

void TestSimulatorPanel::longNamesAreShownWhole()
{
    Fixture f;
    QFile file(QStringLiteral(SAMPLES "/externaldns-on-eks.rolewright"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    f.document.setWorld(*importFiles({InputFile{"externaldns-on-eks.rolewright", file.readAll().toStdString()}}).world, {}, QStringLiteral("Test"));
    QVERIFY(f.ask("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE", "route53:ChangeResourceRecordSets",
                  QStringLiteral("arn:aws:route53:::hostedzone/Z0148EXAMPLE1SHOP")));
    QTest::qWait(100);
    for (const Strip *strip : f.panel.findChildren<Strip *>()) {
        QVERIFY(strip->width() < f.panel.width());
        QVERIFY2(strip->height() >= strip->heightForWidth(strip->width()),
                 qPrintable(QStringLiteral("%1 < %2").arg(strip->height()).arg(strip->heightForWidth(strip->width()))));
    }
}

QTEST_MAIN(TestSimulatorPanel)
#include "tst_simulatorpanel.moc"
