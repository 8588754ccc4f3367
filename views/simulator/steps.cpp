// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/answerview.h"
#include "world/permissionsetrole.h"

#include <QCoreApplication>

namespace rolewright {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Steps)
};

const std::vector<Hop> *hopsOf(const Simulation &simulation, const StepChoice &choice)
{
    if (const Route *route = routeOf(simulation, choice))
        return &route->hops;
    if (choice.way == StepChoice::Way::NearMiss && choice.index < simulation.nearMisses.size())
        return &simulation.nearMisses[choice.index].hops;
    return nullptr;
}

QString shortName(const std::string &arn)
{
    const std::optional<Principal> principal = parsePrincipal(arn);
    return QString::fromStdString(principal && !principal->name.empty() ? principal->name : arn);
}

} // namespace

const Route *routeOf(const Simulation &simulation, const StepChoice &choice)
{
    if (choice.way != StepChoice::Way::Route && choice.way != StepChoice::Way::Conditional)
        return nullptr;
    const std::vector<Route> &routes = choice.way == StepChoice::Way::Route ? simulation.routes : simulation.conditionalRoutes;
    return choice.index < routes.size() ? &routes[choice.index] : nullptr;
}

int stepCount(const Simulation &simulation, const StepChoice &choice)
{
    const std::vector<Hop> *hops = hopsOf(simulation, choice);
    if (!hops)
        return choice.way == StepChoice::Way::Direct ? 1 : 0;
    const bool toTarget = choice.way != StepChoice::Way::NearMiss || simulation.nearMisses[choice.index].failsAtTarget;
    return static_cast<int>(hops->size()) + (toTarget ? 1 : 0);
}

namespace {

/// For all resources of the step.
const Answer *stepAnswer(const Simulation &simulation, const StepChoice &choice)
{
    if (choice.step < 0 || choice.step >= stepCount(simulation, choice))
        return nullptr;
    const std::vector<Hop> *hops = hopsOf(simulation, choice);
    if (!hops)
        return &simulation.direct;
    const auto step = static_cast<std::size_t>(choice.step);
    if (const Route *route = routeOf(simulation, choice))
        return step < hops->size() ? &(*hops)[step].answer : &route->answer;
    const NearMiss &miss = simulation.nearMisses[choice.index];
    const bool failing = choice.step == stepCount(simulation, choice) - 1;
    return failing ? &miss.answer : &(*hops)[step].answer;
}

} // namespace

const Answer *answerOf(const Simulation &simulation, const StepChoice &choice)
{
    const Answer *answer = stepAnswer(simulation, choice);
    const auto resource = static_cast<std::size_t>(choice.resource);
    return answer && choice.resource >= 0 && resource < answer->each.size() ? &answer->each[resource] : answer;
}

std::vector<Answer> furtherOf(const Simulation &simulation, const StepChoice &choice)
{
    const std::vector<Hop> *hops = hopsOf(simulation, choice);
    const auto step = static_cast<std::size_t>(choice.step);
    return hops && step < hops->size() ? (*hops)[step].further : std::vector<Answer>();
}

std::vector<std::string> pathOf(const Asked &asked, const StepChoice &choice)
{
    std::vector<std::string> path{asked.question.principal.arn};
    const std::vector<Hop> *hops = hopsOf(asked.simulation, choice);
    const bool toTarget = !hops || stepCount(asked.simulation, choice) > static_cast<int>(hops->size());
    for (std::size_t i = 0; hops && i < hops->size(); ++i) {
        // The service that is started stands between its starter and the role.
        if ((*hops)[i].kind == HopKind::PassRole && (toTarget || i + 1 < hops->size()))
            path.push_back((*hops)[i].service);
        path.push_back((*hops)[i].to);
    }
    // Of several resources the one that is looked at, else the one that decides.
    const Answer *answer = answerOf(asked.simulation, choice);
    if (toTarget)
        path.push_back(asked.question.resources.empty() || !answer ? asked.question.resource : answer->request.resource);
    return path;
}

QString stepTitle(const Asked &asked, const StepChoice &choice)
{
    const std::vector<Hop> *hops = hopsOf(asked.simulation, choice);
    const auto step = static_cast<std::size_t>(choice.step);
    if (hops && step < hops->size()) {
        const QString from = step == 0 ? shortName(asked.question.principal.arn) : shortName((*hops)[step - 1].to);
        const QString to = shortName((*hops)[step].to);
        switch ((*hops)[step].kind) {
        case HopKind::AssumeRole: break;
        case HopKind::WebIdentity: return Text::tr("A token of %1 becomes %2").arg(from, to);
        case HopKind::Saml:
            if (const auto reserved = permissionSetRole((*hops)[step].to))
                return Text::tr("Signing in at IAM Identity Center with the permission set %1").arg(QString::fromStdString(reserved->permissionSet));
            return Text::tr("An assertion of %1 becomes %2").arg(from, to);
        case HopKind::SessionToken:
            return (*hops)[step].session.mfa ? Text::tr("%1 signs in with MFA").arg(from) : Text::tr("%1 gets a session token").arg(from);
        case HopKind::FederationToken: return Text::tr("%1 becomes the federated user %2").arg(from, to);
        case HopKind::PassRole: return Text::tr("%1 starts a service with %2").arg(from, to);
        }
        return Text::tr("%1 assumes %2").arg(from, to);
    }
    const QString who = hops && !hops->empty() ? shortName(hops->back().to) : shortName(asked.question.principal.arn);
    return Text::tr("%1 does %2").arg(who, QString::fromStdString(asked.question.action));
}

bool restsOnOpenWay(const Simulation &simulation)
{
    return simulation.verdict == Verdict::Depends && simulation.direct.verdict == Verdict::Denied;
}

StepChoice firstChoice(const Simulation &simulation)
{
    StepChoice choice;
    if (simulation.direct.verdict != Verdict::Allowed && !simulation.routes.empty())
        choice.way = StepChoice::Way::Route;
    else if (simulation.direct.verdict == Verdict::Denied && !simulation.conditionalRoutes.empty())
        choice.way = StepChoice::Way::Conditional;
    // Where nobody can tell about a role's way, that is what the verdict rests on, not the direct way's denial.
    for (std::size_t i = 0; choice.way == StepChoice::Way::Direct && i < simulation.nearMisses.size() && restsOnOpenWay(simulation); ++i) {
        if (simulation.nearMisses[i].answer.verdict != Verdict::Depends)
            continue;
        choice.way = StepChoice::Way::NearMiss;
        choice.index = i;
        break;
    }
    choice.step = stepCount(simulation, choice) - 1;
    return choice;
}

} // namespace rolewright
