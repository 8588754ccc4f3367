// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/answertext.h"

#include "words/factwords.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace rolewright {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AnswerText)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

void addRoute(QStringList &lines, const QString &title, const Route &route)
{
    lines += QString();
    lines += title;
    for (const Hop &hop : route.hops) {
        const QString needs = words::needs(hop.needs);
        lines += QStringLiteral("  %1 → %2").arg(text(hop.from), text(hop.to));
        if (!needs.isEmpty())
            lines += Text::tr("    needs %1").arg(needs);
        lines += QStringLiteral("    ") + text(hop.command);
    }
    lines += QStringLiteral("  ") + words::answerSummary(route.answer);
    for (const Fact &fact : route.conditions)
        lines += Text::tr("    if %1").arg(words::fact(fact));
}

} // namespace

QString answerText(const Asked &asked)
{
    const Simulation &simulation = asked.simulation;
    QStringList lines;
    lines += Text::tr("Can %1 do %2 on %3?")
                 .arg(text(asked.question.principal.arn), text(asked.question.action), text(asked.question.resource));
    for (const auto &[key, value] : asked.question.context.entries()) {
        QStringList values;
        for (const std::string &each : value.values)
            values += text(each);
        lines += value.provenance == Provenance::Unknown ? Text::tr("  with %1 unknown").arg(text(value.name))
                                                         : Text::tr("  with %1 = %2").arg(text(value.name), values.join(QStringLiteral(", ")));
    }
    lines += words::simulationSummary(simulation);
    lines += Text::tr("Directly: %1. %2").arg(words::verdict(simulation.direct.verdict), words::answerSummary(simulation.direct));
    for (std::size_t i = 0; i < simulation.routes.size(); ++i)
        addRoute(lines, Text::tr("Route %1").arg(i + 1), simulation.routes[i]);
    for (std::size_t i = 0; i < simulation.conditionalRoutes.size(); ++i)
        addRoute(lines, Text::tr("Route %1 under conditions").arg(i + 1), simulation.conditionalRoutes[i]);
    for (const NearMiss &miss : simulation.nearMisses) {
        lines += QString();
        lines += miss.hops.empty() ? Text::tr("Near miss, directly") : Text::tr("Near miss via %1").arg(text(miss.hops.back().to));
        for (const Missing &missing : miss.missing) {
            lines += QStringLiteral("  ") + words::missing(missing);
            if (const QString fix = words::fix(missing); !fix.isEmpty())
                lines += QStringLiteral("  → ") + fix;
        }
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace rolewright
