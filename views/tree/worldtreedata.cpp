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
    if (const Node *category = categoryAt(index)) {
        const EntityId id = entityAt(index);
        switch (role) {
        case TypeRole:
            return static_cast<int>(NodeType::Entity);
        case IdRole:
            return id.value;
        case KindRole:
            return static_cast<int>(category->kind);
        case AccountRole:
            return QString::fromStdString(category->account);
        case KeyRole:
            return QStringLiteral("e%1").arg(id.value);
        default:
            return entityData(id, role);
        }
    }
    const Node &node = *nodeAt(index);
    switch (role) {
    case TypeRole:
        return static_cast<int>(node.type);
    case IdRole:
        return 0u;
    case KindRole:
        return node.type == NodeType::Category ? static_cast<int>(node.kind) : -1;
    case AccountRole:
        return QString::fromStdString(node.account);
    case NodeRole:
        return node.place ? QString::fromStdString(node.place->id) : QString();
    case MutedRole:
        return mutedText(node);
    case KeyRole:
        return QStringLiteral("%1/%2/%3/%4")
            .arg(static_cast<int>(node.type))
            .arg(QString::fromStdString(node.place ? node.place->id : node.account))
            .arg(static_cast<int>(node.kind))
            .arg(static_cast<int>(node.policyType));
    default:
        return otherData(node, role);
    }
}

QVariant WorldTreeModel::entityData(EntityId id, int role) const
{
    const EntityPtr entity = m_world.find(id);
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
        const AccountInfo *account = m_world.account(node.account);
        return account ? QString::fromStdString(account->name) : QString();
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (node.type) {
    case NodeType::Account: {
        const AccountInfo *account = m_world.account(node.account);
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
    switch (node.type) {
    case NodeType::Account:
        return QString::fromStdString(node.account);
    case NodeType::Category: {
        const qsizetype all = static_cast<qsizetype>(m_world.entities(node.account, node.kind).size());
        const qsizetype shown = static_cast<qsizetype>(countOf(node));
        return m_filter.text().isEmpty() ? QLocale().toString(all) : tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(all));
    }
    case NodeType::Organization:
        return m_world.header().organization ? QString::fromStdString(m_world.header().organization->id) : QString();
    case NodeType::OrganizationCategory:
        return QLocale().toString(static_cast<qsizetype>(countOf(node)));
    case NodeType::OrganizationNode: {
        QStringList attached;
        for (const auto *list : {&node.place->serviceControlPolicies, &node.place->resourceControlPolicies}) {
            for (const std::string &id : *list) {
                const EntityPtr policy = m_world.organizationPolicy(id);
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
    if (const Node *category = categoryAt(index))
        return category->rows[static_cast<std::size_t>(index.row())].flags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (nodeAt(index)->type == NodeType::Account)
        return flags | Qt::ItemIsEditable;
    if (nodeAt(index)->type == NodeType::OrganizationNode)
        return flags | Qt::ItemIsDropEnabled;
    return flags;
}

bool WorldTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || value == index.data(Qt::EditRole))
        return false;
    const QString name = value.toString().trimmed();
    treeedits::Named edit = categoryAt(index) ? treeedits::renamed(m_document->world(), entityAt(index), name)
                                              : treeedits::accountRenamed(m_document->world(), nodeAt(index)->account, name);
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
    const std::shared_ptr<OrganizationNode> place = categoryAt(onto) ? nullptr : nodeAt(onto)->place;
    return place ? treeedits::droppedOnNode(m_document->world(), what, place->id)
                 : treeedits::dropped(m_document->world(), what, entityAt(onto));
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
