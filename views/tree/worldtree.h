// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "tree/treeedits.h"

#include <QSet>
#include <QWidget>

#include <set>

class QLabel;
class QLineEdit;
class QMenu;
class QStackedLayout;
class QTreeView;

namespace rolewright {

class TreeActions;
class WorldTreeModel;

/// The left panel: everything in the workspace as a filtered tree, edited by keyboard, menu and drag.
class WorldTree : public QWidget
{
    Q_OBJECT
public:
    explicit WorldTree(WorkspaceDocument *document, QWidget *parent = nullptr);

    /// Shows the entity's row as the current one, without telling about it.
    void select(EntityId id);
    void revealCurrent(); ///< scrolls to it
    void focusFilter();
    void focusView();
    /// Makes it in the current account, or in the organization, and lets its name (a resource's ARN) be typed at once.
    void create(treeedits::New kind);
    /// The account of the current row, else the first one; empty when there is none.
    QString currentAccount() const;
    EntityId currentEntity() const;
    TreeActions *actions() const { return m_actions; }

    QByteArray saveState() const; ///< which rows are open
    void restoreState(const QByteArray &state);

signals:
    void selected(rolewright::EntityId id);
    void opened(rolewright::EntityId id);
    void askRequested(const QString &principalArn);
    void attachRequested(rolewright::EntityId principal); ///< which policy is to be asked for
    void nodeAttachRequested(const QString &node); ///< which SCP or RCP is to be asked for
    void notesRequested(const QString &account); ///< of the workspace when empty
    void groupRequested(rolewright::EntityId user); ///< which group is to be asked for
    /// What was done or refused; `undoable` when Undo takes it back.
    void message(const QString &text, bool undoable);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHeader(QWidget *header);
    void onFilterEdited();
    void onCurrentChanged(const QModelIndex &current);
    void updateActions(const QModelIndex &current);
    void onActivated(const QModelIndex &index);
    void onContextMenu(const QPoint &position);
    void onModelReset();
    void updateEmptyState();
    /// Selects what was gone and is there again: a deletion was undone.
    void noteComingBack(const DocumentChange &change);
    void expandShown();
    void removeCurrent();
    void renameCurrent();
    void copyArn();
    void rememberExpanded(const QModelIndex &index, bool expanded);
    void hideEmptyRows();
    void restoreExpanded(const QModelIndex &parent);

    WorkspaceDocument *m_document;
    WorldTreeModel *m_model;
    TreeActions *m_actions;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QLabel *m_empty;
    QStackedLayout *m_stack;
    QSet<QString> m_expanded; ///< rows open without a filter, by WorldTreeModel::KeyRole
    EntityId m_told; ///< the entity that selected() was last emitted for
    bool m_filtered = false;
    std::set<EntityId> m_gone; ///< deleted, and perhaps to come back
};

} // namespace rolewright
