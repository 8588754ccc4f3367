// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandpalette.h"

#include "palettemodel.h"
#include "theme/theme.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace rolewright {

namespace {

constexpr int rowHeight = 28;

/// Icon, text, and the detail muted at the right.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, qMax(rowHeight, option.fontMetrics.height() + 10)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        const QRect area = option.rect.adjusted(theme::spacing, 0, -theme::spacing, 0);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, QRect(area.left(), area.center().y() - 7, 16, 16));
        const QRect right = area.adjusted(24, 0, 0, 0);
        const QString detail = option.fontMetrics.elidedText(index.data(PaletteModel::DetailRole).toString(), Qt::ElideRight, area.width() / 3);
        painter->setPen(theme::colours().mutedText);
        painter->drawText(right, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->setPen(theme::colours().text);
        const int space = right.width() - option.fontMetrics.horizontalAdvance(detail) - theme::spacing;
        painter->drawText(right, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, space));
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window)
    , m_edit(new QLineEdit)
    , m_view(new QListView)
    , m_nothing(new QLabel)
    , m_hint(new QLabel)
    , m_model(new PaletteModel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setProperty("look", QStringLiteral("card"));
    setAutoFillBackground(true);
    m_edit->setObjectName(QStringLiteral("paletteEdit"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PaletteDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setProperty("look", QStringLiteral("muted"));
    m_hint->setContentsMargins(theme::tightSpacing, 0, 0, 0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::spacing, theme::spacing, theme::spacing, theme::spacing);
    layout->setSpacing(theme::tightSpacing + 2);
    layout->addWidget(m_edit);
    m_nothing->setObjectName(QStringLiteral("paletteNothing"));
    m_nothing->setProperty("look", QStringLiteral("muted"));
    m_nothing->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_nothing->setMargin(2 * theme::panelMargin);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->hide();
    layout->addWidget(m_view, 1);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_hint);
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(28);
    shadow->setOffset(0, 6);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    m_edit->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::onEdited);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) {
        m_view->setCurrentIndex(index);
        choose(QApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
    });
    hide();
}

void CommandPalette::open(const QString &placeholder, const QString &hint, std::vector<PaletteEntry> entries, Chosen chosen)
{
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_chosen = std::move(chosen);
    m_model->setEntries(std::move(entries));
    m_edit->setPlaceholderText(placeholder);
    m_edit->clear();
    m_hint->setText(hint);
    onEdited({});
    place();
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::place()
{
    const int width = qMin(640, parentWidget()->width() - 40);
    const int height = qMin(440, parentWidget()->height() - 120);
    setGeometry((parentWidget()->width() - width) / 2, 64, width, height);
}

void CommandPalette::onEdited(const QString &text)
{
    m_model->setQuery(text);
    m_view->setCurrentIndex(m_model->index(0));
    const bool nothing = m_model->rowCount() == 0;
    m_nothing->setText(text.trimmed().isEmpty() ? tr("There is nothing to choose from.") : tr("Nothing here is called “%1”.").arg(text.trimmed()));
    m_nothing->setVisible(nothing);
    m_view->setVisible(!nothing);
}

void CommandPalette::move(int rows)
{
    const int row = qBound(0, m_view->currentIndex().row() + rows, m_model->rowCount() - 1);
    m_view->setCurrentIndex(m_model->index(row));
}

void CommandPalette::choose(bool otherWay)
{
    const PaletteEntry *found = m_model->entryAt(m_view->currentIndex());
    if (!found)
        return;
    const PaletteEntry entry = *found;
    const Chosen chosen = m_chosen;
    leave();
    chosen(entry, otherWay);
}

void CommandPalette::leave()
{
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_edit)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible() && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason
        && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Down: move(1); return true;
    case Qt::Key_Up: move(-1); return true;
    case Qt::Key_PageDown: move(10); return true;
    case Qt::Key_PageUp: move(-10); return true;
    case Qt::Key_Escape: leave(); return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab: return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(key->modifiers().testFlag(Qt::ControlModifier)); return true;
    default: return false;
    }
}

} // namespace rolewright
