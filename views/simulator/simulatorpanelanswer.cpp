// SPDX-License-Identifier: GPL-3.0-or-later
// What the simulator panel shows of an answer; how it asks is in simulatorpanel.cpp.
#include "simulator/simulatorpanel.h"

#include "analyse/scenarios.h"
#include "evaluate/answerjson.h"
#include "simulator/answertext.h"
#include "simulator/breakable.h"
#include "simulator/bringlist.h"
#include "simulator/contexttable.h"
#include "simulator/explanationview.h"
#include "simulator/fixesview.h"
#include "simulator/questionform.h"
#include "simulator/recipebox.h"
#include "simulator/sectionheader.h"
#include "simulator/sessionpolicybox.h"
#include "simulator/veil.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace rolewright {
namespace {

/// Some near miss may be what the verdict rests on, and what has to be explained first.
bool mayRestOnNearMiss(const Simulation &simulation)
{
    return restsOnOpenWay(simulation) && simulation.conditionalRoutes.empty();
}

/// Keys that a route's hops bring along when they are left to it.
QStringList broughtKeys(const HopNeeds &needs)
{
    QStringList keys;
    if (needs.externalId)
        keys += QStringLiteral("sts:ExternalId");
    if (needs.mfa || needs.mfaMaxAgeSeconds)
        keys += {QStringLiteral("aws:MultiFactorAuthPresent"), QStringLiteral("aws:MultiFactorAuthAge")};
    if (needs.roleSessionName)
        keys += QStringLiteral("sts:RoleSessionName");
    if (needs.sourceIdentity)
        keys += QStringLiteral("sts:SourceIdentity");
    if (needs.durationSeconds)
        keys += QStringLiteral("sts:DurationSeconds");
    return keys;
}

/// Layouts within layouts come to rest in several rounds; by themselves they'd be painted after some of them, and once more at the end.
void settleLayouts()
{
    constexpr int rounds = 4;
    for (int round = 0; round < rounds; ++round)
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
}

} // namespace

void SimulatorPanel::take(Found found)
{
    m_unfinished = found.asked;
    m_nearRunner.start([finder = m_finder, search = std::move(found.nearMisses)](const CancelFlag &flag) {
        return search([flag] { return flag->load(); });
    });
    if (!mayRestOnNearMiss(found.asked->simulation))
        showAnswer(found.asked);
}

void SimulatorPanel::takeNearMisses(std::vector<NearMiss> nearMisses)
{
    const std::shared_ptr<Asked> asked = std::exchange(m_unfinished, nullptr);
    asked->simulation.nearMisses = std::move(nearMisses);
    asked->isComplete = true;
    if (asked == m_asked)
        showNearMisses();
    else
        showAnswer(asked);
    if (std::exchange(m_copyWanted, false))
        copyAnswer();
    emit completed();
}

void SimulatorPanel::showAnswer(const std::shared_ptr<Asked> &asked)
{
    const std::shared_ptr<const Asked> before = std::exchange(m_asked, asked);
    const bool sameQuestion = before && before->question.principal == asked->question.principal && before->question.action == asked->question.action
        && before->question.resource == asked->question.resource && before->question.resources == asked->question.resources;
    const bool sameVerdict = sameQuestion && before->simulation.verdict == asked->simulation.verdict;
    const std::vector<std::string> path = !m_heldPath.empty() ? std::exchange(m_heldPath, {}) : before ? pathOf(*before, m_choice) : std::vector<std::string>();
    // The near miss that is explained may be among those to come.
    if (sameVerdict && !asked->isComplete && m_choice.way == StepChoice::Way::NearMiss)
        m_heldPath = path;
    m_followWhy = false;
    m_dim.stop();
    setBusy(false);
    if (!asked->isComplete)
        m_dim.start();
    setStale(false);
    m_empty->hide();
    m_result->show();
    // A scenario says nothing of session policies: its expectation would be another question's.
    m_keepButton->setEnabled(!m_sessionPolicy->isOn());
    m_keepButton->setToolTip(m_sessionPolicy->isOn() ? tr("A scenario can't hold a session policy") : tr("Keep question and answer as a scenario to check later"));
    m_copyButton->setEnabled(true);

    if (asked->isComplete || !sameQuestion)
        m_complete = asked;
    tellContext();
    m_answer->setAsked(m_asked);
    m_whyVeil->setVisible(!m_heldPath.empty());
    if (m_heldPath.empty())
        choose(sameVerdict && answerOf(asked->simulation, m_choice) && pathOf(*asked, m_choice) == path ? m_choice : firstChoice(asked->simulation));
    emit answered(m_asked->simulation.verdict, m_asked->milliseconds);
    // Before the next picture, as an event of its own.
    QMetaObject::invokeMethod(this, &settleLayouts, Qt::QueuedConnection);
    // The answers after the first one come sooner.
    if (!m_finder->isPrepared() && !m_preparation.isBusy()) {
        m_preparation.start([finder = m_finder, world = m_document->world()](const CancelFlag &) {
            finder->prepare(world);
            return true;
        });
    }
}

void SimulatorPanel::showNearMisses()
{
    m_dim.stop();
    setBusy(false);
    m_complete = m_asked;
    tellContext();
    m_answer->complete();
    m_whyVeil->hide();
    if (m_heldPath.empty())
        return m_answer->setCurrent(m_choice);
    const std::vector<std::string> path = std::exchange(m_heldPath, {});
    choose(answerOf(m_asked->simulation, m_choice) && pathOf(*m_asked, m_choice) == path ? m_choice : firstChoice(m_asked->simulation));
}

/// Those that the shown answer lacks won't come.
void SimulatorPanel::stopNearMisses()
{
    if (!m_asked || m_asked->isComplete)
        return;
    m_answer->stopWaiting();
    m_whyVeil->hide();
    if (!std::exchange(m_heldPath, {}).empty())
        choose(firstChoice(m_asked->simulation));
}

/// What the context's table shows of the answer. Near misses of the one before stand for those to come, so that rows don't go and come back.
void SimulatorPanel::tellContext()
{
    std::vector<const Answer *> answers{&m_asked->simulation.direct};
    QStringList brought;
    for (const auto *routes : {&m_asked->simulation.routes, &m_asked->simulation.conditionalRoutes}) {
        for (const Route &route : *routes) {
            for (const Hop &hop : route.hops) {
                answers.push_back(&hop.answer);
                brought += broughtKeys(hop.needs);
            }
            answers.push_back(&route.answer);
        }
    }
    for (const NearMiss &miss : m_complete->simulation.nearMisses)
        answers.push_back(&miss.answer);
    m_context->model()->setAnswers(answers);
    m_context->model()->setBrought(brought);
}

void SimulatorPanel::showNothing()
{
    stopNearMisses();
    m_asked.reset();
    m_complete.reset();
    m_unfinished.reset();
    m_copyWanted = false;
    m_dim.stop();
    setBusy(false);
    setStale(false);
    m_result->hide();
    m_empty->setVisible(m_form->isEmpty());
    m_keepButton->setEnabled(false);
    m_copyButton->setEnabled(false);
    m_context->model()->setAnswers({});
    m_context->model()->setBrought({});
    m_why->clear();
    m_fixes->clear();
    showHint(hint());
    emit routeChosen({}, Verdict::Denied);
}

void SimulatorPanel::choose(const StepChoice &choice)
{
    const Answer *answer = m_asked ? answerOf(m_asked->simulation, choice) : nullptr;
    if (!answer)
        return;
    m_choice = choice;
    m_answer->setCurrent(choice);
    m_whyTitle->setText(breakable(stepTitle(*m_asked, choice)));
    m_why->setAnswer(*answer, furtherOf(m_asked->simulation, choice));
    const Route *route = routeOf(m_asked->simulation, choice);
    const std::vector<Hop> hops = route ? route->hops : std::vector<Hop>();
    m_bring->show(hops);
    m_recipes->show(recipes(m_asked->world, m_asked->question.principal, hops));
    m_fixes->setAnswer(m_asked->world, *answer);
    const bool fails = choice.way == StepChoice::Way::NearMiss;
    const Verdict verdict = fails ? (answer->verdict == Verdict::Depends ? Verdict::Depends : Verdict::Denied)
        : choice.way == StepChoice::Way::Conditional ? Verdict::Depends
        : route ? route->answer.verdict : answer->verdict;
    emit routeChosen(pathOf(*m_asked, choice), verdict);
}

void SimulatorPanel::explain(const StepChoice &choice)
{
    choose(choice);
    if (const ExplanationNode *deciding = m_why->explanation()->deciding())
        openDocument(*deciding->where, deciding->span, deciding->decided);
    m_followWhy = true;
    // Once its rows have their heights.
    QMetaObject::invokeMethod(this, &SimulatorPanel::revealWhy, Qt::QueuedConnection);
}

void SimulatorPanel::revealWhy()
{
    m_followWhy = m_followWhy && !m_fixes->isIdle();
    QScrollBar *bar = m_scroll->verticalScrollBar();
    const int room = m_scroll->viewport()->height();
    const int top = m_whyHeader->mapTo(m_scroll->widget(), QPoint()).y();
    const int bottom = m_why->mapTo(m_scroll->widget(), QPoint(0, m_why->height())).y();
    // The step that was clicked stays in sight where it can.
    const int lowest = top + std::min(bottom - top, room * 2 / 3);
    bar->setValue(std::min(top, std::max(bar->value(), lowest - room)));
}

void SimulatorPanel::fillStepMenu()
{
    m_stepMenu->clear();
    if (!m_asked)
        return;
    const auto add = [this](const StepChoice &choice, const QString &title) {
        const Answer *answer = answerOf(m_asked->simulation, choice);
        m_stepMenu->addAction(theme::verdictIcon(answer->verdict), title, this, [this, choice] { explain(choice); });
    };
    const auto addWay = [&](StepChoice::Way way, std::size_t index) {
        const int steps = stepCount(m_asked->simulation, {way, index, 0});
        for (int step = 0; step < steps; ++step)
            add({way, index, step}, stepTitle(*m_asked, {way, index, step}));
        m_stepMenu->addSeparator();
    };
    addWay(StepChoice::Way::Direct, 0);
    constexpr std::size_t mostWays = 8;
    for (std::size_t i = 0; i < std::min(mostWays, m_asked->simulation.routes.size()); ++i)
        addWay(StepChoice::Way::Route, i);
    for (std::size_t i = 0; i < std::min(mostWays, m_asked->simulation.conditionalRoutes.size()); ++i)
        addWay(StepChoice::Way::Conditional, i);
    for (std::size_t i = 0; i < std::min(mostWays, m_asked->simulation.nearMisses.size()); ++i)
        addWay(StepChoice::Way::NearMiss, i);
}

void SimulatorPanel::keepScenario()
{
    if (!m_asked)
        return;
    Scenario scenario = scenarioFromRequest(m_asked->question);
    const Simulation &simulation = m_asked->simulation;
    scenario.expectDirect = name(simulation.direct.verdict);
    scenario.expectVerdict = name(simulation.verdict);
    for (const Route &route : simulation.routes) {
        if (!route.hops.empty() && route.answer.verdict == Verdict::Allowed
            && std::find(scenario.expectVia.begin(), scenario.expectVia.end(), route.hops.back().to) == scenario.expectVia.end())
            scenario.expectVia.push_back(route.hops.back().to);
    }
    emit keepScenarioRequested(scenario);
}

void SimulatorPanel::copyAnswer()
{
    m_copyWanted = lacksNearMisses();
    if (m_asked && !m_copyWanted)
        QGuiApplication::clipboard()->setText(answerText(*m_asked));
}

} // namespace rolewright
