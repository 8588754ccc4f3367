// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/strip.h"

#include "simulator/breakable.h"
#include "simulator/chip.h"
#include "simulator/flowlayout.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolTip>
#include <QVBoxLayout>

namespace rolewright {
namespace {

constexpr int gutter = 26; ///< icons and the line between them
constexpr int iconSize = 16;
constexpr int lineWidth = 2;

QLabel *mutedLabel(const QString &text, QWidget *parent)
{
    auto *label = new WrappedLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// One row of a strip: a node or a link.
class StripRow : public QWidget
{
public:
    using QWidget::QWidget;

    std::function<void()> chosen; ///< of a link
    std::function<void()> opened; ///< of a node; empty: the row only shows
    QIcon icon; ///< of a node
    std::optional<Verdict> above, below; ///< the line's two halves; none: no line there
    bool current = false;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const theme::Colours &colours = theme::colours();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (current || ((chosen || opened) && underMouse())) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(current ? colours.selection : colours.hover);
            painter.drawRoundedRect(QRectF(rect()).adjusted(gutter - 4, 0, 0, 0), 4, 4);
        }
        if (hasFocus()) {
            painter.setPen(colours.accent);
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(gutter - 3.5, 0.5, -0.5, -0.5), 4, 4);
        }
        const int x = iconSize / 2;
        const int middle = icon.isNull() ? height() / 2 : iconSize / 2 + 2;
        drawLine(&painter, above, x, 0, middle);
        drawLine(&painter, below, x, middle, height());
        if (!icon.isNull())
            icon.paint(&painter, QRect(0, 2, iconSize, iconSize));
    }

    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (chosen && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
            chosen();
    }

    void mouseDoubleClickEvent(QMouseEvent *event) override
    {
        if (opened && event->button() == Qt::LeftButton)
            opened();
    }

    void keyPressEvent(QKeyEvent *event) override
    {
        const bool activates = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
        if (chosen && activates)
            chosen();
        else if (opened && activates)
            opened();
        else
            QWidget::keyPressEvent(event);
    }

    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    static void drawLine(QPainter *painter, std::optional<Verdict> verdict, int x, int from, int to)
    {
        if (!verdict)
            return;
        // Not by colour alone: only an allowed step is a full line.
        QPen pen(theme::verdictColour(*verdict), lineWidth, *verdict == Verdict::Allowed ? Qt::SolidLine : Qt::DotLine);
        pen.setCapStyle(Qt::FlatCap);
        painter->setPen(pen);
        painter->drawLine(x, from, x, to);
    }
};

StripRow *nodeRow(const StripNode &node, QWidget *parent)
{
    auto *row = new StripRow(parent);
    row->icon = node.icon;
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins(gutter, 1, 0, 1);
    const QString muted = theme::colours().mutedText.name();
    auto *label = new WrappedLabel(QStringLiteral("<b>%1</b> <span style=\"color:%2\">%3</span>")
                                 .arg(breakable(node.name).toHtmlEscaped(), muted, breakable(node.detail).toHtmlEscaped()), row);
    label->setTextFormat(Qt::RichText);
    layout->addWidget(label);
    return row;
}

void copyCommand(const QString &command, QWidget *near)
{
    QGuiApplication::clipboard()->setText(command);
    QToolTip::showText(near->mapToGlobal(QPoint(0, near->height())), Strip::tr("Copied"), near);
}

StripRow *linkRow(const StripLink &link, QWidget *parent)
{
    auto *row = new StripRow(parent);
    row->above = row->below = link.verdict;
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins(gutter, 1, 2, 2);
    layout->setSpacing(2);
    layout->addWidget(mutedLabel(breakable(link.text), row));
    if (link.chips.isEmpty() && link.command.isEmpty())
        return row;
    auto *flow = new FlowLayout(theme::tightSpacing);
    for (const QString &text : link.chips)
        flow->addWidget(new Chip(text, Chip::Kind::Plain, row));
    if (!link.command.isEmpty()) {
        auto *copy = new Chip(link.command.section(u' ', 0, 2) + QStringLiteral(" …"), Chip::Kind::Button, row);
        copy->setObjectName(QStringLiteral("command"));
        copy->setIcon(theme::icon(QStringLiteral("copy")));
        copy->setToolTip(Strip::tr("Copy: %1").arg(link.command));
        copy->setAccessibleName(copy->toolTip());
        QObject::connect(copy, &QAbstractButton::clicked, copy, [copy, command = link.command] { copyCommand(command, copy); });
        flow->addWidget(copy);
    }
    layout->addLayout(flow);
    return row;
}

} // namespace

Strip::Strip(const StripData &content, QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (std::size_t i = 0; i < content.nodes.size(); ++i) {
        StripRow *node = nodeRow(content.nodes[i], this);
        if (i > 0)
            node->above = content.links[i - 1].verdict;
        if (i < content.links.size())
            node->below = content.links[i].verdict;
        if (const EntityId entity = content.nodes[i].entity) {
            node->setFocusPolicy(Qt::TabFocus);
            node->setAttribute(Qt::WA_Hover);
            node->setAccessibleName(content.nodes[i].name);
            node->setToolTip(tr("Double click opens %1").arg(content.nodes[i].name));
            node->opened = [this, entity] { emit entityRequested(entity); };
            m_nodes.push_back(node);
        }
        layout->addWidget(node);
        if (i >= content.links.size())
            continue;
        StripRow *link = linkRow(content.links[i], this);
        link->setFocusPolicy(Qt::TabFocus);
        link->setCursor(Qt::PointingHandCursor);
        link->setAttribute(Qt::WA_Hover);
        link->setAccessibleName(content.links[i].text);
        link->chosen = [this, step = static_cast<int>(i)] { chooseStep(step); };
        m_steps.push_back(link);
        layout->addWidget(link);
    }
}

void Strip::chooseStep(int step)
{
    setCurrentStep(step);
    emit stepChosen(step);
}

void Strip::setCurrentStep(int step)
{
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        static_cast<StripRow *>(m_steps[i])->current = static_cast<int>(i) == step;
        m_steps[i]->update();
    }
}

} // namespace rolewright
