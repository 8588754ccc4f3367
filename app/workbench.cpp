// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench.h"

#include "document/turns.h"
#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "evaluate/derive.h"
#include "graph/graphpanel.h"
#include "pages/pagearea.h"
#include "panels/problemspanel.h"
#include "panels/scenariospanel.h"
#include "panels/whocanpanel.h"
#include "paneltabs.h"
#include "simulator/simulatorpanel.h"
#include "theme/theme.h"
#include "tree/worldtree.h"
#include "words/words.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

namespace rolewright {

namespace {

constexpr int treeWidth = 270;
constexpr int simulatorWidth = 430;
constexpr int bottomHeight = 200;
constexpr int spaciousHeight = 800; ///< below it every line of the editor counts
constexpr int roomyHeight = 620; ///< of a screen of 800 lines; below it the bottom may get lower than its three rows

QString viewsKey(const QString &filePath)
{
    return QStringLiteral("views/") + QString::fromLatin1(QCryptographicHash::hash(filePath.toUtf8(), QCryptographicHash::Sha1).toHex());
}

} // namespace

Workbench::Workbench(WorkspaceDocument *document, bool remember, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_remember(remember)
    , m_rows(new QSplitter(Qt::Vertical, this))
    , m_columns(new QSplitter(Qt::Horizontal, m_rows))
    , m_bottom(new PanelTabs(m_rows))
    , m_tree(new WorldTree(document, m_columns))
    , m_graph(new GraphPanel(document, this))
    , m_pages(new PageArea(document, m_graph, m_columns))
    , m_simulator(new SimulatorPanel(document, m_columns))
    , m_problems(new ProblemsPanel(document, m_bottom))
    , m_scenarios(new ScenariosPanel(document, m_bottom))
    , m_whoCan(new WhoCanPanel(document, m_bottom))
{
    m_bottom->setObjectName(QStringLiteral("bottomTabs"));
    m_bottom->setDocumentMode(true);
    m_bottom->addTab(m_problems, theme::icon(QStringLiteral("warning")), tr("Problems"));
    m_bottom->addTab(m_scenarios, theme::icon(QStringLiteral("scenario")), tr("Scenarios"));
    m_bottom->addTab(m_whoCan, theme::icon(QStringLiteral("question")), tr("Who can do this"));

    m_columns->addWidget(m_tree);
    m_columns->addWidget(m_pages);
    m_columns->addWidget(m_simulator);
    m_columns->setStretchFactor(1, 1);
    m_rows->addWidget(m_columns);
    m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(0, 1);
    for (QSplitter *splitter : {m_columns, m_rows}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_arranged = true; });
    }
    m_tree->setMinimumWidth(180);
    m_simulator->setMinimumWidth(280);
    m_pages->setMinimumWidth(320);
    m_bottom->setMinimumHeight(90);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_rows);

    connectTree();
    connectPages();
    connectSimulator();
    connectBottom();
}

void Workbench::connectTree()
{
    connect(m_tree, &WorldTree::selected, this, [this](EntityId id) {
        m_pages->previewEntity(id);
        m_graph->setFocusEntity(id);
    });
    connect(m_tree, &WorldTree::opened, this, &Workbench::openEntity);
    connect(m_document, &WorkspaceDocument::changed, this, [this](const DocumentChange &change) {
        // Whatever went away, the graph shows what the page below it shows.
        if (change.names && !change.everything) {
            QMetaObject::invokeMethod(this, [this] {
                if (!m_document->world().find(m_graph->focusEntity()))
                    m_graph->setFocusEntity(m_pages->currentEntity());
            }, Qt::QueuedConnection);
        }
    });
    connect(m_tree, &WorldTree::askRequested, this, [this](const QString &principal) {
        ask(principal, {}, {});
        m_simulator->focusPrincipal();
    });
    connect(m_tree, &WorldTree::message, this, &Workbench::message);
    connect(m_tree, &WorldTree::notesRequested, this, [this](const QString &account) { m_pages->openNotes(account.toStdString()); });
    connect(m_tree, &WorldTree::attachRequested, this, &Workbench::attachRequested);
    connect(m_tree, &WorldTree::nodeAttachRequested, this, &Workbench::nodeAttachRequested);
    connect(m_tree, &WorldTree::groupRequested, this, &Workbench::groupRequested);
}

void Workbench::connectPages()
{
    connect(m_pages, &PageArea::currentEntityChanged, this, [this](EntityId id) {
        // A page of something else (notes, a policy of AWS's) leaves the surroundings as they are.
        if (id || m_pages->isEmpty()) {
            m_tree->select(id);
            m_graph->setFocusEntity(id);
        }
        emit pageChanged();
    });
    connect(m_pages, &PageArea::entityRequested, this, &Workbench::openEntity);
    connect(m_pages, &PageArea::askRequested, this, &Workbench::ask);
    connect(m_pages, &PageArea::routeChosen, m_graph, &GraphPanel::setRoute);
    connect(m_pages, &PageArea::cursorMoved, this, &Workbench::cursorMoved);
    connect(m_graph, &GraphPanel::entitySelected, m_tree, &WorldTree::select);
    connect(m_graph, &GraphPanel::entityOpened, this, &Workbench::openEntity);
}

void Workbench::connectSimulator()
{
    connect(m_simulator, &SimulatorPanel::documentRequested, m_pages, &PageArea::showDocument);
    connect(m_simulator, &SimulatorPanel::entityRequested, this, &Workbench::openEntity);
    connect(m_simulator, &SimulatorPanel::resourceWanted, this, &Workbench::addResource);
    connect(m_simulator, &SimulatorPanel::routeChosen, m_graph, &GraphPanel::setRoute);
    connect(m_simulator, &SimulatorPanel::answered, this, [this](Verdict, double milliseconds) {
        // The resource's account as the answer found it: a bucket in "the caller's account" stays where it is when others ask.
        const Asked *asked = m_simulator->asked();
        Request question = asked->question;
        const Simulation &simulation = asked->simulation;
        const bool direct = simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty();
        question.resourceAccount = resourceAccountOf(direct ? simulation.direct.request : simulation.routes.front().answer.request);
        m_whoCan->setQuestion(question, m_simulator->maximumHops());
        emit answered(milliseconds);
    });
    connect(m_simulator, &SimulatorPanel::keepScenarioRequested, this, [this](const Scenario &scenario) {
        m_scenarios->keep(scenario);
        m_bottom->setCurrentWidget(m_scenarios);
    });
}

void Workbench::addResource(const QString &account, const QString &arn)
{
    edits::Result result = edits::createResource(m_document->world(), account.toStdString(), arn.toStdString());
    if (!result.patch) {
        emit message(words::refused(result.refused), false);
        return;
    }
    m_document->apply(tr("Add %1").arg(arn), std::move(*result.patch));
    openEntity(result.created);
    emit message(tr("Added %1 to account %2").arg(arn, account), true);
}

void Workbench::connectBottom()
{
    connect(m_problems, &ProblemsPanel::documentRequested, this,
        [this](const DocumentRef &where, Span span) { m_pages->showDocument(where, span, std::nullopt); });
    connect(m_problems, &ProblemsPanel::countsChanged, this, &Workbench::onProblemCounts);
    connect(m_whoCan, &WhoCanPanel::principalChosen, this, [this](const QString &arn) { ask(arn, {}, {}); });
    connect(m_whoCan, &WhoCanPanel::countChanged, this, [this](int allowed) {
        m_bottom->setText(m_whoCan, allowed < 0 ? tr("Who can do this") : tr("Who can do this  %1").arg(QLocale().toString(allowed)));
    });
    connect(m_scenarios, &ScenariosPanel::scenarioChosen, m_simulator, &SimulatorPanel::askScenario);
    connect(m_scenarios, &ScenariosPanel::countsChanged, this, &Workbench::onScenarioCounts);
}

void Workbench::onProblemCounts(int errors, int warnings)
{
    const int place = m_bottom->indexOf(m_problems);
    const int count = errors + warnings;
    m_bottom->setText(m_problems, count == 0 ? tr("Problems") : tr("Problems %1").arg(QLocale().toString(count)));
    const QString icon = errors > 0 ? QStringLiteral("error") : count > 0 ? QStringLiteral("warning") : QStringLiteral("check");
    if (m_bottom->tabIcon(place).name() != icon)
        m_bottom->setTabIcon(place, theme::icon(icon));
    m_bottom->setTabToolTip(place, tr("%n error(s)", nullptr, errors) + QStringLiteral(", ") + tr("%n warning(s)", nullptr, warnings));
}

void Workbench::onScenarioCounts(int passed, int failed)
{
    QString text = tr("Scenarios");
    if (passed > 0)
        text += QStringLiteral("  %1 ✓").arg(QLocale().toString(passed));
    if (failed > 0)
        text += QStringLiteral("  %1 ✗").arg(QLocale().toString(failed));
    m_bottom->setText(m_scenarios, text);
}

void Workbench::openEntity(EntityId id)
{
    if (!id)
        return;
    m_pages->openEntity(id);
    m_pages->keep(id);
    m_tree->select(id);
    m_graph->setFocusEntity(id);
}

void Workbench::ask(const QString &principal, const QString &action, const QString &resource)
{
    setPanelVisible(QStringLiteral("simulator"), true);
    m_simulator->ask(principal, action, resource);
}

void Workbench::showFirst()
{
    const World &world = m_document->world();
    const std::vector<Scenario> &scenarios = world.header().scenarios;
    EntityPtr first;
    if (!scenarios.empty()) {
        m_simulator->askScenario(scenarios.front());
        const Scenario &scenario = scenarios.front();
        if (!scenario.expectVia.empty())
            first = world.findByArn(scenario.expectVia.front());
        if (!first)
            first = world.findByArn(scenario.principal);
    }
    for (const EntityKind kind : {EntityKind::Role, EntityKind::User, EntityKind::Group, EntityKind::Policy}) {
        for (const AccountInfo &account : world.header().accounts) {
            const std::vector<EntityPtr> &all = world.entities(account.id, kind);
            if (!first && !all.empty())
                first = all.front();
        }
    }
    if (first)
        openEntity(first->id);
    // A lesson begins with what is written about it.
    if (!world.header().notes.empty())
        m_pages->openNotes();
}

bool Workbench::isIdle() const
{
    return m_pages->isIdle() && m_graph->isIdle() && m_simulator->isIdle() && m_problems->isIdle() && m_scenarios->isIdle() && m_whoCan->isIdle();
}

void Workbench::focusNextPanel(bool forward)
{
    const QList<QWidget *> panels{m_tree, m_graph, m_pages, m_simulator, m_bottom};
    qsizetype current = -1;
    for (qsizetype at = 0; at < panels.size(); ++at) {
        // The graph lies within the page area, so the innermost panel counts.
        if (panels[at]->isAncestorOf(QApplication::focusWidget()) && (current < 0 || panels[current]->isAncestorOf(panels[at]) || panels[at] != m_pages))
            current = at;
    }
    for (qsizetype step = 1; step <= panels.size(); ++step) {
        QWidget *next = panels[(current + (forward ? step : panels.size() - step) + panels.size()) % panels.size()];
        if (!next->isVisible())
            continue;
        if (next == m_tree) {
            m_tree->focusFilter();
            return;
        }
        const QList<QWidget *> inside = next->findChildren<QWidget *>();
        for (QWidget *child : inside) {
            if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus)
                && !(next == m_pages && m_graph->isAncestorOf(child))) {
                child->setFocus(Qt::TabFocusReason);
                return;
            }
        }
    }
}

void Workbench::showWhoCan()
{
    setPanelVisible(QStringLiteral("bottom"), true);
    m_bottom->setCurrentWidget(m_whoCan);
}

QWidget *Workbench::panel(const QString &name) const
{
    if (name == QLatin1String("tree"))
        return m_tree;
    return name == QLatin1String("simulator") ? static_cast<QWidget *>(m_simulator) : m_bottom;
}

void Workbench::setPanelVisible(const QString &name, bool visible)
{
    panel(name)->setVisible(visible);
}

bool Workbench::isPanelVisible(const QString &name) const
{
    return !panel(name)->isHidden();
}

void Workbench::paintInTurns(std::function<void()> done)
{
    const QList<QWidget *> panels{m_pages, m_graph, m_tree, m_simulator, m_bottom};
    for (QWidget *panel : panels)
        panel->setUpdatesEnabled(false);
    setUpdatesEnabled(true);
    paintNext(panels, std::move(done));
}

void Workbench::paintNext(QList<QWidget *> left, std::function<void()> done)
{
    if (left.isEmpty()) {
        done();
        return;
    }
    inTurn(this, [this, left = std::move(left), done = std::move(done)]() mutable {
        left.takeFirst()->setUpdatesEnabled(true);
        paintNext(std::move(left), std::move(done));
    });
}

void Workbench::saveLayout() const
{
    QSettings settings;
    if (m_arranged) {
        settings.setValue(QStringLiteral("layout/columns"), m_columns->saveState());
        settings.setValue(QStringLiteral("layout/rows"), m_rows->saveState());
    }
    settings.setValue(QStringLiteral("layout/bottomTab"), m_bottom->currentIndex());
    for (const char *name : {"tree", "simulator", "bottom"}) {
        const QString key = QString::fromLatin1(name);
        settings.setValue(QStringLiteral("layout/") + key, isPanelVisible(key));
    }
}

void Workbench::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_laidOut, true))
        return;
    // Once the panel has its real size.
    QMetaObject::invokeMethod(this, &Workbench::restoreLayout, Qt::QueuedConnection);
}

/// What each panel gets while nobody has moved a border.
void Workbench::shareOut()
{
    const int wide = width();
    const int high = height();
    const int side = qMin(simulatorWidth, wide * 29 / 100);
    const int left = qMin(treeWidth, wide * 19 / 100);
    m_columns->setSizes({left, wide - left - side, side});
    // Its tabs, a bar or the headings, and three rows.
    const int rows = m_bottom->tabBar()->sizeHint().height() + 5 * (fontMetrics().height() + theme::spacing);
    const int low = qMin(bottomHeight, qMax(high > spaciousHeight ? high / 5 : high / 7, high > roomyHeight ? rows : 0));
    m_rows->setSizes({high - low, low});
}

void Workbench::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_laidOut && !m_arranged)
        shareOut();
}

void Workbench::restoreLayout()
{
    shareOut();
    // What was selected before the tree had its size.
    QMetaObject::invokeMethod(m_tree, &WorldTree::revealCurrent, Qt::QueuedConnection);
    if (!m_remember)
        return;
    const QSettings settings;
    m_arranged = settings.contains(QStringLiteral("layout/columns"));
    m_columns->restoreState(settings.value(QStringLiteral("layout/columns")).toByteArray());
    m_rows->restoreState(settings.value(QStringLiteral("layout/rows")).toByteArray());
    m_bottom->setCurrentIndex(settings.value(QStringLiteral("layout/bottomTab"), 0).toInt());
    for (const char *name : {"tree", "simulator", "bottom"}) {
        const QString key = QString::fromLatin1(name);
        setPanelVisible(key, settings.value(QStringLiteral("layout/") + key, true).toBool());
    }
}

void Workbench::saveViews(const QString &filePath) const
{
    if (filePath.isEmpty() || !m_remember)
        return;
    QSettings settings;
    settings.setValue(viewsKey(filePath) + QStringLiteral("/pages"), m_pages->saveState());
    settings.setValue(viewsKey(filePath) + QStringLiteral("/tree"), m_tree->saveState());
    settings.setValue(viewsKey(filePath) + QStringLiteral("/question"), m_simulator->saveState());
}

bool Workbench::restoreViews(const QString &filePath)
{
    const QSettings settings;
    const QByteArray pages = filePath.isEmpty() || !m_remember ? QByteArray() : settings.value(viewsKey(filePath) + QStringLiteral("/pages")).toByteArray();
    if (pages.isEmpty())
        return false;
    m_tree->restoreState(settings.value(viewsKey(filePath) + QStringLiteral("/tree")).toByteArray());
    if (!m_pages->restoreState(pages) || m_pages->isEmpty())
        return false;
    m_simulator->restoreState(settings.value(viewsKey(filePath) + QStringLiteral("/question")).toByteArray());
    return true;
}

} // namespace rolewright
