// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/permissionsmodel.h"

#include "pages/namedelegate.h"
#include "theme/theme.h"

#include <QStringList>

#include <algorithm>

namespace rolewright {
namespace {

using Row = PermissionsModel::Row;
using Section = PermissionsModel::Section;

QString sectionTitle(Section section)
{
    switch (section) {
    case Section::Attached:
        return PermissionsModel::tr("Attached policies");
    case Section::Inline:
        return PermissionsModel::tr("Inline policies");
    case Section::Groups:
        return PermissionsModel::tr("Through groups");
    case Section::Boundary:
        return PermissionsModel::tr("Permissions boundary");
    }
    return {};
}

class Rows
{
public:
    Rows(const World &world, std::vector<Row> &rows)
        : m_world(world)
        , m_rows(rows)
    {
    }

    void attached(Section section, const std::string &name, const std::string &arn, const std::string &group = {})
    {
        const std::optional<World::PolicyText> text = m_world.policyText(arn);
        Row row{section, QString::fromStdString(name), {}, arn, group, text ? text->where : DocumentRef{}, !text || !text->document};
        if (row.missing)
            row.detail = PermissionsModel::tr("not in the workspace");
        else if (row.where.slot == DocumentSlot::Library)
            row.detail = PermissionsModel::tr("AWS managed");
        m_rows.push_back(std::move(row));
    }

    void inlined(Section section, EntityId owner, const InlinePolicy &policy, const std::string &group = {})
    {
        const QString detail = group.empty() ? QString() : PermissionsModel::tr("inline");
        m_rows.push_back({section, QString::fromStdString(policy.name), detail, {}, group, {owner, DocumentSlot::Inline, policy.name}, !policy.document});
    }

    template <typename T>
    void own(EntityId id, const T &data)
    {
        for (const AttachedPolicy &policy : data.attachedPolicies)
            attached(Section::Attached, policy.name, policy.arn);
        for (const InlinePolicy &policy : data.inlinePolicies)
            inlined(Section::Inline, id, policy);
    }

    void group(const std::string &account, const std::string &name)
    {
        const std::size_t before = m_rows.size();
        const EntityPtr entity = m_world.findByName(account, EntityKind::Group, name);
        if (const Group *data = entity ? entity->as<Group>() : nullptr) {
            for (const AttachedPolicy &policy : data->attachedPolicies)
                attached(Section::Groups, policy.name, policy.arn, name);
            for (const InlinePolicy &policy : data->inlinePolicies)
                inlined(Section::Groups, entity->id, policy, name);
        }
        if (m_rows.size() == before)
            m_rows.push_back({Section::Groups, QString(), entity ? PermissionsModel::tr("no policies") : PermissionsModel::tr("not in the workspace"), {}, name, {}, !entity});
    }

    void boundary(const std::optional<std::string> &arn)
    {
        if (arn)
            attached(Section::Boundary, arn->substr(arn->rfind('/') + 1), *arn);
    }

private:
    const World &m_world;
    std::vector<Row> &m_rows;
};

std::vector<Row> rowsOf(const Entity &entity, const World &world)
{
    std::vector<Row> result;
    Rows rows(world, result);
    if (const User *user = entity.as<User>()) {
        rows.own(entity.id, *user);
        for (const std::string &group : user->groups)
            rows.group(entity.account, group);
        rows.boundary(user->boundary);
    } else if (const Group *group = entity.as<Group>()) {
        rows.own(entity.id, *group);
    } else if (const Role *role = entity.as<Role>()) {
        rows.own(entity.id, *role);
        rows.boundary(role->boundary);
    }
    return result;
}

} // namespace

PermissionsModel::PermissionsModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void PermissionsModel::show(const Entity &entity, const World &world)
{
    std::vector<Block> groups;
    for (Row &row : rowsOf(entity, world)) {
        if (groups.empty() || groups.back().section != row.section)
            groups.push_back({row.section, {}});
        groups.back().rows.push_back(std::move(row));
    }
    const bool same = groups.size() == m_blocks.size() && std::equal(groups.begin(), groups.end(), m_blocks.begin(), [](const Block &left, const Block &right) {
        return left.section == right.section && left.rows == right.rows;
    });
    // Typing in a policy changes the entity but not this list: nothing may move then.
    if (same)
        return;
    beginResetModel();
    m_blocks = std::move(groups);
    endResetModel();
}

int PermissionsModel::countOf(const World &world, const Entity &entity)
{
    return static_cast<int>(rowsOf(entity, world).size());
}

const PermissionsModel::Row *PermissionsModel::row(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    const std::size_t group = index.internalId() - 1;
    if (group >= m_blocks.size() || static_cast<std::size_t>(index.row()) >= m_blocks[group].rows.size())
        return nullptr;
    return &m_blocks[group].rows[static_cast<std::size_t>(index.row())];
}

QModelIndex PermissionsModel::indexOf(const DocumentRef &where) const
{
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex parent = index(group, 0);
        for (int i = 0; i < rowCount(parent); ++i) {
            const QModelIndex child = index(i, 0, parent);
            const Row *found = row(child);
            if (!found->missing && found->where == where)
                return child;
        }
    }
    return {};
}

QModelIndex PermissionsModel::indexOf(const Row &wanted) const
{
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex parent = index(group, 0);
        for (int i = 0; i < rowCount(parent); ++i) {
            const QModelIndex child = index(i, 0, parent);
            const Row *found = row(child);
            if (found->section == wanted.section && found->name == wanted.name && found->arn == wanted.arn && found->group == wanted.group)
                return child;
        }
    }
    return {};
}

QModelIndex PermissionsModel::firstRow() const
{
    return rowCount() > 0 ? index(0, 0, index(0, 0)) : QModelIndex();
}

QModelIndex PermissionsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    // 0 marks a section; its rows carry the section's number, from 1.
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr{0});
}

QModelIndex PermissionsModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr{0});
}

int PermissionsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_blocks.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return static_cast<int>(m_blocks[static_cast<std::size_t>(parent.row())].rows.size());
}

int PermissionsModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant PermissionsModel::sectionData(const Block &block, int role) const
{
    if (role == Qt::DisplayRole)
        return QStringLiteral("%1  %2").arg(sectionTitle(block.section)).arg(block.rows.size());
    if (role == Qt::ForegroundRole)
        return theme::colours().mutedText;
    return {};
}

QVariant PermissionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row *found = row(index);
    if (!found)
        return sectionData(m_blocks[static_cast<std::size_t>(index.row())], role);
    switch (role) {
    case Qt::DisplayRole:
        return found->name.isEmpty() ? QString::fromStdString(found->group) : found->name;
    case NameDelegate::DetailRole: {
        QStringList parts;
        if (!found->group.empty() && !found->name.isEmpty())
            parts << tr("by %1", "a group").arg(QString::fromStdString(found->group));
        if (!found->detail.isEmpty())
            parts << found->detail;
        return parts.join(QStringLiteral(" · "));
    }
    case Qt::DecorationRole:
        if (found->missing)
            return theme::icon(QStringLiteral("warning"));
        return theme::entityIcon(found->name.isEmpty() ? EntityKind::Group : EntityKind::Policy);
    case Qt::ToolTipRole:
        return (found->arn.empty() ? found->name : QString::fromStdString(found->arn))
            + (found->group.empty() ? QString() : u'\n' + tr("by the group %1").arg(QString::fromStdString(found->group)));
    case Qt::ForegroundRole:
        return found->missing ? QVariant(theme::colours().mutedText) : QVariant();
    default:
        return {};
    }
}

Qt::ItemFlags PermissionsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return row(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::ItemIsEnabled;
}

} // namespace rolewright
