// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/entrypicker.h"

#include "theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

constexpr int keyRole = Qt::UserRole + 1;
constexpr int searchRole = Qt::UserRole + 2;

/// What begins with the typed text comes first.
class BestFirst : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void search(const QString &text)
    {
        m_typed = text;
        setFilterFixedString(text);
        sort(0);
        invalidate();
    }

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override
    {
        const auto begins = [this](const QModelIndex &index) { return index.data(searchRole).toString().startsWith(m_typed, Qt::CaseInsensitive); };
        const bool first = begins(left);
        return first != begins(right) ? first : left.row() < right.row();
    }

private:
    QString m_typed;
};

} // namespace

EntryPicker::EntryPicker(const QString &placeholder, std::vector<PickerEntry> entries, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_text(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(this))
    , m_model(new QStandardItemModel(this))
    , m_proxy(new BestFirst(this))
{
    setObjectName(QStringLiteral("entryPicker"));
    setAttribute(Qt::WA_DeleteOnClose);
    setProperty("look", QStringLiteral("card"));
    setFrameShape(QFrame::StyledPanel);

    for (const PickerEntry &entry : entries) {
        const QString shown = entry.detail.isEmpty() ? entry.name : entry.name + QStringLiteral("   ") + entry.detail;
        QStandardItem *item = new QStandardItem(entry.icon, shown);
        item->setEditable(false);
        item->setData(entry.key, keyRole);
        item->setData(entry.name, searchRole);
        m_model->appendRow(item);
    }
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterRole(searchRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);

    m_text->setObjectName(QStringLiteral("pickerText"));
    m_text->setPlaceholderText(placeholder);
    m_text->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("pickerList"));
    m_list->setModel(m_proxy);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_nothing->setObjectName(QStringLiteral("pickerNothing"));
    m_nothing->setProperty("look", QStringLiteral("muted"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    filter({});

    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::tightSpacing, theme::tightSpacing, theme::tightSpacing, theme::tightSpacing);
    layout->setSpacing(theme::tightSpacing);
    layout->addWidget(m_text);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
    resize(420, std::clamp(60 + 26 * static_cast<int>(entries.size()), 120, 360));
    setFocusProxy(m_text);

    m_text->installEventFilter(this);
    connect(m_text, &QLineEdit::textChanged, this, &EntryPicker::filter);
    connect(m_text, &QLineEdit::returnPressed, this, [this] { take(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &EntryPicker::take);
}

void EntryPicker::popUpAt(QWidget *anchor)
{
    const QRect available = anchor->screen()->availableGeometry();
    QPoint corner = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    corner.setX(std::clamp(corner.x(), available.left(), std::max(available.left(), available.right() - width())));
    if (corner.y() + height() > available.bottom())
        corner.setY(std::max(available.top(), anchor->mapToGlobal(QPoint(0, 0)).y() - height() - 2));
    move(corner);
    show();
    m_text->setFocus();
}

void EntryPicker::filter(const QString &text)
{
    static_cast<BestFirst *>(m_proxy)->search(text.trimmed());
    m_list->setCurrentIndex(m_proxy->index(0, 0));
    const bool nothing = m_proxy->rowCount() == 0;
    m_nothing->setText(m_model->rowCount() == 0 ? tr("There is nothing left to choose.") : tr("Nothing here is called “%1”.").arg(text.trimmed()));
    m_nothing->setVisible(nothing);
    m_list->setVisible(!nothing);
}

void EntryPicker::take(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString key = index.data(keyRole).toString();
    close();
    emit picked(key);
}

bool EntryPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const QKeyEvent *key = static_cast<QKeyEvent *>(event);
    const int row = m_list->currentIndex().row();
    switch (key->key()) {
    case Qt::Key_Down:
        m_list->setCurrentIndex(m_proxy->index(std::min(row + 1, m_proxy->rowCount() - 1), 0));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentIndex(m_proxy->index(std::max(row - 1, 0), 0));
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

} // namespace rolewright
