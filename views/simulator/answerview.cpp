// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/answerview.h"

#include "evaluate/derive.h"
#include "evaluate/policyholder.h"
#include "policy/arn.h"
#include "simulator/nearmisslist.h"
#include "simulator/resourcesuggestions.h"
#include "simulator/striplist.h"
#include "simulator/verdictbox.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"
#include "words/words.h"

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

constexpr std::size_t routesAtFirst = 3;
constexpr std::size_t mostConditional = 20;

QLabel *wrapped(const QString &text, QWidget *parent)
{
    auto *label = new WrappedLabel(text, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// What a workspace lists of it: an object's bucket.
std::string listedArn(const std::string &resource)
{
    const std::string_view holder = policyHolderOf(resource, viewArn(resource));
    return holder.empty() ? resource : std::string(holder);
}

} // namespace

AnswerView::AnswerView(QWidget *parent)
    : QWidget(parent)
    , m_verdict(new VerdictBox(this))
    , m_layout(new QVBoxLayout(this))
    , m_direct(makeList(StepChoice::Way::Direct))
    , m_routes(makeList(StepChoice::Way::Route))
    , m_moreRoutes(new QToolButton(this))
    , m_conditionalTitle(wrapped({}, this))
    , m_conditional(makeList(StepChoice::Way::Conditional))
    , m_moreConditional(wrapped(tr("The first %1 are shown.").arg(mostConditional), this))
    , m_nearMisses(new NearMissList(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme::spacing);
    for (QWidget *part : {static_cast<QWidget *>(m_verdict), static_cast<QWidget *>(m_direct), static_cast<QWidget *>(m_routes),
                          static_cast<QWidget *>(m_moreRoutes), static_cast<QWidget *>(m_conditionalTitle), static_cast<QWidget *>(m_conditional),
                          static_cast<QWidget *>(m_moreConditional), static_cast<QWidget *>(m_nearMisses)})
        m_layout->addWidget(part);
    m_layout->insertSpacing(1, 2);
    m_moreRoutes->setObjectName(QStringLiteral("moreRoutes"));
    m_moreRoutes->setAutoRaise(true);
    m_moreRoutes->hide();
    m_conditionalTitle->setForegroundRole(QPalette::PlaceholderText);
    m_conditionalTitle->hide();
    m_moreConditional->hide();
    connect(m_verdict, &VerdictBox::resourceWanted, this, [this] { emit resourceWanted(m_assumedAccount, m_assumedArn); });
    connect(m_moreRoutes, &QToolButton::clicked, this, [this] {
        m_routesShown = m_asked->simulation.routes.size();
        showRoutes(StripList::slice());
    });
    connect(m_nearMisses, &NearMissList::stepChosen, this, [this](std::size_t miss, int step) { emit stepChosen({StepChoice::Way::NearMiss, miss, step}); });
    connect(m_nearMisses, &NearMissList::entityRequested, this, &AnswerView::entityRequested);
    connect(m_nearMisses, &NearMissList::documentRequested, this, &AnswerView::documentRequested);
}

StripList *AnswerView::makeList(StepChoice::Way way)
{
    auto *list = new StripList(this);
    connect(list, &StripList::stepChosen, this, [this, way](std::size_t strip, int step) { emit stepChosen({way, strip, step}); });
    connect(list, &StripList::entityRequested, this, &AnswerView::entityRequested);
    return list;
}

void AnswerView::setAsked(const std::shared_ptr<const Asked> &answer)
{
    m_asked = answer;
    const Asked &asked = *m_asked;
    const Simulation &simulation = asked.simulation;
    const std::string question = asked.question.principal.arn + '\n' + asked.question.action + '\n' + asked.question.resource;
    const bool sameQuestion = question == m_questionKey;
    m_questionKey = question;
    if (!sameQuestion)
        m_earlierNearMisses = 0;
    if (std::string key = question + '\n' + std::to_string(static_cast<int>(simulation.verdict)); key != m_answerKey) {
        m_answerKey = std::move(key);
        m_routesShown = routesAtFirst;
    }
    const Answer &decisive = simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty() ? simulation.direct : simulation.routes.front().answer;
    m_assumedAccount = QString::fromStdString(resourceAccountOf(decisive.request));
    m_assumedArn = QString::fromStdString(listedArn(decisive.request.resource));

    const bool direct = simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty();
    const QDeadlineTimer until = StripList::slice();
    m_direct->show(direct ? 1 : 0, [asked = m_asked](std::size_t) { return directStrip(asked->world, asked->simulation.direct); });
    showResources(decisive, restsOnOpenWay(simulation) ? StepChoice() : firstChoice(simulation));
    showRoutes(until);
    showConditionalRoutes(until);
    if (asked.isComplete)
        return complete();
    m_verdict->setSimulation(simulation, m_earlierNearMisses);
    m_nearMisses->wait(sameQuestion);
}

void AnswerView::complete()
{
    const Simulation &simulation = m_asked->simulation;
    const bool suits = simulation.verdict != Verdict::Allowed && (simulation.nearMisses.size() <= 2 || restsOnOpenWay(simulation));
    m_nearMisses->show(m_asked, m_answerKey == m_foldedFor ? m_nearMisses->isOpen() : suits);
    m_foldedFor = m_answerKey;
    m_earlierNearMisses = simulation.nearMisses.size();
    m_verdict->setSimulation(simulation);
}

void AnswerView::stopWaiting()
{
    m_nearMisses->stop();
    m_verdict->setSimulation(m_asked->simulation);
}

void AnswerView::announceWaiting()
{
    if (m_nearMisses->isHidden())
        m_nearMisses->wait(false);
}

bool AnswerView::isIdle() const
{
    return m_direct->isComplete() && m_routes->isComplete() && m_conditional->isComplete() && m_nearMisses->isComplete();
}

void AnswerView::showRoutes(QDeadlineTimer until)
{
    const std::size_t all = m_asked->simulation.routes.size();
    m_routes->show(std::min(m_routesShown, all),
                   [asked = m_asked](std::size_t i) { return routeStrip(asked->world, asked->question, asked->simulation.routes[i]); }, until);
    // Two hundred routes are a thousand rows: not before somebody wants them.
    const int more = static_cast<int>(all) - static_cast<int>(m_routesShown);
    m_moreRoutes->setVisible(more > 0);
    if (more > 0)
        m_moreRoutes->setText(more == 1 ? tr("1 more route ▸") : tr("%n more routes ▸", nullptr, more));
}

/// Routes that wait for something that only the world can give.
void AnswerView::showConditionalRoutes(QDeadlineTimer until)
{
    const std::size_t all = m_asked->simulation.conditionalRoutes.size();
    m_conditionalTitle->setVisible(all > 0);
    if (all > 0)
        m_conditionalTitle->setText(all == 1 ? tr("1 route under conditions") : tr("%n routes under conditions", nullptr, static_cast<int>(all)));
    m_conditional->show(std::min(mostConditional, all),
                        [asked = m_asked](std::size_t i) { return routeStrip(asked->world, asked->question, asked->simulation.conditionalRoutes[i]); }, until);
    m_moreConditional->setVisible(all > mostConditional);
}

/// One row for each resource of the request: its verdict, and its explanation at a click.
void AnswerView::showResources(const Answer &answer, const StepChoice &choice)
{
    m_resources.clear();
    if (m_resourceRows)
        m_resourceRows->deleteLater(); // one of them may have been clicked
    m_resourceRows = nullptr;
    if (answer.each.empty())
        return;
    m_resourceRows = new QWidget(this);
    auto *rows = new QVBoxLayout(m_resourceRows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    for (std::size_t i = 0; i < answer.each.size(); ++i) {
        const Answer &one = answer.each[i];
        const QString arn = QString::fromStdString(one.request.resource);
        auto *row = new QPushButton(theme::verdictIcon(one.verdict), QStringLiteral("%1  %2").arg(words::verdict(one.verdict), shortResource(arn)), m_resourceRows);
        row->setObjectName(QStringLiteral("resourceRow"));
        row->setProperty("look", QStringLiteral("row"));
        row->setCheckable(true);
        row->setToolTip(arn + u'\n' + words::answerSummary(one));
        StepChoice its = choice;
        its.resource = static_cast<int>(i);
        connect(row, &QPushButton::clicked, this, [this, its] { emit stepChosen(its); });
        m_resources.emplace_back(row, its);
        rows->addWidget(row);
    }
    m_layout->insertWidget(m_layout->indexOf(m_routes), m_resourceRows);
    m_resourceRows->show();
}

void AnswerView::setCurrent(const StepChoice &choice)
{
    const auto strip = [&](StepChoice::Way way) { return choice.way == way ? std::optional(choice.index) : std::nullopt; };
    m_direct->setCurrent(strip(StepChoice::Way::Direct), choice.step);
    m_routes->setCurrent(strip(StepChoice::Way::Route), choice.step);
    m_conditional->setCurrent(strip(StepChoice::Way::Conditional), choice.step);
    m_nearMisses->setCurrent(strip(StepChoice::Way::NearMiss), choice.step);
    for (const auto &[row, its] : m_resources)
        row->setChecked(its == choice);
}

} // namespace rolewright
