// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/worldtree.h"

#include "theme/theme.h"
#include "tree/treeactions.h"
#include "tree/treedelegate.h"
#include "tree/treeedits.h"
#include "tree/worldtreemodel.h"
#include "words/words.h"

#include <QAction>
#include <QClipboard>
#include <QDataStream>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedLayout>
#include <QTreeView>

namespace rolewright {

namespace {

constexpr int mostOpened = 20'000; ///< rows; opening more takes longer than a picture

} // namespace

void WorldTree::select(EntityId id)
{
    if (m_told == id && currentEntity() == id)
        return;
    m_told = id;
    const QModelIndex index = m_model->indexOf(id);
    if (!index.isValid()) {
        m_view->selectionModel()->clear();
        return;
    }
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void WorldTree::revealCurrent()
{
    if (const QModelIndex current = m_view->currentIndex(); current.isValid())
        m_view->scrollTo(current);
}

void WorldTree::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void WorldTree::focusView()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

QString WorldTree::currentAccount() const
{
    const QString account = m_view->currentIndex().data(WorldTreeModel::AccountRole).toString();
    if (!account.isEmpty())
        return account;
    const std::vector<AccountInfo> &accounts = m_document->world().header().accounts;
    return accounts.empty() ? QString() : QString::fromStdString(accounts.front().id);
}

EntityId WorldTree::currentEntity() const
{
    return m_model->entityAt(m_view->currentIndex());
}

void WorldTree::create(treeedits::New kind)
{
    const QString account = currentAccount();
    treeedits::Named edit = treeedits::created(m_document->world(), account, kind);
    if (!edit.result.patch) {
        emit message(account.isEmpty() ? tr("Add an account first.") : words::refused(edit.result.refused), false);
        return;
    }
    m_filter->clear();
    const EntityId id = edit.result.created;
    m_document->apply(edit.text, std::move(*edit.result.patch));
    const QModelIndex index = m_model->indexOf(id);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    m_view->setFocus();
    m_view->edit(index);
}

void WorldTree::renameCurrent()
{
    m_view->edit(m_view->currentIndex());
}

void WorldTree::removeCurrent()
{
    const QModelIndex current = m_view->currentIndex();
    const bool isAccount = current.data(WorldTreeModel::TypeRole).toInt() == static_cast<int>(WorldTreeModel::NodeType::Account) && current.isValid();
    treeedits::Named edit = isAccount ? treeedits::accountRemoved(m_document->world(), currentAccount().toStdString())
                                      : treeedits::removed(m_document->world(), currentEntity());
    if (!edit.result.patch) {
        emit message(words::refused(edit.result.refused), false);
        return;
    }
    m_document->apply(edit.text, std::move(*edit.result.patch));
    emit message(edit.done, true);
}

void WorldTree::copyArn()
{
    if (const EntityPtr entity = m_document->world().find(currentEntity())) {
        QGuiApplication::clipboard()->setText(QString::fromStdString(entity->arn()));
        emit message(tr("Copied %1").arg(QString::fromStdString(entity->arn())), false);
    }
}

bool WorldTree::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_filter && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        QModelIndex index = m_view->currentIndex();
        if (!index.isValid())
            index = m_model->index(0, 0);
        // The first match, not the account above it, is what the filter was typed for.
        while (!m_filter->text().isEmpty() && index.isValid() && !m_model->entityAt(index))
            index = m_view->indexBelow(index);
        if (index.isValid())
            m_view->setCurrentIndex(index);
        if (key->key() == Qt::Key_Down)
            m_view->setFocus(Qt::TabFocusReason);
        else
            onActivated(index);
        return true;
    }
    if (watched == m_filter && key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
        m_filter->clear();
        return true;
    }
    if (watched == m_view && key->key() == Qt::Key_Up && m_view->currentIndex() == m_model->index(0, 0)) {
        focusFilter();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void WorldTree::onFilterEdited()
{
    const EntityId current = currentEntity();
    m_model->setFilter(m_filter->text().trimmed());
    m_filtered = !m_model->filter().isEmpty();
    if (const QModelIndex index = m_model->indexOf(current); index.isValid()) {
        m_told = current;
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }
    updateEmptyState();
}

void WorldTree::onModelReset()
{
    m_filtered = !m_model->filter().isEmpty();
    expandShown();
    hideEmptyRows();
    updateEmptyState();
    // Nothing is selected any more: what is selected next is told, whatever was told before.
    if (!m_view->currentIndex().isValid())
        m_told = {};
    updateActions(m_view->currentIndex());
}

/// With a filter everything that matches is open, up to more than anybody reads. Without one the rows are open that were so before; of a
/// workspace seen for the first time, the accounts and what they hold when that fits a screen.
void WorldTree::expandShown()
{
    const int accounts = m_model->rowCount();
    if (m_filtered && m_model->matchCount() <= mostOpened) {
        m_view->expandAll();
        return;
    }
    if (m_filtered) {
        int opened = 0;
        for (int row = 0; row < accounts; ++row) {
            const QModelIndex top = m_model->index(row, 0);
            m_view->expand(top);
            for (int child = 0; child < m_model->rowCount(top); ++child) {
                const QModelIndex folder = m_model->index(child, 0, top);
                const int rows = m_model->rowCount(folder);
                // What holds more waits for another letter, or a click; something is open for the keys that go to the first match.
                if (opened > 0 && opened + rows > mostOpened)
                    continue;
                m_view->expand(folder);
                opened += rows;
            }
        }
        return;
    }
    bool seen = false;
    for (int row = 0; row < accounts; ++row)
        seen = seen || m_expanded.contains(m_model->index(row, 0).data(WorldTreeModel::KeyRole).toString());
    if (!seen) {
        for (int row = 0; row < accounts; ++row) {
            const QModelIndex top = m_model->index(row, 0);
            if (accounts <= 8 && top.data(WorldTreeModel::TypeRole).toInt() == static_cast<int>(WorldTreeModel::NodeType::Account))
                m_view->expand(top);
            for (int child = 0; child < m_model->rowCount(top) && m_model->matchCount() <= 60; ++child)
                m_view->setExpanded(m_model->index(child, 0, top), m_model->rowCount(m_model->index(child, 0, top)) > 0);
        }
        return;
    }
    restoreExpanded({});
}

/// With a filter only what holds a match is shown: else it would stand below a hundred folders of other accounts.
void WorldTree::hideEmptyRows()
{
    using Type = WorldTreeModel::NodeType;
    const auto typeOf = [](const QModelIndex &index) { return static_cast<Type>(index.data(WorldTreeModel::TypeRole).toInt()); };
    for (int row = 0; m_filtered && row < m_model->rowCount(); ++row) {
        const QModelIndex top = m_model->index(row, 0);
        bool isEmpty = true;
        for (int child = 0; child < m_model->rowCount(top); ++child) {
            const QModelIndex folder = m_model->index(child, 0, top);
            const bool isFolder = typeOf(folder) == Type::Category || typeOf(folder) == Type::OrganizationCategory;
            const bool isFolderEmpty = isFolder && m_model->rowCount(folder) == 0;
            m_view->setRowHidden(child, top, isFolderEmpty);
            isEmpty = isEmpty && isFolderEmpty;
        }
        m_view->setRowHidden(row, {}, isEmpty && typeOf(top) == Type::Account);
    }
}

void WorldTree::restoreExpanded(const QModelIndex &parent)
{
    for (int row = 0; row < m_model->rowCount(parent); ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        if (m_expanded.contains(index.data(WorldTreeModel::KeyRole).toString()))
            m_view->expand(index);
        // Categories hold entities, which have nothing below them and which the model needn't list as long as nobody looks.
        const int type = index.data(WorldTreeModel::TypeRole).toInt();
        if (type != static_cast<int>(WorldTreeModel::NodeType::Category) && type != static_cast<int>(WorldTreeModel::NodeType::OrganizationCategory))
            restoreExpanded(index);
    }
}

void WorldTree::rememberExpanded(const QModelIndex &index, bool expanded)
{
    if (m_filtered)
        return;
    const QString key = index.data(WorldTreeModel::KeyRole).toString();
    if (expanded)
        m_expanded.insert(key);
    else
        m_expanded.remove(key);
}

void WorldTree::updateEmptyState()
{
    const bool nothing = m_model->rowCount() == 0;
    const bool noMatch = m_filtered && m_model->matchCount() == 0;
    if (nothing)
        m_empty->setText(tr("Nothing here yet. Open or import a workspace, or drop a file on the window."));
    else if (noMatch)
        m_empty->setText(tr("Nothing has “%1” in its name or ARN.").arg(m_model->filter()));
    m_stack->setCurrentWidget(nothing || noMatch ? static_cast<QWidget *>(m_empty) : m_view);
}

void WorldTree::onCurrentChanged(const QModelIndex &current)
{
    const EntityId id = m_model->entityAt(current);
    updateActions(current);
    if (!id || id == m_told)
        return;
    m_told = id;
    emit selected(id);
}

void WorldTree::updateActions(const QModelIndex &current)
{
    using Type = WorldTreeModel::NodeType;
    TreeActions::Row row;
    row.entity = m_document->world().find(m_model->entityAt(current));
    row.renamable = m_model->flags(current).testFlag(Qt::ItemIsEditable);
    const Type type = current.isValid() ? static_cast<Type>(current.data(WorldTreeModel::TypeRole).toInt()) : Type::Category;
    row.isAccount = current.isValid() && type == Type::Account;
    row.isOrganizationNode = type == Type::OrganizationNode;
    const bool holds = type == Type::Entity || type == Type::Category;
    if (current.isValid() && holds)
        row.ownNew = m_actions->creating(static_cast<EntityKind>(current.data(WorldTreeModel::KindRole).toInt()));
    m_actions->setCurrent(row);
}

void WorldTree::noteComingBack(const DocumentChange &change)
{
    if (change.everything)
        m_gone.clear();
    std::vector<EntityId> back;
    for (const EntityId id : change.entities) {
        if (!m_document->world().find(id))
            m_gone.insert(id);
        else if (m_gone.erase(id) > 0)
            back.push_back(id);
    }
    // Of a whole account nothing stands out.
    if (back.size() != 1)
        return;
    // Once everybody has heard of it.
    QMetaObject::invokeMethod(this, [this, id = back.front()] {
        const QModelIndex index = m_model->indexOf(id);
        if (!index.isValid())
            return;
        m_told = {};
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }, Qt::QueuedConnection);
}

void WorldTree::onActivated(const QModelIndex &index)
{
    if (const EntityId id = m_model->entityAt(index))
        emit opened(id);
}

void WorldTree::onContextMenu(const QPoint &position)
{
    QMenu menu;
    m_actions->fillMenu(&menu);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

QByteArray WorldTree::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_expanded;
    return state;
}

void WorldTree::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    stream >> m_expanded;
    onModelReset();
}

} // namespace rolewright
