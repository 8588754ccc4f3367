// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/problemspanel.h"

#include "analyse/fixes.h"
#include "edits/edits.h"
#include "panels/problemsmodel.h"
#include "theme/theme.h"
#include "words/problemwords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace rolewright {
namespace {

constexpr int roomyLines = 8; ///< filter, header, and three problems

} // namespace

ProblemsPanel::ProblemsPanel(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new ProblemsModel(this))
    , m_table(new QTreeView(this))
    , m_bar(new QWidget(this))
    , m_filter(new QLineEdit(m_bar))
    , m_empty(new QLabel(this))
    , m_runner(this, [this](OrderedRows found) { take(std::move(found)); }, &workers(Urgency::Patient))
{
    m_filter->setObjectName(QStringLiteral("problemsFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(240);
    m_table->setObjectName(QStringLiteral("problemsTable"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ProblemsModel::SeverityColumn, Qt::AscendingOrder);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    QHeaderView *header = m_table->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(30);
    header->setSectionResizeMode(ProblemsModel::SeverityColumn, QHeaderView::Fixed);
    header->resizeSection(ProblemsModel::SeverityColumn, 40);
    header->setSectionResizeMode(ProblemsModel::ProblemColumn, QHeaderView::Stretch);
    header->resizeSection(ProblemsModel::WhereColumn, 380);
    header->resizeSection(ProblemsModel::FixColumn, 200);

    m_empty->setProperty("look", QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(2 * theme::panelMargin, theme::tightSpacing, 2 * theme::panelMargin, theme::tightSpacing);

    QHBoxLayout *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(theme::spacing, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    bar->addWidget(m_filter);
    bar->addStretch();
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_table, 1);

    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &ProblemsPanel::look);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text.trimmed());
    });
    keepCurrentRow(m_table, m_model);
    connect(m_model, &OrderedTable::ordered, this, &ProblemsPanel::updateView);
    connect(m_table, &QTreeView::activated, this, &ProblemsPanel::activate);
    connect(m_table, &QTreeView::clicked, this, &ProblemsPanel::click);
    connect(document, &WorkspaceDocument::changed, this, &ProblemsPanel::documentChanged);
    updateView();
    m_soon.start();
}

bool ProblemsPanel::isIdle() const
{
    return !m_soon.isActive() && !m_runner.isBusy() && m_model->isIdle();
}

void ProblemsPanel::documentChanged(const DocumentChange &change)
{
    // Names and the header are what other entities' references are looked up in.
    if (change.everything || change.header || change.names)
        m_allDirty = true;
    if (change.everything) {
        m_runner.cancel();
        m_known = false;
        updateView();
    }
    m_dirty.insert(change.entities.begin(), change.entities.end());
    m_soon.start();
}

void ProblemsPanel::look()
{
    // One look at a time, to its end: typing on would otherwise cancel every look at a large workspace.
    if (m_runner.isBusy())
        return;
    m_runner.start([all = std::exchange(m_allDirty, false), dirty = std::exchange(m_dirty, {}), world = m_document->world(), before = m_model->rows(),
                       by = m_model->ordering()](const CancelFlag &flag) {
        const auto cancelled = [&flag] { return flag->load(); };
        if (all || !before)
            return ordered(std::make_shared<ProblemRows>(findProblems(world, cancelled), world), by, cancelled);
        std::vector<Problem> found;
        for (const EntityId id : dirty) {
            const EntityPtr entity = world.find(id);
            if (!entity || cancelled())
                continue;
            const std::vector<Problem> problems = findProblems(*entity, world);
            found.insert(found.end(), problems.begin(), problems.end());
        }
        return ordered(std::make_shared<ProblemRows>(*before, dirty, found, world), by, cancelled);
    });
}

void ProblemsPanel::take(OrderedRows found)
{
    m_known = true;
    m_model->show(std::move(found));
    updateView();
    // What changed meanwhile.
    if (m_allDirty || !m_dirty.empty())
        m_soon.start();
    const std::shared_ptr<const ProblemRows> rows = m_model->rows();
    emit countsChanged(rows->count(Severity::Error), rows->count(Severity::Warning));
}

void ProblemsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateView();
}

void ProblemsPanel::updateView()
{
    const std::shared_ptr<const ProblemRows> rows = m_model->rows();
    const bool empty = m_model->rowCount() == 0;
    const bool none = !rows || rows->size() == 0;
    m_table->setVisible(!empty);
    m_empty->setVisible(empty);
    // In a low window the lines themselves come first.
    const bool roomy = height() >= roomyLines * m_table->fontMetrics().height();
    m_bar->setVisible(!none && (roomy || !m_filter->text().isEmpty() || m_filter->hasFocus()));
    m_table->setColumnHidden(ProblemsModel::FixColumn, none || !rows->hasFixes());
    if (!m_known)
        m_empty->setText(tr("Looking for problems…"));
    else if (!none)
        m_empty->setText(tr("No problem contains “%1”.").arg(m_filter->text().trimmed()));
    else
        m_empty->setText(tr("No problems found.\nPolicies are checked while you type; what is wrong with them is listed here."));
}

void ProblemsPanel::activate(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Problem &problem = m_model->problem(index.row());
    DocumentRef where = problem.where;
    where.owner = problem.entity;
    emit documentRequested(where, problem.span);
}

void ProblemsPanel::click(const QModelIndex &index)
{
    if (index.column() != ProblemsModel::FixColumn)
        return;
    const Problem problem = m_model->problem(index.row());
    fix(problem);
}

void ProblemsPanel::fix(const Problem &problem)
{
    const EntityPtr entity = m_document->world().find(problem.entity);
    const DocumentPtr document = entity ? documentAt(*entity, problem.where.slot, problem.where.name) : nullptr;
    const std::optional<TextFix> fix = fixFor(problem);
    // While a newer text is being looked at, the old place isn't certain any more.
    if (!document || !fix || !isIdle())
        return;
    const std::optional<std::string> text = fixed(document->text(), *fix);
    if (!text)
        return;
    const edits::Result result = edits::setDocument(m_document->world(), problem.where, *text);
    if (result.patch)
        m_document->apply(words::fix(*fix), *result.patch);
}

} // namespace rolewright
