// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/striprow.h"

#include "simulator/breakable.h"
#include "simulator/chip.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <cmath>

namespace rolewright {
namespace {

constexpr int gutter = 26; ///< icons and the line between them
constexpr int iconSize = 16;
constexpr int lineWidth = 2;
constexpr int margin = 1; ///< above and below the words
constexpr int chipGap = 2; ///< between words and chips, and below these
constexpr int usualWidth = 240; ///< where nobody says how wide

void copyCommand(const QString &command, QWidget *near)
{
    QGuiApplication::clipboard()->setText(command);
    QToolTip::showText(near->mapToGlobal(QPoint(0, near->height())), Strip::tr("Copied"), near);
}

void drawLine(QPainter *painter, std::optional<Verdict> verdict, int x, int from, int to)
{
    if (!verdict)
        return;
    // Not by colour alone: only an allowed step is a full line.
    QPen pen(theme::verdictColour(*verdict), lineWidth, *verdict == Verdict::Allowed ? Qt::SolidLine : Qt::DotLine);
    pen.setCapStyle(Qt::FlatCap);
    painter->setPen(pen);
    painter->drawLine(x, from, x, to);
}

} // namespace

StripRow::StripRow(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAttribute(Qt::WA_Hover);
}

void StripRow::setWords(const QString &name, const QString &detail)
{
    if (m_name == name && m_detail == detail)
        return;
    m_name = name;
    m_detail = detail;
    m_heights.clear();
    updateGeometry();
    update();
}

void StripRow::setNode(const StripNode &node)
{
    if (m_icon.name() != node.icon.name())
        update();
    m_icon = node.icon;
    setWords(breakable(node.name), breakable(node.detail));
    setAccessibleName(node.name);
    setAccessibleDescription(node.detail);
    setFocusPolicy(node.entity ? Qt::TabFocus : Qt::NoFocus);
    setToolTip(node.entity ? Strip::tr("Double click opens %1").arg(node.name) : QString());
}

void StripRow::setLink(const StripLink &link)
{
    setWords({}, breakable(link.text));
    setAccessibleName(link.text);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    if (m_chipTexts != link.chips || m_command != link.command)
        makeChips(link);
}

void StripRow::makeChips(const StripLink &link)
{
    while (QLayoutItem *item = m_chips.takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be what was clicked
        delete item;
    }
    m_chipTexts = link.chips;
    m_command = link.command;
    const auto add = [this](Chip *chip) {
        m_chips.addWidget(chip);
        chip->show();
    };
    for (const QString &text : link.chips)
        add(new Chip(text, Chip::Kind::Plain, this));
    if (!link.command.isEmpty()) {
        auto *copy = new Chip(link.command.section(u' ', 0, 2) + QStringLiteral(" …"), Chip::Kind::Button, this);
        copy->setObjectName(QStringLiteral("command"));
        copy->setIcon(theme::icon(QStringLiteral("copy")));
        copy->setToolTip(Strip::tr("Copy: %1").arg(link.command));
        copy->setAccessibleName(copy->toolTip());
        QObject::connect(copy, &QAbstractButton::clicked, copy, [copy, command = link.command] { copyCommand(command, copy); });
        add(copy);
    }
    placeChips();
    updateGeometry();
}

void StripRow::setLines(std::optional<Verdict> above, std::optional<Verdict> below)
{
    if (m_above == above && m_below == below)
        return;
    m_above = above;
    m_below = below;
    update();
}

void StripRow::setCurrent(bool current)
{
    if (m_current == current)
        return;
    m_current = current;
    update();
}

/// Returns the height that the words take.
int StripRow::layOut(QTextLayout &layout, int width) const
{
    const QString text = m_name.isEmpty() ? m_detail : m_name + u' ' + m_detail;
    QTextCharFormat bold, muted;
    bold.setFontWeight(QFont::Bold);
    bold.setForeground(theme::colours().text);
    muted.setForeground(theme::colours().mutedText);
    const int split = static_cast<int>(m_name.size());
    layout.setText(text);
    layout.setFont(font());
    layout.setFormats({{0, split, bold}, {split, static_cast<int>(text.size()) - split, muted}});
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, 1));
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return static_cast<int>(std::ceil(height));
}

int StripRow::wordsHeight(int width) const
{
    const auto known = m_heights.constFind(width);
    if (known != m_heights.constEnd())
        return *known;
    QTextLayout layout;
    return *m_heights.insert(width, layOut(layout, width));
}

int StripRow::heightForWidth(int width) const
{
    const int wide = width - gutter;
    const int words = wordsHeight(wide) + 2 * margin;
    return m_chips.count() == 0 ? words : words + m_chips.heightForWidth(wide) + 2 * chipGap;
}

QSize StripRow::sizeHint() const
{
    return {usualWidth, heightForWidth(usualWidth)};
}

QSize StripRow::minimumSizeHint() const
{
    return {2 * gutter, fontMetrics().height()};
}

void StripRow::placeChips()
{
    const int wide = width() - gutter;
    const int top = wordsHeight(wide) + margin + chipGap;
    if (m_chips.count() > 0)
        m_chips.setGeometry({gutter, top, wide, height() - top});
}

void StripRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeChips();
}

/// A chip has got another size.
bool StripRow::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        placeChips();
        updateGeometry();
    }
    return QWidget::event(event);
}

void StripRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    m_heights.clear();
    updateGeometry();
}

void StripRow::paintEvent(QPaintEvent *)
{
    const theme::Colours &colours = theme::colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_current || ((chosen || opened) && underMouse())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_current ? colours.selection : colours.hover);
        painter.drawRoundedRect(QRectF(rect()).adjusted(gutter - 4, 0, 0, 0), 4, 4);
    }
    if (hasFocus()) {
        painter.setPen(colours.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(gutter - 3.5, 0.5, -0.5, -0.5), 4, 4);
    }
    const int x = iconSize / 2;
    const int middle = m_icon.isNull() ? height() / 2 : iconSize / 2 + 2;
    drawLine(&painter, m_above, x, 0, middle);
    drawLine(&painter, m_below, x, middle, height());
    if (!m_icon.isNull())
        m_icon.paint(&painter, QRect(0, 2, iconSize, iconSize));
    QTextLayout layout;
    layOut(layout, width() - gutter);
    layout.draw(&painter, QPointF(gutter, margin));
}

void StripRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (chosen && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        chosen();
}

void StripRow::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (opened && event->button() == Qt::LeftButton)
        opened();
}

void StripRow::keyPressEvent(QKeyEvent *event)
{
    const bool activates = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (chosen && activates)
        chosen();
    else if (opened && activates)
        opened();
    else
        QWidget::keyPressEvent(event);
}

void StripRow::enterEvent(QEnterEvent *)
{
    update();
}

void StripRow::leaveEvent(QEvent *)
{
    update();
}

} // namespace rolewright
