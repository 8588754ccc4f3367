// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/pagepanel.h"
#include "pages/permissionsmodel.h"

class QAction;
class QLabel;
class QToolButton;
class QTreeView;

namespace rolewright {

class ButtonRow;
class PolicyEditor;

/// What a user, group or role is given: the list of its policies, groups and boundary, and the text of the
/// selected one, editable in place. Policies and groups can be dropped on it.
class PermissionsPanel : public PagePanel
{
    Q_OBJECT
public:
    PermissionsPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent);

    /// How many rows it would have.
    static int countOf(const World &world, const Entity &entity) { return PermissionsModel::countOf(world, entity); }
    void refresh(const DocumentChange &change, bool mine) override;
    bool showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided) override;
    bool isIdle() const override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeButtons(QWidget *parent);
    void fill();
    void selectionChanged();
    void activate(const QModelIndex &index);
    void pickPolicy();
    void pickBoundary();
    void pickGroup();
    void nameInline();
    void attach(const QString &arn);
    void setBoundary(const QString &arn);
    void addToGroup(const QString &name);
    void addInline(const QString &name);
    void removeSelected();
    QString removeText(const PermissionsModel::Row &row) const;
    const PermissionsModel::Row *selected() const;
    EntityId groupId(const std::string &name) const;

    PermissionsModel *m_model;
    QTreeView *m_list;
    PolicyEditor *m_editor;
    QLabel *m_hint;
    ButtonRow *m_buttons;
    QToolButton *m_attach;
    QToolButton *m_inline;
    QToolButton *m_group;
    QToolButton *m_boundary;
    QToolButton *m_remove;
    std::optional<PermissionsModel::Row> m_chosen; ///< survives a refill of the list
};

} // namespace rolewright
