// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QAbstractListModel>

#include <vector>

namespace rolewright {

/// Some entities by id, with icon and name and how each belongs to the list.
class EntityListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Row {
        EntityId id;
        EntityKind kind = EntityKind::User;
        QString name;
        QString detail;
        bool asBoundary = false;

        bool operator==(const Row &) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<Row> rows);
    const std::vector<Row> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace rolewright
