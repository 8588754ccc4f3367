// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "pages/entitylistmodel.h"
#include "pages/pagepanel.h"

class QLabel;
class QListView;
class QToolButton;

namespace rolewright {

/// Who uses this: a group's members, or what a managed policy is attached to. Members and attachments are added
/// and removed here too.
class UsersPanel : public PagePanel
{
    Q_OBJECT
public:
    /// `entity` is a group or a managed policy.
    UsersPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent);

    /// How many rows it would have.
    static int countOf(const World &world, const Entity &entity);
    void refresh(const DocumentChange &change, bool mine) override;
    bool isIdle() const override { return !m_runner.isBusy(); }

private:
    void fill(); ///< by a worker: everybody is looked through
    void present(std::vector<EntityListModel::Row> rows);
    void add();
    void take(const QString &arn);
    void removeSelected();
    bool isGroup() const;

    EntityListModel *m_model;
    QListView *m_list;
    QLabel *m_hint;
    QToolButton *m_add;
    QToolButton *m_remove;
    LatestRunner<std::vector<EntityListModel::Row>> m_runner;
};

} // namespace rolewright
