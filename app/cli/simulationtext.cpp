// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/simulationtext.h"

#include "analyse/claimhints.h"
#include "words/factwords.h"
#include "words/claimwords.h"
#include "words/words.h"

#include <QCoreApplication>

namespace rolewright::cli {
namespace {

struct SimulationText {
    Q_DECLARE_TR_FUNCTIONS(SimulationText)
};

/// Near misses shown to people; --json has all of them.
constexpr std::size_t shownNearMisses = 10;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString resourcesOf(const Request &question)
{
    if (question.resources.empty())
        return text(question.resource);
    return SimulationText::tr("%n resources", nullptr, static_cast<int>(question.resources.size()));
}

QString answerLine(const Answer &answer)
{
    return SimulationText::tr("%1. %2").arg(words::verdict(answer.verdict), words::answerSummary(answer));
}

QString steps(const std::vector<Hop> &hops)
{
    QString result;
    int number = 0;
    for (const Hop &hop : hops) {
        result += SimulationText::tr("  %1. %2\n").arg(++number).arg(words::step(hop));
        if (!hop.needs.empty())
            result += SimulationText::tr("     needs: %1\n").arg(words::needs(hop.needs));
        if (!hop.command.empty())
            result += SimulationText::tr("     run:   %1\n").arg(text(hop.command));
    }
    return result;
}

QString routeText(const Route &route, const Request &question)
{
    QString result = steps(route.hops);
    for (const Answer &one : route.answer.each)
        result += SimulationText::tr("     %1: %2\n").arg(text(one.request.resource), answerLine(one));
    result += SimulationText::tr("  %1. %2: %3\n").arg(route.hops.size() + 1).arg(text(question.action), answerLine(route.answer));
    for (const Fact &fact : route.conditions)
        result += SimulationText::tr("     if %1\n").arg(words::fact(fact));
    return result;
}

QString nearMissText(const NearMiss &nearMiss)
{
    QStringList roles;
    for (const Hop &hop : nearMiss.hops)
        roles += text(hop.to);
    QString result = roles.isEmpty() ? SimulationText::tr("  directly\n") : SimulationText::tr("  via %1\n").arg(roles.join(QStringLiteral(" → ")));
    for (const Missing &missing : nearMiss.missing) {
        result += QStringLiteral("    ") + words::missing(missing) + u'\n';
        if (const QString fix = words::fix(missing); !fix.isEmpty())
            result += SimulationText::tr("    To fix: %1\n").arg(fix);
    }
    const HopKind kind = nearMiss.hops.empty() || nearMiss.failsAtTarget ? HopKind::AssumeRole : nearMiss.hops.back().kind;
    if (kind == HopKind::WebIdentity || kind == HopKind::Saml) {
        for (const ClaimHint &hint : claimHints(nearMiss.answer)) {
            // What is missing is told above.
            if (hint.code != "otherValue" && hint.code != "claimMissing" && hint.code != "audienceMissing")
                result += SimulationText::tr("    %1\n").arg(words::claimHint(hint));
        }
    }
    return result;
}

} // namespace

QString toText(const Simulation &simulation, const Request &question, bool directOnly)
{
    QString result =
        SimulationText::tr("%1\n").arg(directOnly ? words::verdict(simulation.verdict) : words::simulationSummary(simulation));
    result +=
        SimulationText::tr("  %1 · %2 · %3\n").arg(text(question.principal.arn), text(question.action), resourcesOf(question));
    result += SimulationText::tr("  Directly: %1\n").arg(answerLine(simulation.direct));
    for (const Answer &one : simulation.direct.each)
        result += SimulationText::tr("    %1: %2\n").arg(text(one.request.resource), answerLine(one));
    for (const QString &line : words::decidingFacts(simulation.facts))
        result += QStringLiteral("  ") + line + u'\n';
    if (directOnly)
        return result;
    int number = 0;
    for (const Route &route : simulation.routes)
        result += SimulationText::tr("\nRoute %1\n").arg(++number) + routeText(route, question);
    number = 0;
    for (const Route &route : simulation.conditionalRoutes)
        result += SimulationText::tr("\nConditional route %1\n").arg(++number) + routeText(route, question);
    if (!simulation.nearMisses.empty())
        result += SimulationText::tr("\nNear misses\n");
    for (std::size_t i = 0; i < simulation.nearMisses.size() && i < shownNearMisses; ++i)
        result += nearMissText(simulation.nearMisses[i]);
    if (simulation.nearMisses.size() > shownNearMisses)
        result += SimulationText::tr("  … and %1 more (--json lists them)\n").arg(simulation.nearMisses.size() - shownNearMisses);
    if (simulation.limitReached)
        result += SimulationText::tr("\nThere may be longer routes, or more of them (--max-hops).\n");
    return result;
}

} // namespace rolewright::cli
