// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulatorpanel.h"

#include "analyse/scenarios.h"
#include "simulator/completionfield.h"
#include "simulator/contexttable.h"
#include "simulator/fixesview.h"
#include "simulator/questionform.h"
#include "simulator/sessionpolicybox.h"
#include "simulator/tokendialog.h"
#include "simulator/veil.h"

#include <QDataStream>
#include <QElapsedTimer>
#include <QEvent>
#include <QLabel>
#include <QCheckBox>
#include <QScrollArea>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace rolewright {
namespace {

constexpr int debounceMilliseconds = 25;
constexpr int busyMilliseconds = 150;
constexpr quint32 stateVersion = 2;

} // namespace

SimulatorPanel::SimulatorPanel(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_finder(std::make_shared<KeptFinder>())
    , m_runner(this, [this](Found found) { take(std::move(found)); })
    , m_nearRunner(this, [this](std::vector<NearMiss> nearMisses) { takeNearMisses(std::move(nearMisses)); }, &workers(Urgency::Patient))
    , m_preparation(this, [](bool) {}, &workers(Urgency::Patient))
{
    buildAsk();
    buildAnswer();
    assemble();

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(debounceMilliseconds);
    m_dim.setSingleShot(true);
    m_dim.setInterval(busyMilliseconds);
    connect(&m_debounce, &QTimer::timeout, this, &SimulatorPanel::startAsking);
    connect(&m_dim, &QTimer::timeout, this, [this] { setBusy(true); });
    connect(m_document, &WorkspaceDocument::changed, this, &SimulatorPanel::onDocumentChanged);
    connect(m_form, &QuestionForm::edited, this, &SimulatorPanel::onQuestionEdited);
    connect(m_context->model(), &ContextModel::edited, this, &SimulatorPanel::onQuestionEdited);
    connect(m_hops, &QSlider::valueChanged, this, [this] {
        updateHops();
        m_debounce.start(debounceMilliseconds);
    });
    connect(m_passRole, &QCheckBox::toggled, this, [this] { m_debounce.start(debounceMilliseconds); });
    connect(m_sessionPolicy, &SessionPolicyBox::edited, this, [this] { m_debounce.start(debounceMilliseconds); });
    updateHops();
    showNothing();
}

SimulatorPanel::~SimulatorPanel() = default;

void SimulatorPanel::ask(const QString &principal, const QString &action, const QString &resource)
{
    if (!principal.isEmpty() && !action.isEmpty() && !resource.isEmpty()) {
        // Another question: nothing that was said for the one before holds for it.
        m_form->clear();
        m_context->model()->setGiven(Context());
        m_sessionPolicy->setOn(false);
        forgetToken();
    }
    m_form->setQuestion(principal, action, resource);
    m_debounce.start(0);
}

void SimulatorPanel::askScenario(const Scenario &scenario)
{
    m_form->clear();
    m_sessionPolicy->setOn(false);
    forgetToken();
    m_form->setQuestion(QString::fromStdString(scenario.principal), QString::fromStdString(scenario.action),
                        scenario.resource.empty() ? QStringLiteral("*") : QString::fromStdString(scenario.resource));
    const std::optional<Request> request = scenarioRequest(scenario);
    QStringList resources;
    for (const RequestedResource &resource : request ? request->resources : std::vector<RequestedResource>())
        resources += QString::fromStdString(resource.arn);
    m_form->setResources(resources);
    m_form->setResourceAccount(request ? QString::fromStdString(request->resourceAccount) : QString());
    m_context->model()->setGiven(request ? request->context : Context());
    m_debounce.start(0);
}

void SimulatorPanel::askWith(const QString &principal, const QString &action, const QString &resource, const Context &context,
                             const std::optional<std::vector<std::string>> &offeredRoles)
{
    // A question that is there already is asked for whoever brings the token, through the roles it becomes.
    const QString asked = m_form->actionField()->text();
    const bool keeps = !asked.isEmpty() && !asked.startsWith(QStringLiteral("sts:"), Qt::CaseInsensitive);
    const QString askedResource = m_form->resourceField()->text();
    m_form->clear();
    m_form->setQuestion(principal, keeps ? asked : action, keeps ? askedResource : resource);
    m_context->model()->setGiven(context);
    m_tokenProvider = principal;
    m_offeredRoles = offeredRoles;
    m_tokenKeys.clear();
    for (const auto &[key, value] : context.entries())
        m_tokenKeys += QString::fromStdString(value.name);
    m_debounce.start(0);
}

void SimulatorPanel::forgetToken()
{
    m_tokenProvider.clear();
    m_tokenKeys.clear();
    m_offeredRoles.reset();
}

void SimulatorPanel::pasteToken()
{
    auto *dialog = new TokenDialog(m_document, this);
    connect(dialog, &TokenDialog::askRequested, this, &SimulatorPanel::askWith);
    connect(dialog, &TokenDialog::documentRequested, this, &SimulatorPanel::documentRequested);
    dialog->show();
}

QByteArray SimulatorPanel::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << stateVersion << m_form->principalField()->text() << m_form->actionField()->text() << m_form->resourceTexts()
           << m_form->resourceAccount() << qint32(maximumHops()) << m_passRole->isChecked();
    // Nothing of a token or assertion is kept.
    std::vector<ContextRow> said = m_context->model()->said();
    std::erase_if(said, [this](const ContextRow &row) { return m_tokenKeys.contains(row.key, Qt::CaseInsensitive); });
    stream << quint32(said.size());
    for (const ContextRow &row : said)
        stream << row.key << row.values << qint32(row.state);
    stream << m_sessionPolicy->isOn() << m_sessionPolicy->text() << m_sessionPolicy->managed();
    return state;
}

void SimulatorPanel::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0, count = 0;
    QString principal, action, account;
    QStringList resources;
    qint32 hops = 0;
    bool passRole = true;
    stream >> version;
    if (version != stateVersion)
        return;
    stream >> principal >> action >> resources >> account >> hops >> passRole >> count;
    std::vector<ContextRow> said;
    for (quint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        ContextRow row;
        qint32 keyState = 0;
        stream >> row.key >> row.values >> keyState;
        row.state = keyState == qint32(KeyState::Given) ? KeyState::Given : keyState == qint32(KeyState::Unknown) ? KeyState::Unknown : KeyState::Absent;
        said.push_back(row);
    }
    bool limited = false;
    QByteArray policy;
    QStringList managed;
    stream >> limited >> policy >> managed;
    if (stream.status() != QDataStream::Ok)
        return;
    m_form->clear();
    m_form->setQuestion(principal, action, resources.value(0));
    m_form->setResources(resources);
    m_form->setResourceAccount(account);
    m_hops->setValue(hops);
    m_passRole->setChecked(passRole);
    m_sessionPolicy->set(limited, policy, managed);
    m_context->model()->setSaid(std::move(said));
    m_debounce.start(0);
}

bool SimulatorPanel::isIdle() const
{
    return !m_debounce.isActive() && !m_asksNext && !m_runner.isBusy() && !m_nearRunner.isBusy() && m_answer->isIdle() && m_fixes->isIdle();
}

void SimulatorPanel::focusPrincipal()
{
    m_form->principalField()->setFocus(Qt::ShortcutFocusReason);
    m_form->principalField()->selectAll();
}

void SimulatorPanel::focusOpenField()
{
    CompletionField *open = m_form->actionField();
    for (CompletionField *field : {m_form->resourceField(), m_form->actionField(), m_form->principalField()}) {
        if (field->text().isEmpty())
            open = field;
    }
    open->setFocus(Qt::ShortcutFocusReason);
}

void SimulatorPanel::onDocumentChanged(const DocumentChange &change)
{
    m_form->setWorld(m_document->world(), !change.everything && !change.header && !change.names);
    m_sessionPolicy->setWorld(m_document->world());
    if (change.everything) {
        m_runner.cancel();
        m_nearRunner.cancel();
        m_preparation.cancel();
        m_asksNext = false;
        m_finder = std::make_shared<KeptFinder>();
        m_form->clear();
        m_context->model()->clear();
        m_sessionPolicy->clear();
        forgetToken();
        showNothing();
        return;
    }
    // Before the window is painted; several edits in one go are one question.
    m_asksNext = true;
    QMetaObject::invokeMethod(this, [this] {
        if (m_asksNext)
            startAsking();
    }, Qt::QueuedConnection);
}

void SimulatorPanel::onQuestionEdited()
{
    m_context->setAction(m_form->actionField()->value());
    m_debounce.start(debounceMilliseconds);
}

void SimulatorPanel::startAsking()
{
    m_debounce.stop();
    m_asksNext = false;
    const bool wasShown = lacksNearMisses();
    m_nearRunner.cancel();
    m_unfinished.reset();
    const QString why = hint();
    showHint(why.isEmpty() ? m_form->remark() : why);
    std::optional<Request> request = m_form->request();
    if (!request || !why.isEmpty()) {
        m_runner.cancel();
        m_dim.stop();
        stopNearMisses();
        if (m_form->isEmpty() || !m_asked)
            showNothing();
        else
            setBusy(false);
        setStale(m_asked != nullptr);
        return;
    }
    m_context->model()->fill(&*request);
    if (std::exchange(m_stopped, false))
        setBusy(true);
    if (wasShown || (!m_dim.isActive() && m_busy->isHidden()))
        m_dim.start();
    RouteOptions options;
    options.maximumHops = maximumHops();
    options.passRole = m_passRole->isChecked();
    if (QString::fromStdString(request->principal.arn) == m_tokenProvider)
        options.offeredRoles = m_offeredRoles;
    setSessionPolicies(m_sessionPolicy->policies(), *request, options);
    m_runner.start([finder = m_finder, world = m_document->world(), question = std::move(*request), options](const CancelFlag &flag) {
        QElapsedTimer timer;
        timer.start();
        RouteOptions cancellable = options;
        cancellable.cancelled = [flag] { return flag->load(); };
        KeptFinder::Answered answered = finder->simulate(world, question, cancellable);
        const double milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        return Found{std::make_shared<Asked>(Asked{world, question, std::move(answered.simulation), milliseconds}), std::move(answered.nearMisses)};
    });
}

void SimulatorPanel::setBusy(bool busy)
{
    m_busy->setText(lacksNearMisses() ? tr("Looking for near misses … stop") : tr("Searching routes … stop"));
    m_busy->setToolTip(tr("Stop searching"));
    m_busy->setVisible(busy);
    m_keepButton->setVisible(!busy);
    m_copyButton->setVisible(!busy);
    if (busy && lacksNearMisses())
        m_answer->announceWaiting();
    else if (busy)
        setStale(true);
}

void SimulatorPanel::setStale(bool stale)
{
    m_veil->setVisible(stale);
}

/// What is shown is the answer of an earlier question then, or lacks its near misses: it can't be kept or copied.
void SimulatorPanel::cancel()
{
    if (m_stopped)
        return startAsking();
    m_stopped = true;
    m_debounce.stop();
    m_asksNext = false;
    m_runner.cancel();
    m_nearRunner.cancel();
    m_dim.stop();
    m_copyWanted = false;
    setBusy(true);
    m_busy->setText(tr("Search again"));
    m_busy->setToolTip(lacksNearMisses() ? tr("Stopped before all near misses were found") : tr("Stopped before all routes were searched"));
    stopNearMisses();
    m_unfinished.reset();
    showHint(tr("Stopped."));
}

void SimulatorPanel::showHint(const QString &text)
{
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
}

QString SimulatorPanel::hint() const
{
    const std::optional<Request> request = m_form->request();
    if (!request || !m_sessionPolicy->isOn())
        return m_form->hint();
    Request copy = *request;
    RouteOptions options;
    if (!setSessionPolicies(nullptr, copy, options))
        return tr("%1 gets no session: ask without a session policy.").arg(QString::fromStdString(request->principal.arn));
    return m_sessionPolicy->error();
}

void SimulatorPanel::openDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    if (where != DocumentRef())
        return documentRequested(where, span, decided);
    m_sessionPolicy->showSpan(span, decided);
    m_scroll->ensureWidgetVisible(m_sessionPolicy);
}

int SimulatorPanel::maximumHops() const
{
    return m_hops->value();
}

void SimulatorPanel::updateHops()
{
    m_hopsText->setText(maximumHops() == 1 ? tr("Through one role") : tr("Through up to %n roles", nullptr, maximumHops()));
}

void SimulatorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // Icons and colours inside texts belong to the scheme that they were made in.
    if (event->type() == QEvent::PaletteChange && m_asked && m_result) {
        m_answer->setAsked(m_asked);
        m_answer->setCurrent(m_choice);
        if (!lacksNearMisses())
            stopNearMisses();
    }
}

} // namespace rolewright
