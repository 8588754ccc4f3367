// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/pagepanel.h"

class QCheckBox;
class QFormLayout;
class QLabel;
class QSpinBox;
class QTableView;

namespace rolewright {

class RowsModel;

/// What an entity is beside its policies: ids, dates, tags; a role's session duration, last use and instance
/// profiles; a provider's audiences; a bucket's public access block. Everything that AWS lets one change is edited
/// in place.
class DetailsPanel : public PagePanel
{
    Q_OBJECT
public:
    DetailsPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent);

    void refresh(const DocumentChange &change, bool mine) override;

private:
    void fill();
    QLabel *addLine(const QString &label);
    QTableView *addTable(RowsModel *model, const char *name);
    void fillRole(const Role &role);
    void setTags(const std::vector<QStringList> &rows);
    void setAudiences(const std::vector<QStringList> &rows);
    void setSession();
    void setBlockPublicAccess(bool inForce);

    QFormLayout *m_form;
    QLabel *m_name = nullptr;
    QLabel *m_path = nullptr;
    QLabel *m_id = nullptr;
    QLabel *m_created = nullptr;
    QLabel *m_lastUsed = nullptr;
    QLabel *m_profiles = nullptr;
    QSpinBox *m_session = nullptr;
    QCheckBox *m_block = nullptr;
    RowsModel *m_tags = nullptr;
    RowsModel *m_audiences = nullptr;
};

} // namespace rolewright
