// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/answerview.h"

#include "evaluate/derive.h"
#include "evaluate/policyholder.h"
#include "policy/arn.h"
#include "simulator/breakable.h"
#include "simulator/chip.h"
#include "simulator/resourcesuggestions.h"
#include "simulator/strip.h"
#include "simulator/verdictbox.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"
#include "words/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

constexpr std::size_t nearMissesShown = 20;

QToolButton *foldButton(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

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
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme::spacing + 2);
    m_layout->addWidget(m_verdict);
    connect(m_verdict, &VerdictBox::resourceWanted, this, [this] { emit resourceWanted(m_assumedAccount, m_assumedArn); });
}

void AnswerView::setAsked(const std::shared_ptr<const Asked> &answer)
{
    m_asked = answer;
    const Asked &asked = *m_asked;
    const std::string key = asked.question.principal.arn + '\n' + asked.question.action + '\n' + asked.question.resource + '\n'
        + std::to_string(static_cast<int>(asked.simulation.verdict));
    if (key != m_questionKey) {
        m_nearMissesOpen = asked.simulation.verdict != Verdict::Allowed && (asked.simulation.nearMisses.size() <= 2 || restsOnOpenWay(asked.simulation));
        m_routesShown = 3;
    }
    m_questionKey = key;
    m_verdict->setSimulation(asked.simulation);
    const Simulation &simulation = asked.simulation;
    const Answer &decisive = simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty() ? simulation.direct : simulation.routes.front().answer;
    m_assumedAccount = QString::fromStdString(resourceAccountOf(decisive.request));
    m_assumedArn = QString::fromStdString(listedArn(decisive.request.resource));

    m_strips.clear();
    m_resources.clear();
    if (m_content)
        m_content->deleteLater();
    m_content = new QWidget(this);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::spacing);
    addRoutes();
    addConditionalRoutes();
    addNearMisses();
    m_layout->addWidget(m_content);
    m_content->show();
}

Strip *AnswerView::addStrip(QVBoxLayout *layout, Strip *strip, StepChoice::Way way, std::size_t index)
{
    layout->addWidget(strip);
    m_strips.push_back({strip, way, index});
    connect(strip, &Strip::stepChosen, this, [this, way, index](int step) { emit stepChosen({way, index, step}); });
    connect(strip, &Strip::entityRequested, this, &AnswerView::entityRequested);
    return strip;
}

void AnswerView::addRoutes()
{
    const Asked &asked = *m_asked;
    auto *layout = static_cast<QVBoxLayout *>(m_content->layout());
    const Simulation &simulation = asked.simulation;
    if (simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty())
        addStrip(layout, new Strip(directStrip(asked.world, simulation.direct), m_content), StepChoice::Way::Direct, 0);
    addResources(layout, simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty() ? simulation.direct : simulation.routes.front().answer,
                 restsOnOpenWay(simulation) ? StepChoice() : firstChoice(simulation));

    const auto addRoute = [this](QVBoxLayout *to, std::size_t i) {
        addStrip(to, new Strip(routeStrip(m_asked->world, m_asked->question, m_asked->simulation.routes[i]), to->parentWidget()), StepChoice::Way::Route, i);
    };
    for (std::size_t i = 0; i < std::min(m_routesShown, simulation.routes.size()); ++i)
        addRoute(layout, i);
    if (simulation.routes.size() <= m_routesShown)
        return;
    // Two hundred routes are a thousand widgets: not before somebody wants them.
    auto *rest = new QWidget(m_content);
    auto *restLayout = new QVBoxLayout(rest);
    restLayout->setContentsMargins(0, 0, 0, 0);
    restLayout->setSpacing(theme::spacing);
    rest->hide();
    const int more = static_cast<int>(simulation.routes.size() - m_routesShown);
    QToolButton *button = foldButton(more == 1 ? tr("1 more route ▸") : tr("%n more routes ▸", nullptr, more), m_content);
    connect(button, &QToolButton::clicked, rest, [this, addRoute, rest, restLayout, button] {
        for (std::size_t i = m_routesShown; i < m_asked->simulation.routes.size(); ++i)
            addRoute(restLayout, i);
        m_routesShown = m_asked->simulation.routes.size();
        setCurrent(m_current);
        rest->show();
        button->hide();
    });
    layout->addWidget(button);
    layout->addWidget(rest);
}

/// Routes that wait for something that only the world can give.
void AnswerView::addConditionalRoutes()
{
    const Asked &asked = *m_asked;
    const std::vector<Route> &routes = asked.simulation.conditionalRoutes;
    if (routes.empty())
        return;
    auto *layout = static_cast<QVBoxLayout *>(m_content->layout());
    QLabel *title = wrapped(routes.size() == 1 ? tr("1 route under conditions") : tr("%n routes under conditions", nullptr, static_cast<int>(routes.size())), m_content);
    title->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(title);
    for (std::size_t i = 0; i < routes.size() && i < nearMissesShown; ++i)
        addStrip(layout, new Strip(routeStrip(asked.world, asked.question, routes[i]), m_content), StepChoice::Way::Conditional, i);
    if (routes.size() > nearMissesShown)
        layout->addWidget(wrapped(tr("The first %1 are shown.").arg(nearMissesShown), m_content));
}

/// One row for each resource of the request: its verdict, and its explanation at a click.
void AnswerView::addResources(QVBoxLayout *layout, const Answer &answer, const StepChoice &choice)
{
    auto *rows = new QVBoxLayout;
    rows->setSpacing(0);
    layout->addLayout(rows);
    for (std::size_t i = 0; i < answer.each.size(); ++i) {
        const Answer &one = answer.each[i];
        const QString arn = QString::fromStdString(one.request.resource);
        auto *row = new QPushButton(theme::verdictIcon(one.verdict), QStringLiteral("%1  %2").arg(words::verdict(one.verdict), shortResource(arn)), m_content);
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
}

QWidget *AnswerView::missingRow(const Missing &missing, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins(26, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(wrapped(breakable(words::missing(missing)), row));
    const QString fix = words::fix(missing);
    if (!fix.isEmpty()) {
        QLabel *label = wrapped(QStringLiteral("→ ") + breakable(fix), row);
        label->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(label);
    }
    if (missing.where && missing.where->owner) {
        auto *jump = new Chip(tr("Show in the policy"), Chip::Kind::Button, row);
        jump->setIcon(theme::icon(QStringLiteral("jump")));
        connect(jump, &QAbstractButton::clicked, this, [this, where = *missing.where, span = missing.span] {
            emit documentRequested(where, span, span.empty() ? std::nullopt : std::optional(Verdict::Denied));
        });
        auto *line = new QHBoxLayout;
        line->addWidget(jump);
        line->addStretch();
        layout->addLayout(line);
    }
    return row;
}

void AnswerView::addNearMisses()
{
    const std::vector<NearMiss> &misses = m_asked->simulation.nearMisses;
    if (misses.empty())
        return;
    auto *layout = static_cast<QVBoxLayout *>(m_content->layout());
    const QString count = misses.size() == 1 ? tr("1 near miss") : tr("%n near misses", nullptr, static_cast<int>(misses.size()));
    const auto title = [count](bool open) { return (open ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + count; };
    QToolButton *button = foldButton(title(m_nearMissesOpen), m_content);
    button->setObjectName(QStringLiteral("nearMisses"));
    button->setToolTip(tr("Roles where one thing is missing"));
    layout->addWidget(button);

    auto *list = new QWidget(m_content);
    auto *listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(theme::spacing);
    if (m_nearMissesOpen)
        fillNearMisses(list);
    list->setVisible(m_nearMissesOpen);
    connect(button, &QToolButton::clicked, list, [this, list, button, title] {
        m_nearMissesOpen = !m_nearMissesOpen;
        if (list->layout()->isEmpty())
            fillNearMisses(list);
        list->setVisible(m_nearMissesOpen);
        button->setText(title(m_nearMissesOpen));
    });
    layout->addWidget(list);
}

void AnswerView::fillNearMisses(QWidget *list)
{
    const std::vector<NearMiss> &misses = m_asked->simulation.nearMisses;
    auto *layout = static_cast<QVBoxLayout *>(list->layout());
    for (std::size_t i = 0; i < misses.size() && i < nearMissesShown; ++i) {
        addStrip(layout, new Strip(nearMissStrip(m_asked->world, m_asked->question, misses[i]), list), StepChoice::Way::NearMiss, i);
        for (const Missing &missing : misses[i].missing)
            layout->addWidget(missingRow(missing, list));
    }
    if (misses.size() > nearMissesShown)
        layout->addWidget(wrapped(tr("The first %1 are shown.").arg(nearMissesShown), list));
    setCurrent(m_current);
}

void AnswerView::setCurrent(const StepChoice &choice)
{
    m_current = choice;
    for (const Entry &entry : m_strips) {
        const bool here = entry.way == choice.way && entry.index == choice.index;
        entry.strip->setCurrentStep(here ? choice.step : -1);
    }
    for (const auto &[row, its] : m_resources)
        row->setChecked(its == choice);
}

} // namespace rolewright
