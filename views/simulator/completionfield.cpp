// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/completionfield.h"

#include "simulator/suggestionmodel.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QListView>
#include <QMimeData>
#include <QPainter>
#include <QStyleOptionFrame>
#include <QTimer>

namespace rolewright {
namespace {

constexpr int visibleRows = 14;
constexpr int smallestListWidth = 300;

QString cleaned(QString text)
{
    text = text.trimmed();
    while (text.endsWith(u',') || text.endsWith(u'"'))
        text.chop(1);
    while (text.startsWith(u'"'))
        text.remove(0, 1);
    return text.trimmed();
}

} // namespace

CompletionField::CompletionField(SuggestionSource source, QWidget *parent)
    : QLineEdit(parent)
    , m_source(std::move(source))
    , m_model(new SuggestionModel(this))
    , m_completer(new QCompleter(this))
{
    // Not setCompleter(): the line edit would put each highlighted row into its text.
    m_completer->setWidget(this);
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(visibleRows);
    auto *list = new QListView;
    list->setItemDelegate(new SuggestionDelegate(list));
    list->setUniformItemSizes(true);
    list->setMouseTracking(true);
    list->setProperty("look", QStringLiteral("popup"));
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_completer->setPopup(list);
    // setPopup() gives the view a delegate of its own.
    list->setItemDelegate(new SuggestionDelegate(list));

    connect(this, &QLineEdit::textEdited, this, &CompletionField::showSuggestions);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &CompletionField::take);
}

void CompletionField::setDescriber(Describer describer)
{
    m_describer = std::move(describer);
    update();
}

QString CompletionField::value() const
{
    return cleaned(text());
}

void CompletionField::setValue(const QString &value)
{
    setText(cleaned(value));
    setCursorPosition(0);
}

bool CompletionField::isListVisible() const
{
    return m_completer->popup()->isVisible();
}

void CompletionField::showSuggestions()
{
    offer(m_source(value()));
}

void CompletionField::offer(Suggestions suggestions)
{
    m_model->setSuggestions(std::move(suggestions));
    const int first = m_model->firstSelectable();
    if (first < 0) {
        m_completer->popup()->hide();
        return;
    }
    QRect below = rect();
    below.setWidth(std::max(width(), smallestListWidth));
    below.adjust(0, 0, 0, 3); // its frame stays clear of the field's
    m_completer->complete(below);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(first, 0));
    m_completer->popup()->scrollToTop();
}

void CompletionField::take(const QModelIndex &index)
{
    const QString value = index.data(SuggestionModel::ValueRole).toString();
    if (value.isEmpty())
        return;
    m_completer->popup()->hide();
    setText(value);
    if (!selectPlaceholder(0))
        setCursorPosition(static_cast<int>(value.size()));
    emit taken(value);
}

bool CompletionField::takeCurrent()
{
    if (!isListVisible())
        return false;
    const QModelIndex current = m_completer->popup()->currentIndex();
    if (!current.isValid())
        return false;
    take(current);
    return true;
}

/// ARN templates hold ${Names}: the next one is selected, so that typing replaces it.
bool CompletionField::selectPlaceholder(qsizetype from)
{
    const qsizetype begin = text().indexOf(QStringLiteral("${"), from);
    const qsizetype end = text().indexOf(u'}', begin);
    if (begin < 0 || end < 0)
        return false;
    setSelection(static_cast<int>(begin), static_cast<int>(end - begin + 1));
    return true;
}

/// What was taken is complete: on to the next field. A template's placeholders are filled in first.
void CompletionField::leaveWhenComplete()
{
    if (!hasSelectedText())
        focusNextChild();
}

bool CompletionField::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && takeCurrent()) {
            leaveWhenComplete();
            key->accept();
            return true;
        }
        if (key->key() == Qt::Key_Tab && selectPlaceholder(cursorPosition())) {
            key->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void CompletionField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (takeCurrent() || !value().isEmpty())
            leaveWhenComplete();
        return;
    }
    const bool asksForList = event->key() == Qt::Key_Down
        || (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier);
    if (asksForList && !isListVisible()) {
        // The whole list, whatever stands in the field: a full ARN would suggest only itself.
        const bool untouched = hasSelectedText() && selectedText() == text();
        offer(m_source(untouched ? QString() : value()));
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void CompletionField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        selectAll();
    update();
}

void CompletionField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        setCursorPosition(0);
    update();
}

void CompletionField::mousePressEvent(QMouseEvent *event)
{
    const bool entering = !hasFocus() || (hasSelectedText() && selectedText() == text());
    QLineEdit::mousePressEvent(event);
    if (entering)
        QTimer::singleShot(0, this, &QLineEdit::selectAll);
}

void CompletionField::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasText())
        event->acceptProposedAction();
}

void CompletionField::dropEvent(QDropEvent *event)
{
    setValue(event->mimeData()->text());
    event->acceptProposedAction();
    emit taken(value());
}

void CompletionField::paintEvent(QPaintEvent *event)
{
    const std::optional<Suggestion> described = m_describer && !hasFocus() && !text().isEmpty() ? m_describer(value()) : std::nullopt;
    if (!described) {
        QLineEdit::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOptionFrame option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    QRect area = style()->subElementRect(QStyle::SE_LineEditContents, &option, this).adjusted(2, 0, -2, 0);
    if (!described->icon.isNull()) {
        const int size = 16;
        described->icon.paint(&painter, QRect(area.left(), area.center().y() - size / 2 + 1, size, size));
        area.setLeft(area.left() + size + theme::tightSpacing + 2);
    }
    const QFontMetrics metrics = fontMetrics();
    const QString label = metrics.elidedText(described->label, Qt::ElideMiddle, area.width());
    painter.setPen(theme::colours().text);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, label);
    area.setLeft(area.left() + metrics.horizontalAdvance(label) + theme::spacing);
    if (area.width() > metrics.averageCharWidth() * 4) {
        painter.setPen(theme::colours().mutedText);
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(described->detail, Qt::ElideRight, area.width()));
    }
}

} // namespace rolewright
