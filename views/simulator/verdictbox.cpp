// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/verdictbox.h"

#include "simulator/answerview.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"
#include "words/factwords.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QTextDocumentFragment>

#include <algorithm>

namespace rolewright {
namespace {

constexpr double cornerRadius = 6;
const QString addLink = QStringLiteral("add");
constexpr qsizetype waysTold = 3;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(VerdictBox)
};

QString mark(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed: return QStringLiteral("✓");
    case Verdict::Denied: return QStringLiteral("✗");
    case Verdict::Depends: return QStringLiteral("?");
    }
    return {};
}

/// Of an allow: the account that it takes the resource to be in; empty when it takes none for granted.
QString assumedAccount(const Answer &answer)
{
    const bool assumed = answer.verdict == Verdict::Allowed
        && std::find(answer.assumptions.begin(), answer.assumptions.end(), Assumption::ResourceInCallersAccount) != answer.assumptions.end();
    return assumed ? QString::fromStdString(answer.request.principal.account) : QString();
}

/// The resource is in one account, and the ways may each take it to be in their own.
QString differentAccounts(const Simulation &simulation)
{
    QStringList accounts, ways;
    const auto add = [&](const QString &account, const QString &way) {
        if (account.isEmpty() || accounts.contains(account))
            return;
        accounts += account;
        ways += Text::tr("%1 %2", "account, way").arg(account, way);
    };
    add(assumedAccount(simulation.direct), Text::tr("directly"));
    for (const Route &route : simulation.routes) {
        const std::string &role = route.hops.back().to;
        add(assumedAccount(route.answer), Text::tr("via %1").arg(QString::fromStdString(role.substr(role.rfind('/') + 1))));
    }
    if (accounts.size() < 2)
        return {};
    return Text::tr("The resource is in one account only, and the ways take it to be in different ones: %1.").arg(ways.join(QStringLiteral(", ")));
}

QString openWays(const Simulation &simulation)
{
    QStringList sentences{Text::tr("Directly: %1 %2.").arg(mark(Verdict::Denied), words::verdict(Verdict::Denied).toLower())};
    for (const Route &route : simulation.conditionalRoutes) {
        QStringList needs;
        for (const Hop &hop : route.hops)
            needs += words::needsList(hop.needs);
        const std::string &role = route.hops.back().to;
        if (!needs.isEmpty() && sentences.size() <= waysTold)
            sentences += Text::tr("Via %1 it depends: %2.").arg(QString::fromStdString(role.substr(role.rfind('/') + 1)), needs.join(QStringLiteral(", ")));
    }
    for (const NearMiss &miss : simulation.nearMisses) {
        if (sentences.size() > waysTold || miss.answer.verdict != Verdict::Depends || miss.hops.empty() || miss.missing.empty())
            continue;
        const std::string &role = miss.hops.back().to;
        sentences += Text::tr("Via %1 it depends: %2").arg(QString::fromStdString(role.substr(role.rfind('/') + 1)), words::missing(miss.missing.front()));
    }
    return sentences.join(u' ');
}

/// Muted while it is of an earlier answer.
QString nearlyWays(int count, bool waits)
{
    const QString text = count == 1 ? Text::tr("One role is nearly a way.")
        : count > 1                 ? Text::tr("%n roles are nearly a way.", nullptr, count)
        : waits                     ? Text::tr("Looking for near misses …")
                                    : QString();
    return waits ? QStringLiteral("<span style=\"color:%1\">%2</span>").arg(theme::colours().mutedText.name(), text) : text;
}

} // namespace

QString verdictDetails(const Simulation &simulation, std::optional<std::size_t> waits)
{
    QStringList sentences;
    const bool viaRole = simulation.direct.verdict != Verdict::Allowed && !simulation.routes.empty();
    if (viaRole) {
        QStringList needs;
        for (const Hop &hop : simulation.routes.front().hops) {
            for (const QString &need : words::needsList(hop.needs))
                needs += QStringLiteral("<b>%1</b>").arg(need.toHtmlEscaped());
        }
        if (!needs.isEmpty())
            sentences += Text::tr("if the caller brings %1.").arg(needs.join(QStringLiteral(", ")));
        sentences += Text::tr("Directly: %1 %2.").arg(mark(simulation.direct.verdict), words::verdict(simulation.direct.verdict).toLower());
    }
    // Where a role's way can't be judged, the direct way's denial isn't the last word.
    if (restsOnOpenWay(simulation))
        sentences += openWays(simulation).toHtmlEscaped();
    else
        sentences += words::answerSummary(simulation.direct).toHtmlEscaped();
    if (viaRole)
        sentences += words::assumptions(simulation.routes.front().answer).toHtmlEscaped();
    sentences += differentAccounts(simulation).toHtmlEscaped();
    // A line each: people look for the one that fits their case.
    for (const QString &line : words::decidingFacts(simulation.facts))
        sentences += QStringLiteral("<br>") + line.toHtmlEscaped();
    if (simulation.verdict == Verdict::Denied)
        sentences += nearlyWays(static_cast<int>(waits.value_or(simulation.nearMisses.size())), waits.has_value());
    if (simulation.limitReached)
        sentences += Text::tr("Longer chains of roles weren't searched.");
    sentences.removeAll(QString());
    const QString phrase = words::addToWorkspace().toHtmlEscaped();
    return sentences.join(u' ').replace(phrase, QStringLiteral("<a href=\"%1\" style=\"color:%2\">%3</a>")
                                                    .arg(addLink, theme::verdictColour(simulation.verdict).name(), phrase));
}

VerdictBox::VerdictBox(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_title(new WrappedLabel({}, this))
    , m_body(new WrappedLabel({}, this))
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(theme::panelMargin, theme::spacing, theme::panelMargin, theme::spacing + 2);
    layout->setHorizontalSpacing(6);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_icon, 0, 0);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_body, 1, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    m_title->setObjectName(QStringLiteral("verdictTitle"));
    m_body->setTextFormat(Qt::RichText);
    m_body->setObjectName(QStringLiteral("verdictBody"));
    m_body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_body, &QLabel::linkActivated, this, &VerdictBox::resourceWanted);
    QFont bold = m_title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.08);
    m_title->setFont(bold);
    applyColours();
}

void VerdictBox::setSimulation(const Simulation &simulation, std::optional<std::size_t> waits)
{
    m_title->setText(words::simulationSummary(simulation));
    m_body->setText(verdictDetails(simulation, waits));
    setAccessibleName(text());
    if (m_verdict == simulation.verdict)
        return;
    m_verdict = simulation.verdict;
    applyColours();
}

QString VerdictBox::text() const
{
    return m_title->text() + u'\n' + QTextDocumentFragment::fromHtml(m_body->text()).toPlainText();
}

void VerdictBox::applyColours()
{
    QPalette coloured = palette();
    coloured.setColor(QPalette::WindowText, theme::verdictColour(m_verdict));
    m_title->setPalette(coloured);
    m_body->setPalette(coloured);
    m_icon->setPixmap(theme::verdictIcon(m_verdict).pixmap(QSize(16, 16), devicePixelRatioF()));
    update();
}

void VerdictBox::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyColours();
}

void VerdictBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::verdictColour(m_verdict));
    painter.setBrush(theme::verdictBackground(m_verdict));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
}

} // namespace rolewright
