// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/edits.h"
#include "graph/graphexport.h"
#include "graph/graphpanel.h"
#include "graph/graphscene.h"
#include "graph/graphview.h"
#include "graph/nodeitem.h"
#include "theme/theme.h"
#include "views/graphworld.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace rolewright;
using namespace rolewright::graphworld;

class GraphPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void clickSelectsAndDoubleClickOpens();
    void arrowKeysWalkAndEnterOpens();
    void growButtonGrows();
    void routeIsLitAndTheRestDimmed();
    void editKeepsTheViewAndTheFocus();
    void unusableDraftLeavesThePicture();
    void growthIsFittedInUnlessSomebodyPanned();
    void removedFocusFallsBackToTheOverview();
    void hiddenPanelDoesNoWork();
    void wheelZoomsAroundThePointer();
    void fitShowsEverything();
    void exportsPictures();
    void emptyWorldSaysWhatToDo();
    void clickOnAFoldShowsMore();

private:
    void settle() const { QTRY_VERIFY_WITH_TIMEOUT(m_panel->isIdle(), 20000); }
    QPoint at(const std::string &key) const { return m_panel->view()->mapFromScene(m_panel->scene()->place(key)); }
    QWidget *viewport() const { return m_panel->view()->viewport(); }

    Delegation m_sample;
    std::unique_ptr<WorkspaceDocument> m_document;
    std::unique_ptr<GraphPanel> m_panel;
};

void GraphPanelTest::initTestCase()
{
    theme::apply(*qApp, theme::Scheme::Light);
    qRegisterMetaType<EntityId>("rolewright::EntityId");
}

void GraphPanelTest::init()
{
    m_sample = delegation();
    m_document = std::make_unique<WorkspaceDocument>();
    m_document->setWorld(m_sample.world, {}, QStringLiteral("delegation"));
    m_panel = std::make_unique<GraphPanel>(m_document.get());
    m_panel->resize(1000, 420);
    m_panel->show();
    m_panel->setFocusEntity(m_sample.parking);
    settle();
}

void GraphPanelTest::cleanup()
{
    m_panel.reset();
    m_document.reset();
}

void GraphPanelTest::clickSelectsAndDoubleClickOpens()
{
    QSignalSpy selected(m_panel.get(), &GraphPanel::entitySelected);
    QSignalSpy opened(m_panel.get(), &GraphPanel::entityOpened);
    const std::string scheduler = arn(provider, "user/scheduler");
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, at(scheduler));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.first().first().value<EntityId>(), m_sample.scheduler);
    QCOMPARE(m_panel->scene()->selected(), scheduler);
    QCOMPARE(opened.count(), 0);
    QTest::mouseDClick(viewport(), Qt::LeftButton, {}, at(scheduler));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<EntityId>(), m_sample.scheduler);
}

void GraphPanelTest::arrowKeysWalkAndEnterOpens()
{
    QSignalSpy opened(m_panel.get(), &GraphPanel::entityOpened);
    m_panel->scene()->select(arn(provider, "user/scheduler"));
    QTest::keyClick(m_panel->view(), Qt::Key_Right);
    QCOMPARE(m_panel->scene()->selected(), arn(customer, "role/ParkingAccess"));
    QTest::keyClick(m_panel->view(), Qt::Key_Left);
    QVERIFY(m_panel->scene()->selected() != arn(customer, "role/ParkingAccess"));
    m_panel->scene()->select(arn(customer, "role/ParkingAccess"));
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<EntityId>(), m_sample.parking);
}

void GraphPanelTest::growButtonGrows()
{
    m_panel->setFocusEntity(m_sample.scheduler);
    settle();
    const std::string role = arn(customer, "role/ParkingAccess");
    const std::size_t before = m_panel->scene()->graph().nodes.size();
    m_panel->scene()->select(role);
    const NodeItem *item = m_panel->scene()->item(role);
    QVERIFY(item);
    QVERIFY(!item->growButton().isEmpty());
    const QPointF scenePlace = m_panel->scene()->place(role);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, m_panel->view()->mapFromScene(scenePlace + item->growButton().center()));
    settle();
    QVERIFY(m_panel->scene()->graph().nodes.size() > before);
    QCOMPARE(m_panel->scene()->place(role), scenePlace); // what was clicked stays
}

void GraphPanelTest::routeIsLitAndTheRestDimmed()
{
    const std::string instance = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc";
    m_panel->setRoute({arn(provider, "user/scheduler"), arn(customer, "role/ParkingAccess"), instance}, Verdict::Allowed);
    settle();
    QVERIFY(m_panel->scene()->item(instance));
    QCOMPARE(m_panel->scene()->item(instance)->opacity(), 1.0);
    QCOMPARE(m_panel->scene()->item(arn(provider, "user/scheduler"))->opacity(), 1.0);
    QVERIFY(m_panel->scene()->item(arn(provider, "user/support-anna"))->opacity() < 0.5);
    m_panel->setRoute({}, Verdict::Allowed);
    settle();
    QVERIFY(!m_panel->scene()->item(instance));
    QCOMPARE(m_panel->scene()->item(arn(provider, "user/support-anna"))->opacity(), 1.0);
}

void GraphPanelTest::editKeepsTheViewAndTheFocus()
{
    const std::string role = arn(customer, "role/ParkingAccess");
    QTest::keyClick(m_panel->view(), Qt::Key_Plus);
    const QTransform transform = m_panel->view()->transform();
    const QPoint place = at(role);
    const edits::Result edit = edits::addInlinePolicy(m_document->world(), m_sample.anna, "now", document(assumes(role)));
    QVERIFY(edit.patch);
    m_document->apply(QStringLiteral("Allow"), *edit.patch);
    settle();
    const GraphEdge *edge = m_panel->scene()->graph().edge(arn(provider, "user/support-anna"), role);
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Allowed);
    QCOMPARE(m_panel->view()->transform(), transform);
    QCOMPARE(at(role), place);
    m_document->undoStack()->undo();
    settle();
    QCOMPARE(m_panel->scene()->graph().edge(arn(provider, "user/support-anna"), role)->state, GraphEdgeState::Missing);
}

void GraphPanelTest::unusableDraftLeavesThePicture()
{
    auto *note = m_panel->findChild<QLabel *>(QStringLiteral("graphHeld"));
    const std::size_t nodes = m_panel->scene()->graph().nodes.size();
    const EntityPtr role = m_document->world().find(m_sample.parking);
    const std::string trust = role->as<Role>()->trust->text();
    const auto write = [&](const std::string &text) {
        m_document->apply(QStringLiteral("Type"), *edits::setDocument(m_document->world(), {m_sample.parking, DocumentSlot::Trust, {}}, text).patch);
        settle();
    };
    QVERIFY(!note->isVisible());
    write(trust + "x");
    QVERIFY(note->isVisible());
    QCOMPARE(m_panel->scene()->graph().nodes.size(), nodes);
    QVERIFY(!m_panel->scene()->item(arn(customer, "role/ParkingAccess"))->node().broken);
    // Nor does what the simulator makes of it change the picture.
    m_panel->setRoute({arn(provider, "user/scheduler"), arn(customer, "role/ParkingAccess")}, Verdict::Depends);
    settle();
    QCOMPARE(m_panel->scene()->graph().nodes.size(), nodes);
    write(trust + " ");
    QVERIFY(!note->isVisible());
    // A draft that was unusable when the picture was drawn holds nothing back.
    write(trust + "x");
    m_document->apply(QStringLiteral("Rename"), *edits::rename(m_document->world(), m_sample.anna, "anne").patch);
    settle();
    QVERIFY(!note->isVisible());
    QVERIFY(m_panel->scene()->item(arn(customer, "role/ParkingAccess"))->node().broken);
}

void GraphPanelTest::growthIsFittedInUnlessSomebodyPanned()
{
    m_panel->resize(420, 260);
    m_panel->setFocusEntity(m_sample.anna);
    settle();
    QVERIFY(m_panel->view()->showsAll());
    const auto addPolicy = [this](const std::string &name, const std::string &services) {
        const edits::Result result = edits::addInlinePolicy(m_document->world(), m_sample.anna, name, document(services));
        m_document->apply(QStringLiteral("Add"), *result.patch);
        settle();
    };
    addPolicy("one", R"({"Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "ec2:DescribeInstances", "sqs:ListQueues"], "Resource": "*"})");
    QVERIFY(m_panel->view()->showsAll());
    QVERIFY(m_panel->view()->isFitted());

    m_panel->view()->zoomBy(2);
    const QTransform panned = m_panel->view()->transform();
    addPolicy("two", R"({"Effect": "Allow", "Action": ["rds:DescribeDBInstances", "sns:ListTopics"], "Resource": "*"})");
    QCOMPARE(m_panel->view()->transform(), panned);
}

void GraphPanelTest::removedFocusFallsBackToTheOverview()
{
    const edits::Result edit = edits::remove(m_document->world(), m_sample.parking);
    QVERIFY(edit.patch);
    m_document->apply(QStringLiteral("Delete"), *edit.patch);
    settle();
    QVERIFY(!m_panel->scene()->item(arn(customer, "role/ParkingAccess")));
    QVERIFY(m_panel->scene()->item(arn(provider, "user/scheduler")));
}

void GraphPanelTest::hiddenPanelDoesNoWork()
{
    m_panel->hide();
    m_panel->setFocusEntity(m_sample.anna);
    QVERIFY(m_panel->isIdle());
    QVERIFY(m_panel->scene()->graph().find(arn(customer, "role/ParkingAccess"))->focus);
    m_panel->show();
    settle();
    QVERIFY(m_panel->scene()->graph().find(arn(provider, "user/support-anna"))->focus);
}

void GraphPanelTest::wheelZoomsAroundThePointer()
{
    const std::string role = arn(customer, "role/ParkingAccess");
    const QPoint place = at(role);
    const double before = m_panel->view()->transform().m11();
    QWheelEvent wheel(place, viewport()->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(viewport(), &wheel);
    QVERIFY(m_panel->view()->transform().m11() > before);
    QVERIFY((at(role) - place).manhattanLength() <= 4);
}

void GraphPanelTest::fitShowsEverything()
{
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(m_panel->view(), Qt::Key_Plus);
    QTest::keyClick(m_panel->view(), Qt::Key_F);
    const QRect room = viewport()->rect();
    for (const GraphNode &node : m_panel->scene()->graph().nodes)
        QVERIFY(room.contains(at(node.key)));
}

void GraphPanelTest::exportsPictures()
{
    QTemporaryDir directory;
    const QString svg = directory.filePath(QStringLiteral("graph.svg"));
    const QString png = directory.filePath(QStringLiteral("graph.png"));
    QVERIFY(exportSvg(*m_panel->scene(), svg));
    QVERIFY(exportPng(*m_panel->scene(), png));
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("ParkingAccess"));
    QVERIFY(QImage(png).width() > 400);
    QVERIFY(!exportPng(*m_panel->scene(), directory.filePath(QStringLiteral("missing/graph.png"))));
}

void GraphPanelTest::emptyWorldSaysWhatToDo()
{
    m_document->setWorld(World(), {}, QStringLiteral("empty"));
    settle();
    QVERIFY(m_panel->scene()->graph().nodes.empty());
    bool told = false;
    for (const QLabel *label : m_panel->findChildren<QLabel *>())
        told = told || (label->isVisible() && !label->text().isEmpty());
    QVERIFY(told);
}

void GraphPanelTest::clickOnAFoldShowsMore()
{
    WorldBuilder builder;
    builder.account(customer);
    const EntityId group = addGroup(builder, customer, "everybody");
    for (int i = 0; i < 20; ++i)
        addUser(builder, customer, "u" + std::to_string(i), {}, {"everybody"});
    m_document->setWorld(builder.build(), {}, QStringLiteral("group"));
    m_panel->setFocusEntity(group);
    settle();
    std::string fold;
    for (const GraphNode &node : m_panel->scene()->graph().nodes) {
        if (node.kind == GraphNodeKind::Fold)
            fold = node.key;
    }
    QVERIFY(!fold.empty());
    QTest::keyClick(m_panel->view(), Qt::Key_F);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, at(fold));
    settle();
    QVERIFY(m_panel->scene()->item(arn(customer, "user/u19")));
    QVERIFY(!m_panel->scene()->item(fold));
}

QTEST_MAIN(GraphPanelTest)
#include "tst_graphpanel.moc"
