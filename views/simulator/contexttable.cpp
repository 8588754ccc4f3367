// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/contexttable.h"

#include "simulator/completionfield.h"
#include "simulator/contextdelegate.h"
#include "simulator/contextvalues.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace rolewright {

ContextTable::ContextTable(QWidget *parent)
    : QFrame(parent)
    , m_model(new ContextModel(this))
    , m_view(new QTableView(this))
    , m_keyField(new CompletionField([this](const QString &typed) { return suggestKeys(m_action, typed); }, this))
    , m_derivedButton(new QToolButton(this))
    , m_hint(new QLabel(this))
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ContextDelegate(m_view));
    m_view->setObjectName(QStringLiteral("contextView"));
    m_view->setAccessibleName(tr("Request context"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); // as tall as its rows, see refresh()
    m_view->setShowGrid(false);
    m_view->setMouseTracking(true);
    m_view->horizontalHeader()->hide();
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + theme::spacing);
    m_view->verticalHeader()->setMinimumSectionSize(fontMetrics().height() + theme::tightSpacing);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked | QAbstractItemView::EditKeyPressed
                            | QAbstractItemView::AnyKeyPressed);
    m_view->horizontalHeader()->setSectionResizeMode(ContextModel::KeyColumn, QHeaderView::Fixed);
    m_view->horizontalHeader()->setSectionResizeMode(ContextModel::ValueColumn, QHeaderView::Stretch);
    m_view->horizontalHeader()->setSectionResizeMode(ContextModel::StateColumn, QHeaderView::Fixed);
    m_view->horizontalHeader()->setMinimumSectionSize(40);
    m_view->installEventFilter(this);
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ContextModel::StateColumn)
            showStateMenu(index.row());
    });

    m_keyField->setPlaceholderText(tr("+ add a key"));
    m_keyField->setObjectName(QStringLiteral("contextKey"));
    m_keyField->setFrame(false);
    m_keyField->setStyleSheet(QStringLiteral("QLineEdit { border: none; background: transparent; padding: 2px 6px; }"));
    m_keyField->setAccessibleName(tr("Add a context key"));
    connect(m_keyField, &CompletionField::taken, this, &ContextTable::addKey);
    connect(m_keyField, &QLineEdit::returnPressed, this, &ContextTable::addKey);

    m_derivedButton->setAutoRaise(true);
    m_derivedButton->setObjectName(QStringLiteral("derivedKeys"));
    m_derivedButton->setToolTip(tr("Keys that follow from the request and the workspace"));
    connect(m_derivedButton, &QToolButton::clicked, this, &ContextTable::toggleDerived);

    m_hint->setWordWrap(true);
    m_hint->setObjectName(QStringLiteral("contextHint"));
    m_hint->setIndent(theme::spacing);
    m_hint->setContentsMargins(0, 0, 0, theme::tightSpacing);
    m_hint->hide();

    // Style sheets of the window give fields their own height; a row of the table is lower.
    const int rowHeight = fontMetrics().height() + theme::spacing + 2;
    m_keyField->setFixedHeight(rowHeight);
    m_derivedButton->setFixedHeight(rowHeight);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(0, 0, 2, 0);
    bottom->addWidget(m_keyField, 1);
    bottom->addWidget(m_derivedButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 2, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_view);
    layout->addLayout(bottom);
    layout->addWidget(m_hint);

    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ContextTable::refresh);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ContextTable::refresh);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ContextTable::refresh);
    connect(m_model, &ContextModel::derivedChanged, this, &ContextTable::refresh);
    refresh();
}

void ContextTable::addKey()
{
    const QString key = m_keyField->value();
    // A key with a part to be named ("aws:RequestTag/") waits for it.
    if (key.isEmpty() || key.endsWith(u'/') || !key.contains(u':'))
        return;
    m_keyField->clear();
    m_model->addKey(key);
    const QModelIndex value = m_model->index(m_model->rowOf(key), ContextModel::ValueColumn);
    m_view->setCurrentIndex(value);
    m_view->setFocus();
    m_view->edit(value);
}

void ContextTable::showStateMenu(int row)
{
    QMenu menu(this);
    for (KeyState state : m_model->states(row)) {
        QAction *action = menu.addAction(ContextModel::stateName(state));
        action->setCheckable(true);
        action->setChecked(m_model->row(row).state == state);
        const QString key = m_model->row(row).key;
        connect(action, &QAction::triggered, this, [this, key, state] { m_model->setState(m_model->rowOf(key), state); });
    }
    const QRect cell = m_view->visualRect(m_model->index(row, ContextModel::StateColumn));
    menu.exec(m_view->viewport()->mapToGlobal(cell.bottomLeft()));
}

void ContextTable::toggleDerived()
{
    m_model->setShowAllDerived(!m_model->showsAllDerived());
    refresh();
}

void ContextTable::refresh()
{
    const int rows = m_model->rowCount();
    m_view->setFixedHeight(rows * m_view->verticalHeader()->defaultSectionSize());
    const int hidden = m_model->hiddenDerivedCount();
    m_derivedButton->setVisible(hidden > 0 || m_model->showsAllDerived());
    m_derivedButton->setText(m_model->showsAllDerived() ? tr("Hide derived") : tr("%1 derived").arg(hidden));
    QString hint;
    for (int row = 0; row < rows && hint.isEmpty(); ++row)
        hint = m_model->hint(row);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    shareWidth();
}

void ContextTable::shareWidth()
{
    constexpr int mark = 14; // of the state's menu
    int state = 0;
    for (KeyState each : {KeyState::Absent, KeyState::Given, KeyState::Unknown, KeyState::Derived})
        state = std::max(state, fontMetrics().horizontalAdvance(ContextModel::stateName(each)));
    state += mark + theme::spacing + theme::tightSpacing + 2;
    const int margins = theme::spacing + theme::tightSpacing + 2;
    int key = 0, value = 64 - margins;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        key = std::max(key, fontMetrics().horizontalAdvance(m_model->row(row).key));
        if (m_model->row(row).state == KeyState::Given)
            value = std::max(value, fontMetrics().horizontalAdvance(m_model->index(row, ContextModel::ValueColumn).data().toString()));
    }
    key += margins;
    value += margins;
    const int room = width() - 2 - state;
    // Short values leave their room to the keys; long ones that somebody gave get nearly half.
    const int leastValue = std::min(value, room * 45 / 100);
    m_view->horizontalHeader()->resizeSection(ContextModel::StateColumn, state);
    m_view->horizontalHeader()->resizeSection(ContextModel::KeyColumn, std::min(std::max(key, room * 55 / 100), room - leastValue));
}

void ContextTable::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    shareWidth();
}

bool ContextTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) {
        const bool byKey = event->type() == QEvent::FocusIn && static_cast<QFocusEvent *>(event)->reason() != Qt::MouseFocusReason;
        if (byKey && !m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_model->index(0, ContextModel::ValueColumn));
        update();
    }
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const QModelIndex current = m_view->currentIndex();
        const bool activates = key->key() == Qt::Key_Space || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (activates && current.column() == ContextModel::StateColumn) {
            showStateMenu(current.row());
            return true;
        }
        if (activates && current.isValid()) {
            m_view->edit(current.siblingAtColumn(ContextModel::ValueColumn));
            return true;
        }
        if (key->key() == Qt::Key_Delete && current.isValid()) {
            m_model->setData(current.siblingAtColumn(ContextModel::ValueColumn), QString());
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void ContextTable::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_view->hasFocus() ? theme::colours().accent : theme::colours().border);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace rolewright
