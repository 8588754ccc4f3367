// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of WorldTreeModel show, and the edits made on them.
#include "theme/theme.h"
#include "tree/badges.h"
#include "tree/treeedits.h"
#include "tree/treenode.h"
#include "words/words.h"
#include "words/permissionsetwords.h"

#include <QLocale>
#include <QMimeData>

namespace rolewright {

namespace {

const QString entityMimeType = QStringLiteral("application/x-rolewright-entity");

EntityId draggedEntity(const QMimeData *data)
{
    return data && data->hasFormat(entityMimeType) ? EntityId{data->data(entityMimeType).toUInt()} : EntityId{};
}

} // namespace

QVariant WorldTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeAt(index);
    switch (role) {
    case TypeRole:
        return static_cast<int>(node.type);
    case IdRole:
        return node.entity.value;
    case KindRole:
        return node.type == NodeType::Entity || node.type == NodeType::Category ? static_cast<int>(node.kind) : -1;
    case AccountRole:
        return QString::fromStdString(node.account);
    case NodeRole:
        return node.place ? QString::fromStdString(node.place->id) : QString();
    case MutedRole:
        return mutedText(node);
    case KeyRole:
        return node.entity ? QStringLiteral("e%1").arg(node.entity.value)
                           : QStringLiteral("%1/%2/%3/%4")
                                 .arg(static_cast<int>(node.type))
                                 .arg(QString::fromStdString(node.place ? node.place->id : node.account))
                                 .arg(static_cast<int>(node.kind))
                                 .arg(static_cast<int>(node.policyType));
    default:
        return node.type == NodeType::Entity ? entityData(node, role) : otherData(node, role);
    }
}

QVariant WorldTreeModel::entityData(const Node &node, int role) const
{
    const EntityPtr entity = m_document->world().find(node.entity);
    if (!entity)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(entity->name());
    case Qt::EditRole:
        return treeedits::editedName(*entity);
    case Qt::DecorationRole:
        return theme::entityIcon(entity->kind());
    case Qt::ToolTipRole: {
        QString arn = QString::fromStdString(entity->arn());
        if (const auto reserved = permissionSetRole(entity->arn()))
            arn += u'\n' + words::permissionSet(*reserved);
        const int broken = brokenDocumentCount(*entity);
        return broken == 0 ? arn : arn + u'\n' + tr("%n document(s) can't be used as they stand", nullptr, broken);
    }
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(QString::fromStdString(entity->name()), words::entityKind(entity->kind()));
    case BadgesRole:
        return trustBadges(*entity);
    case ErrorsRole:
        return brokenDocumentCount(*entity);
    default:
        return {};
    }
}

QVariant WorldTreeModel::otherData(const Node &node, int role) const
{
    if (role == Qt::DecorationRole) {
        if (node.type == NodeType::Account)
            return theme::accountIcon();
        if (node.type == NodeType::Organization)
            return theme::organizationIcon();
        if (node.type == NodeType::OrganizationNode)
            return node.place->kind == OrganizationNode::Kind::Account ? theme::accountIcon() : theme::organizationIcon();
        return {};
    }
    if (role == Qt::EditRole && node.type == NodeType::Account) {
        const AccountInfo *account = m_document->world().account(node.account);
        return account ? QString::fromStdString(account->name) : QString();
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (node.type) {
    case NodeType::Account: {
        const AccountInfo *account = m_document->world().account(node.account);
        return account && !account->name.empty() ? QString::fromStdString(account->name) : tr("Account");
    }
    case NodeType::Category:
        switch (node.kind) {
        case EntityKind::User: return tr("Users");
        case EntityKind::Group: return tr("Groups");
        case EntityKind::Role: return tr("Roles");
        case EntityKind::Policy: return tr("Policies");
        case EntityKind::Resource: return tr("Resources");
        default: return tr("Identity providers");
        }
    case NodeType::Organization:
        return tr("Organization");
    case NodeType::OrganizationCategory:
        return node.policyType == OrganizationPolicy::Type::ServiceControl ? tr("Service control policies") : tr("Resource control policies");
    case NodeType::OrganizationNode:
        return QString::fromStdString(node.place->name.empty() ? node.place->id : node.place->name);
    case NodeType::Entity:
        break;
    }
    return {};
}

QString WorldTreeModel::mutedText(const Node &node) const
{
    const World &world = m_document->world();
    switch (node.type) {
    case NodeType::Account:
        return QString::fromStdString(node.account);
    case NodeType::Category: {
        const qsizetype all = static_cast<qsizetype>(world.entities(node.account, node.kind).size());
        const qsizetype shown = static_cast<qsizetype>(node.children.size());
        return m_filter.text().isEmpty() ? QLocale().toString(all) : tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(all));
    }
    case NodeType::Organization:
        return world.header().organization ? QString::fromStdString(world.header().organization->id) : QString();
    case NodeType::OrganizationCategory:
        return QLocale().toString(static_cast<qsizetype>(node.children.size()));
    case NodeType::OrganizationNode: {
        QStringList attached;
        for (const auto *list : {&node.place->serviceControlPolicies, &node.place->resourceControlPolicies}) {
            for (const std::string &id : *list) {
                const EntityPtr policy = world.organizationPolicy(id);
                attached.append(QString::fromStdString(policy ? policy->name() : id));
            }
        }
        return attached.join(QStringLiteral(", "));
    }
    case NodeType::Entity:
        break;
    }
    return {};
}

Qt::ItemFlags WorldTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (nodeAt(index)->type == NodeType::Account)
        return flags | Qt::ItemIsEditable;
    if (nodeAt(index)->type == NodeType::OrganizationNode)
        return flags | Qt::ItemIsDropEnabled;
    const Node &node = *nodeAt(index);
    return node.type == NodeType::Entity ? node.flags : flags;
}

bool WorldTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || value == index.data(Qt::EditRole))
        return false;
    const Node &node = *nodeAt(index);
    const QString name = value.toString().trimmed();
    treeedits::Named edit = node.type == NodeType::Account ? treeedits::accountRenamed(m_document->world(), node.account, name)
                                                           : treeedits::renamed(m_document->world(), node.entity, name);
    if (!edit.result.patch) {
        emit refused(words::refused(edit.result.refused));
        return false;
    }
    m_document->apply(edit.text, std::move(*edit.result.patch));
    return true;
}

QStringList WorldTreeModel::mimeTypes() const
{
    return {entityMimeType, QStringLiteral("text/plain")};
}

QMimeData *WorldTreeModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    const EntityPtr entity = m_document->world().find(entityAt(indexes.first()));
    if (!entity)
        return nullptr;
    auto *data = new QMimeData;
    data->setData(entityMimeType, QByteArray::number(entity->id.value));
    data->setText(QString::fromStdString(entity->arn()));
    return data;
}

std::optional<treeedits::Named> WorldTreeModel::dropped(EntityId what, const QModelIndex &onto) const
{
    const Node &node = *nodeAt(onto);
    return node.place ? treeedits::droppedOnNode(m_document->world(), what, node.place->id)
                      : treeedits::dropped(m_document->world(), what, node.entity);
}

bool WorldTreeModel::canDropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent) const
{
    return dropped(draggedEntity(data), parent).has_value();
}

bool WorldTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int, int, const QModelIndex &parent)
{
    if (action == Qt::IgnoreAction)
        return true;
    auto edit = dropped(draggedEntity(data), parent);
    if (!edit)
        return false;
    if (!edit->result.patch) {
        emit refused(words::refused(edit->result.refused));
        return false;
    }
    m_document->apply(edit->text, std::move(*edit->result.patch));
    emit edited(edit->done);
    return true;
}

} // namespace rolewright
