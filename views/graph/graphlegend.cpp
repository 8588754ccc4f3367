// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphlegend.h"

#include "graph/graphstyle.h"
#include "theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <array>

namespace rolewright {

namespace {

constexpr int lineHeight = 22;
constexpr int sampleWidth = 52;
constexpr int margin = 10;

struct Line {
    QString text;
    GraphEdge edge;
};

GraphEdge edge(GraphEdgeKind kind, GraphEdgeState state)
{
    GraphEdge result;
    result.kind = kind;
    result.state = state;
    return result;
}

std::array<Line, 7> lines()
{
    return {{
        {GraphLegend::tr("allowed: every side says yes"), edge(GraphEdgeKind::Assume, GraphEdgeState::Allowed)},
        {GraphLegend::tr("one side is missing (the label says which)"), edge(GraphEdgeKind::Assume, GraphEdgeState::Missing)},
        {GraphLegend::tr("depends on facts that aren't known"), edge(GraphEdgeKind::Assume, GraphEdgeState::Depends)},
        {GraphLegend::tr("a whole account is trusted"), edge(GraphEdgeKind::Assume, GraphEdgeState::Delegated)},
        {GraphLegend::tr("a Deny statement matches"), edge(GraphEdgeKind::Access, GraphEdgeState::Denied)},
        {GraphLegend::tr("a policy names it, not worked out: wildcards, NotAction, groups"), edge(GraphEdgeKind::Access, GraphEdgeState::Plain)},
        {GraphLegend::tr("member of a group, policy attached"), edge(GraphEdgeKind::Member, GraphEdgeState::Plain)},
    }};
}

} // namespace

GraphLegend::GraphLegend(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Legend"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

QSize GraphLegend::sizeHint() const
{
    const QFontMetrics metrics(graphstyle::smallFont());
    int widest = 0;
    for (const Line &line : lines())
        widest = std::max(widest, metrics.horizontalAdvance(line.text));
    return {widest + sampleWidth + 3 * margin, static_cast<int>(lines().size()) * lineHeight + 2 * margin};
}

void GraphLegend::paintEvent(QPaintEvent *)
{
    const theme::Colours &colours = theme::colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(colours.editor);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setFont(graphstyle::smallFont());
    int top = margin;
    for (const Line &line : lines()) {
        const QPen pen = graphstyle::edgePen(line.edge, false, Verdict::Allowed);
        const double y = top + lineHeight / 2.0;
        painter.setPen(pen);
        painter.drawLine(QPointF(margin, y), QPointF(margin + sampleWidth, y));
        if (graphstyle::hasArrow(line.edge)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(pen.color());
            const double tip = margin + sampleWidth;
            painter.drawPolygon(QPolygonF{{tip, y}, {tip - 8, y - 3.5}, {tip - 8, y + 3.5}});
        }
        if (line.edge.state == GraphEdgeState::Denied) {
            painter.setPen(QPen(pen.color(), 2));
            const QPointF centre(margin + sampleWidth / 2.0, y);
            painter.drawLine(centre - QPointF(4, 4), centre + QPointF(4, 4));
            painter.drawLine(centre - QPointF(4, -4), centre + QPointF(4, -4));
        }
        painter.setPen(colours.text);
        painter.drawText(QRect(2 * margin + sampleWidth, top, width(), lineHeight), Qt::AlignVCenter | Qt::AlignLeft, line.text);
        top += lineHeight;
    }
}

} // namespace rolewright
