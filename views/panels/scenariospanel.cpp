// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/scenariospanel.h"

#include "edits/edits.h"
#include "theme/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace rolewright {
namespace {

/// After typing pauses: scenarios need not follow every letter.
constexpr int delayMilliseconds = 120;

QString freeName(const std::vector<Scenario> &scenarios, const QString &wanted)
{
    std::set<QString> taken;
    for (const Scenario &scenario : scenarios)
        taken.insert(QString::fromStdString(scenario.name));
    QString name = wanted;
    for (int i = 2; taken.contains(name); ++i)
        name = QStringLiteral("%1 %2").arg(wanted).arg(i);
    return name;
}

} // namespace

ScenariosPanel::ScenariosPanel(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new ScenarioModel(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new QTableView(this))
    , m_note(new QLabel(this))
    , m_ask(new QAction(tr("Ask in the Simulator"), this))
    , m_rename(new QAction(tr("Rename"), this))
    , m_expect(new QAction(tr("Expect What It Answers Now"), this))
    , m_remove(new QAction(tr("Delete"), this))
    , m_runner(this, [this](std::vector<ScenarioResult> results) { showResults(std::move(results)); }, &workers(Urgency::Patient))
{
    buildView();
    auto *table = new QWidget(this);
    auto *tableLayout = new QVBoxLayout(table);
    tableLayout->setContentsMargins(0, 0, 0, 0);
    tableLayout->setSpacing(0);
    tableLayout->addWidget(m_view, 1);
    tableLayout->addWidget(m_note);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setContentsMargins(theme::panelMargin, theme::tightSpacing, theme::panelMargin, theme::tightSpacing);
    m_stack->addWidget(table);
    m_stack->addWidget(buildEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    m_delay.setSingleShot(true);
    m_delay.setInterval(delayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &ScenariosPanel::run);
    connect(m_document, &WorkspaceDocument::changed, this, &ScenariosPanel::onDocumentChanged);
    connect(m_ask, &QAction::triggered, this, [this] { choose(m_view->currentIndex()); });
    connect(m_rename, &QAction::triggered, this, &ScenariosPanel::renameCurrent);
    connect(m_expect, &QAction::triggered, this, &ScenariosPanel::expectCurrent);
    connect(m_remove, &QAction::triggered, this, &ScenariosPanel::removeCurrent);
    connect(m_model, &ScenarioModel::renameRequested, this, [this](int row, const QString &name) {
        std::vector<Scenario> scenarios = m_model->scenarios();
        scenarios[static_cast<std::size_t>(row)].name = name.toStdString();
        store(tr("Rename scenario"), std::move(scenarios));
    });
    onDocumentChanged({true, true, {}, true});
}

ScenariosPanel::~ScenariosPanel() = default;

void ScenariosPanel::buildView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Scenarios"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setIconSize({14, 14});
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setStretchLastSection(true);
    const std::pair<int, int> widths[] = {{ScenarioModel::StateColumn, 110}, {ScenarioModel::NameColumn, 260},
                                          {ScenarioModel::QuestionColumn, 420}, {ScenarioModel::ExpectedColumn, 300}};
    for (const auto &[column, width] : widths)
        m_view->setColumnWidth(column, width);
    m_rename->setShortcut(Qt::Key_F2);
    m_remove->setShortcut(QKeySequence::Delete);
    for (QAction *action : {m_ask, m_rename, m_expect, m_remove}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_view->addAction(action);
    }
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->installEventFilter(this);
    connect(m_view, &QTableView::doubleClicked, this, &ScenariosPanel::choose);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ScenariosPanel::updateSelection);
}

QWidget *ScenariosPanel::buildEmptyState()
{
    auto *label = new QLabel(tr("No scenarios yet. Ask a question in the simulator and choose “Keep as scenario”: it is asked again "
                                "after every edit, and here you see when its answer changes."), this);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setMargin(theme::panelMargin * 2);
    return label;
}

bool ScenariosPanel::isIdle() const
{
    return !m_delay.isActive() && !m_runner.isBusy();
}

void ScenariosPanel::onDocumentChanged(const DocumentChange &change)
{
    if (change.everything || change.header)
        m_model->setScenarios(m_document->world().header().scenarios);
    const bool any = m_model->rowCount() > 0;
    m_stack->setCurrentIndex(any ? 0 : 1);
    updateSelection();
    if (any) {
        m_delay.start(change.everything ? 0 : delayMilliseconds);
        return;
    }
    m_runner.cancel();
    m_delay.stop();
    emit countsChanged(0, 0);
}

void ScenariosPanel::run()
{
    m_runner.start([world = m_document->world()](const CancelFlag &flag) {
        std::vector<ScenarioResult> results;
        for (const Scenario &scenario : world.header().scenarios) {
            if (flag->load())
                break;
            results.push_back(runScenario(world, scenario, [flag] { return flag->load(); }));
        }
        return results;
    });
}

void ScenariosPanel::showResults(std::vector<ScenarioResult> results)
{
    m_model->setResults(std::move(results));
    updateSelection();
    emit countsChanged(m_model->passedCount(), m_model->failedCount());
}

void ScenariosPanel::store(const QString &text, std::vector<Scenario> scenarios)
{
    WorldHeader header = m_document->world().header();
    header.scenarios = std::move(scenarios);
    if (std::optional<Patch> patch = edits::setHeader(m_document->world(), std::move(header)).patch)
        m_document->apply(text, std::move(*patch));
}

void ScenariosPanel::keep(const Scenario &scenario)
{
    std::vector<Scenario> scenarios = m_model->scenarios();
    Scenario kept = scenario;
    const QString wanted = kept.name.empty() ? scenarioQuestion(kept) : QString::fromStdString(kept.name);
    kept.name = freeName(scenarios, wanted).toStdString();
    scenarios.push_back(std::move(kept));
    store(tr("Keep scenario"), std::move(scenarios));
    m_view->setCurrentIndex(m_model->index(m_model->rowCount() - 1, ScenarioModel::NameColumn));
}

void ScenariosPanel::removeCurrent()
{
    const int row = m_view->currentIndex().row();
    if (row < 0)
        return;
    std::vector<Scenario> scenarios = m_model->scenarios();
    scenarios.erase(scenarios.begin() + row);
    store(tr("Delete scenario"), std::move(scenarios));
}

void ScenariosPanel::renameCurrent()
{
    const QModelIndex name = m_view->currentIndex().siblingAtColumn(ScenarioModel::NameColumn);
    if (name.isValid())
        m_view->edit(name);
}

void ScenariosPanel::expectCurrent()
{
    const int row = m_view->currentIndex().row();
    const ScenarioResult *now = m_model->result(row);
    if (!now || now->state == ScenarioResult::State::Unusable)
        return;
    std::vector<Scenario> scenarios = m_model->scenarios();
    Scenario &scenario = scenarios[static_cast<std::size_t>(row)];
    scenario = expecting(std::move(scenario), *now);
    store(tr("Change what a scenario expects"), std::move(scenarios));
}

void ScenariosPanel::choose(const QModelIndex &index)
{
    if (index.isValid())
        emit scenarioChosen(m_model->scenarios()[static_cast<std::size_t>(index.row())]);
}

void ScenariosPanel::updateSelection()
{
    const int row = m_view->currentIndex().row();
    const bool selected = row >= 0 && row < m_model->rowCount();
    const ScenarioResult *now = m_model->result(row);
    m_ask->setEnabled(selected);
    m_rename->setEnabled(selected);
    m_remove->setEnabled(selected);
    m_expect->setEnabled(now && now->state != ScenarioResult::State::Unusable);
    const QString note = selected ? QString::fromStdString(m_model->scenarios()[static_cast<std::size_t>(row)].note) : QString();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

bool ScenariosPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose(m_view->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rolewright
