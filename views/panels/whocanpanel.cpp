// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/whocanpanel.h"

#include "pages/elidedlabel.h"
#include "panels/whocanmodel.h"
#include "policy/arn.h"
#include "theme/theme.h"
#include "words/keywords.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QToolButton>
#include <QTreeView>

namespace rolewright {
namespace {

constexpr int afterQuestion = 20; ///< milliseconds: typing goes on
constexpr int roomyLines = 8; ///< bar, headings, and three rows
constexpr int slice = 300; ///< what is known is shown so often, in milliseconds
constexpr int patience = 150; ///< what takes less is shown at once, whole; after an edit the rows of before stay until then

/// With what was said of the context: whoever is listed can do it with that and not otherwise.
QString questionText(const Request &question)
{
    const QString asked = WhoCanPanel::tr("%1 on %2").arg(QString::fromStdString(question.action), QString::fromStdString(question.resource));
    QStringList given;
    for (const auto &[lowered, value] : question.context.entries()) {
        const bool absent = value.values.empty() && value.list;
        if (value.provenance == Provenance::Given && !absent)
            given += words::shortKey(value.name);
    }
    given.removeDuplicates();
    return given.isEmpty() ? asked : WhoCanPanel::tr("%1, with %2 as given").arg(asked, given.join(QStringLiteral(", ")));
}

/// The question, and what the answers take for granted.
QString title(const Request &question, const WhoCanSearch &search)
{
    const QString asked = questionText(question);
    QStringList accounts;
    for (const std::string &account : search.assumedAccounts())
        accounts += QString::fromStdString(account);
    if (accounts.size() > 1)
        return WhoCanPanel::tr("%1 · taken for granted: it has no policy of its own and is in the account of whoever asks, which only one of %2 can be")
            .arg(asked, accounts.join(QStringLiteral(", ")));
    if (!search.policyAssumed())
        return asked;
    const std::optional<Arn> arn = parseArn(question.resource);
    if (arn && arn->account.empty() && accounts.isEmpty())
        accounts += QString::fromStdString(question.resourceAccount);
    return accounts.value(0).isEmpty() ? WhoCanPanel::tr("%1 · taken for granted: it has no policy of its own").arg(asked)
                                       : WhoCanPanel::tr("%1 · taken for granted: it is in account %2 and has no policy of its own").arg(asked, accounts.first());
}

bool sameQuestion(const Request &left, const Request &right)
{
    return left.action == right.action && left.resource == right.resource && left.resourceAccount == right.resourceAccount && left.context == right.context;
}

} // namespace

WhoCanPanel::WhoCanPanel(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new WhoCanModel(this))
    , m_title(new ElidedLabel(this))
    , m_counts(new QLabel(this))
    , m_filter(new QLineEdit(this))
    , m_all(new QCheckBox(tr("Those who can't, too"), this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QToolButton(this))
    , m_empty(new QLabel(this))
    , m_table(new QTreeView(this))
    , m_runner(this, [this](Slice slice) { take(std::move(slice)); })
{
    m_filter->setObjectName(QStringLiteral("whoCanFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(200);
    m_all->setObjectName(QStringLiteral("whoCanAll"));
    m_title->setObjectName(QStringLiteral("whoCanTitle"));
    m_counts->setObjectName(QStringLiteral("whoCanCounts"));
    m_counts->setProperty("look", QStringLiteral("muted"));
    m_bar->setMaximumWidth(160);
    m_bar->setTextVisible(false);
    m_stop->setText(tr("Stop"));
    m_stop->setObjectName(QStringLiteral("whoCanStop"));
    m_stop->setProperty("look", QStringLiteral("muted"));

    m_table->setObjectName(QStringLiteral("whoCanTable"));
    m_table->setAccessibleName(tr("Who can do this"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(WhoCanModel::VerdictColumn, Qt::AscendingOrder);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->header()->setSectionResizeMode(WhoCanModel::NeedsColumn, QHeaderView::Stretch);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->resizeSection(WhoCanModel::VerdictColumn, 110);
    m_table->header()->resizeSection(WhoCanModel::WhoColumn, 280);
    m_table->header()->resizeSection(WhoCanModel::AccountColumn, 200);
    m_table->header()->resizeSection(WhoCanModel::HowColumn, 300);
    m_empty->setProperty("look", QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(2 * theme::panelMargin, theme::tightSpacing, 2 * theme::panelMargin, theme::tightSpacing);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::spacing, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    bar->setSpacing(theme::spacing);
    bar->addWidget(m_filter);
    bar->addWidget(m_all);
    bar->addWidget(m_title);
    bar->addStretch();
    bar->addWidget(m_bar);
    bar->addWidget(m_stop);
    bar->addWidget(m_counts);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_table, 1);

    m_soon.setSingleShot(true);
    m_late.setSingleShot(true);
    m_late.setInterval(patience);
    connect(&m_soon, &QTimer::timeout, this, &WhoCanPanel::start);
    connect(&m_late, &QTimer::timeout, this, &WhoCanPanel::showOutdated);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) { m_model->setFilter(text.trimmed()); });
    connect(m_all, &QCheckBox::toggled, m_model, &OrderedTable::setAll);
    keepCurrentRow(m_table, m_model);
    connect(m_model, &OrderedTable::ordered, this, &WhoCanPanel::updateView);
    connect(m_stop, &QToolButton::clicked, this, &WhoCanPanel::stop);
    connect(m_table, &QTreeView::activated, this, [this](const QModelIndex &index) {
        emit principalChosen(QString::fromStdString(m_model->row(index.row()).person.arn));
    });
    connect(document, &WorkspaceDocument::changed, this, &WhoCanPanel::documentChanged);
    clear();
}

void WhoCanPanel::clear()
{
    m_runner.cancel();
    m_soon.stop();
    m_late.stop();
    m_question.reset();
    m_isWanted = false;
    m_isOutdated = false;
    m_isPartial = false;
    m_stopped = false;
    m_world.reset();
    m_model->show(ordered(std::make_shared<WhoCanTableRows>(m_document->world(), WhoCanRows()), m_model->ordering()));
    m_title->setText({});
    emit countChanged(-1);
    updateView();
}

void WhoCanPanel::setQuestion(const Request &question, int maximumHops)
{
    if (m_question && sameQuestion(*m_question, question) && m_maximumHops == maximumHops)
        return;
    m_question = question;
    m_maximumHops = maximumHops;
    m_title->setText(questionText(question));
    invalidate();
    showOutdated();
    if (isVisible())
        m_soon.start(afterQuestion);
}

void WhoCanPanel::documentChanged(const DocumentChange &change)
{
    if (change.everything) {
        clear();
        return;
    }
    if (!m_question || !(change.header || change.names || !change.entities.empty()))
        return;
    const bool isWhole = !m_isPartial && (!m_isOutdated || m_late.isActive());
    invalidate();
    if (!isVisible() || !isWhole)
        showOutdated();
    else if (!m_late.isActive())
        m_late.start();
    // Before the window is painted; several edits in one go are one question.
    QMetaObject::invokeMethod(this, &WhoCanPanel::startWanted, Qt::QueuedConnection);
}

/// What is shown isn't the answer any more.
void WhoCanPanel::invalidate()
{
    m_isWanted = true;
    m_isOutdated = true;
    m_stopped = false;
    m_runner.cancel();
}

void WhoCanPanel::showOutdated()
{
    m_late.stop();
    emit countChanged(-1);
    updateView();
}

void WhoCanPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    startWanted();
}

void WhoCanPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateView();
}

void WhoCanPanel::startWanted()
{
    if (m_isWanted && isVisible() && !m_soon.isActive())
        start();
}

void WhoCanPanel::start()
{
    if (!m_question)
        return;
    m_isWanted = false;
    m_bar->setValue(0);
    const World &world = m_document->world();
    if (!m_world || !m_world->world().sameAs(world))
        m_world = std::make_shared<WhoCanWorld>(world, m_world);
    go(std::make_shared<WhoCanSearch>(m_world, *m_question, m_maximumHops));
}

void WhoCanPanel::go(const Search &search)
{
    // Only one slice at a time has the search: nobody else reads it meanwhile.
    m_runner.start([search, by = m_model->ordering(), isFirst = search->rows().size() == 0](const CancelFlag &flag) {
        const auto cancelled = [flag] { return flag->load(); };
        QElapsedTimer timer;
        timer.start();
        search->run(slice, cancelled);
        if (const auto left = static_cast<int>(patience - timer.elapsed()); isFirst && left > 0)
            search->run(left, cancelled);
        return Slice{search, ordered(std::make_shared<WhoCanTableRows>(search->world(), search->rows()), by, cancelled)};
    });
    updateView();
}

void WhoCanPanel::stop()
{
    m_runner.cancel();
    m_stopped = true;
    updateView();
}

void WhoCanPanel::take(Slice slice)
{
    const Search &search = slice.search;
    m_late.stop();
    m_isOutdated = false;
    m_isPartial = !search->isDone();
    m_model->show(std::move(slice.rows));
    m_title->setText(title(*m_question, *search));
    m_bar->setRange(0, std::max(static_cast<int>(search->toDo()), 1)); // 0 to 0 would show that nothing is known
    m_bar->setValue(static_cast<int>(search->done()));
    if (m_isPartial) {
        emit countChanged(-1);
        go(search);
        return;
    }
    m_counts->setToolTip(search->limitReached() ? tr("Longer chains of roles weren't searched.") : QString());
    emit countChanged(m_model->count(Verdict::Allowed));
    updateView();
    m_table->doItemsLayout(); // by itself it would follow after the rest was painted
}

bool WhoCanPanel::isIdle() const
{
    return !m_soon.isActive() && !m_runner.isBusy() && m_model->isIdle() && !(m_isWanted && isVisible());
}

void WhoCanPanel::updateView()
{
    const bool busy = m_runner.isBusy() && !m_late.isActive();
    const bool outdated = (m_isOutdated || m_model->isOutdated()) && !m_late.isActive();
    m_bar->setVisible(busy);
    m_stop->setVisible(busy);
    m_table->setEnabled(!outdated);
    const QString counts = tr("%1 can · %2 depend · %3 can't")
                               .arg(m_model->count(Verdict::Allowed)).arg(m_model->count(Verdict::Depends)).arg(m_model->count(Verdict::Denied));
    m_counts->setVisible(!m_model->isEmpty() && (!outdated || m_stopped));
    m_counts->setText(outdated && m_stopped ? tr("Stopped. Any change asks again.") : busy ? tr("so far %1").arg(counts) : m_stopped ? tr("stopped at %1").arg(counts) : counts);
    // In a low window the rows come first; they tell themselves what they are.
    m_table->setHeaderHidden(height() < roomyLines * m_table->fontMetrics().height());
    const bool any = m_model->rowCount() > 0;
    m_table->setVisible(any);
    m_empty->setVisible(!any);
    if (!m_question)
        m_empty->setText(tr("Ask a question in the simulator: here stands everyone who can do it, and by which roles."));
    else if (m_stopped)
        m_empty->setText(tr("Stopped. Any change asks again."));
    else if (busy || outdated)
        m_empty->setText(tr("Asking for everyone…"));
    else if (!m_filter->text().trimmed().isEmpty())
        m_empty->setText(tr("Nobody here matches the filter."));
    else
        m_empty->setText(tr("Nobody can do this: no user, no role, nobody from outside."));
}

} // namespace rolewright
