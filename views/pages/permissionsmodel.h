// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QAbstractItemModel>

#include <array>
#include <vector>

namespace rolewright {

/// Everything that gives or limits what a user, group or role may do, in sections: attached policies, inline
/// policies, policies through groups, the boundary. Empty sections aren't shown.
class PermissionsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Section { Attached, Inline, Groups, Boundary };
    static constexpr int sectionCount = 4;

    struct Row {
        Section section = Section::Attached;
        QString name;
        QString detail; ///< "AWS managed", "inline of group admins"
        std::string arn; ///< of an attached policy or boundary
        std::string group; ///< of a policy that comes through it; a group without policies has only this
        DocumentRef where;
        bool missing = false; ///< its text isn't in the workspace

        bool operator==(const Row &) const = default;
    };

    explicit PermissionsModel(QObject *parent = nullptr);

    void show(const Entity &entity, const World &world);
    /// How many rows it would show for the entity; sections don't count.
    static int countOf(const World &world, const Entity &entity);
    /// Null for a section's own row.
    const Row *row(const QModelIndex &index) const;
    QModelIndex indexOf(const DocumentRef &where) const;
    QModelIndex indexOf(const Row &row) const;
    QModelIndex firstRow() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Block {
        Section section;
        std::vector<Row> rows;
    };
    QVariant sectionData(const Block &block, int role) const;

    std::vector<Block> m_blocks;
};

} // namespace rolewright
