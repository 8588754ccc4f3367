// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/worldtreemodel.h"

#include "tree/naturalorder.h"
#include "tree/treenode.h"

#include <algorithm>

namespace rolewright {

namespace {

bool comesBefore(const Entity &left, const Entity &right)
{
    const int order = naturalCompare(QString::fromStdString(left.name()), QString::fromStdString(right.name()));
    return order != 0 ? order < 0 : left.id < right.id;
}

constexpr EntityKind accountKinds[] = {EntityKind::User,   EntityKind::Group,    EntityKind::Role,
                                       EntityKind::Policy, EntityKind::Resource, EntityKind::Provider};

} // namespace

WorldTreeModel::WorldTreeModel(WorkspaceDocument *document, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
{
    build();
    connect(document, &WorkspaceDocument::changed, this, &WorldTreeModel::onChanged);
}

WorldTreeModel::~WorldTreeModel() = default;

void WorldTreeModel::setFilter(const QString &text)
{
    if (text == m_filter.text())
        return;
    beginResetModel();
    m_filter = NameFilter(text);
    build();
    endResetModel();
}

QModelIndex WorldTreeModel::indexOf(EntityId id) const
{
    const auto found = m_keyOfEntity.find(id);
    return found == m_keyOfEntity.end() ? QModelIndex() : indexFor(*node(found->second));
}

QModelIndex WorldTreeModel::indexOfAccount(const QString &account) const
{
    const std::string id = account.toStdString();
    for (const quintptr key : node(0)->children) {
        if (node(key)->type == NodeType::Account && node(key)->account == id)
            return indexFor(*node(key));
    }
    return {};
}

EntityId WorldTreeModel::entityAt(const QModelIndex &index) const
{
    return index.isValid() ? nodeAt(index)->entity : EntityId{};
}

QModelIndex WorldTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *above = nodeAt(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[static_cast<std::size_t>(row)]);
}

QModelIndex WorldTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexFor(*node(nodeAt(index)->parent)) : QModelIndex();
}

int WorldTreeModel::rowCount(const QModelIndex &parent) const
{
    return static_cast<int>(nodeAt(parent)->children.size());
}

int WorldTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

const WorldTreeModel::Node *WorldTreeModel::nodeAt(const QModelIndex &index) const
{
    return node(index.isValid() ? index.internalId() : 0);
}

WorldTreeModel::Node *WorldTreeModel::node(quintptr key) const
{
    return m_nodes.at(key).get();
}

QModelIndex WorldTreeModel::indexFor(const Node &node) const
{
    return node.key == 0 ? QModelIndex() : createIndex(node.row, 0, node.key);
}

WorldTreeModel::Node *WorldTreeModel::addNode(Node *parent, int row, NodeType type)
{
    auto made = std::make_unique<Node>();
    made->type = type;
    made->key = m_nodes.size();
    made->parent = parent->key;
    made->account = parent->account;
    made->row = row;
    Node *added = made.get();
    m_nodes.push_back(std::move(made));
    parent->children.insert(parent->children.begin() + row, added->key);
    if (static_cast<std::size_t>(row) + 1 < parent->children.size())
        renumber(*parent, static_cast<std::size_t>(row) + 1);
    return added;
}

void WorldTreeModel::renumber(const Node &parent, std::size_t from)
{
    for (std::size_t row = from; row < parent.children.size(); ++row)
        node(parent.children[row])->row = static_cast<int>(row);
}

void WorldTreeModel::removeSubtree(quintptr key)
{
    const std::unique_ptr<Node> gone = std::move(m_nodes.at(key));
    for (const quintptr child : gone->children)
        removeSubtree(child);
    if (gone->entity) {
        m_keyOfEntity.erase(gone->entity);
        --m_matchCount;
    }
}

WorldTreeModel::Node *WorldTreeModel::category(const std::string &account, EntityKind kind) const
{
    for (const quintptr key : node(0)->children) {
        const Node *top = node(key);
        if (top->type != NodeType::Account || top->account != account)
            continue;
        for (const quintptr child : top->children) {
            if (node(child)->kind == kind)
                return node(child);
        }
    }
    return nullptr;
}

void WorldTreeModel::build()
{
    m_nodes.clear();
    m_keyOfEntity.clear();
    m_matchCount = 0;
    const World &world = m_document->world();
    m_nodes.reserve(world.entityCount() + 1);
    m_keyOfEntity.reserve(world.entityCount());
    m_nodes.push_back(std::make_unique<Node>());
    Node *root = node(0);
    for (const AccountInfo &account : world.header().accounts) {
        Node *added = addNode(root, static_cast<int>(root->children.size()), NodeType::Account);
        added->account = account.id;
        fillAccount(added);
    }
    if (world.header().organization || !world.organizationPolicies().empty())
        fillOrganization(addNode(root, static_cast<int>(root->children.size()), NodeType::Organization));
}

void WorldTreeModel::fillAccount(Node *account)
{
    for (const EntityKind kind : accountKinds) {
        Node *group = addNode(account, static_cast<int>(account->children.size()), NodeType::Category);
        group->kind = kind;
        addAccepted(group, sorted(account->account, kind));
    }
}

void WorldTreeModel::addAccepted(Node *group, const EntityList &entities)
{
    for (std::size_t place = 0; place < entities.size(); ++place) {
        if (entities.accepts(m_filter, place))
            addEntity(group, static_cast<int>(group->children.size()), entities.id(place), group->kind, entities.flags(place));
    }
}

const EntityList &WorldTreeModel::sorted(const std::string &account, EntityKind kind)
{
    const auto known = m_sorted.find({account, kind});
    return known != m_sorted.end() ? known->second : m_sorted.emplace(std::pair(account, kind), EntityList(m_document->world().entities(account, kind))).first->second;
}

void WorldTreeModel::addEntity(Node *parent, int row, EntityId id, EntityKind kind, Qt::ItemFlags flags)
{
    Node *added = addNode(parent, row, NodeType::Entity);
    added->entity = id;
    added->kind = kind;
    added->flags = flags;
    m_keyOfEntity[id] = added->key;
    ++m_matchCount;
}

void WorldTreeModel::onChanged(const DocumentChange &change)
{
    if (change.everything || change.names)
        m_sorted.clear();
    if (change.everything) {
        beginResetModel();
        build();
        endResetModel();
        return;
    }
    if (change.header)
        updateHeader();
    for (const EntityId id : change.entities)
        updateEntity(id);
}

/// Accounts and the organization come and go by row; what stays keeps its rows, so that nothing open closes.
void WorldTreeModel::updateHeader()
{
    const World &world = m_document->world();
    const std::vector<AccountInfo> &accounts = world.header().accounts;
    const bool hasOrganization = world.header().organization || !world.organizationPolicies().empty();
    const auto isThere = [&accounts](const std::string &id) {
        return std::any_of(accounts.begin(), accounts.end(), [&id](const AccountInfo &account) { return account.id == id; });
    };
    Node *root = node(0);
    Node *organization = nullptr;
    for (std::size_t row = root->children.size(); row-- > 0;) {
        Node *top = node(root->children[row]);
        const bool stays = top->type == NodeType::Organization ? hasOrganization : isThere(top->account);
        if (!stays)
            removeRow(top);
        else if (top->type == NodeType::Organization)
            organization = top;
    }
    for (std::size_t row = 0; row < accounts.size(); ++row) {
        if (indexOfAccount(QString::fromStdString(accounts[row].id)).isValid())
            continue;
        const int at = static_cast<int>(std::min(row, root->children.size() - (organization ? 1 : 0)));
        beginInsertRows({}, at, at);
        Node *added = addNode(root, at, NodeType::Account);
        added->account = accounts[row].id;
        fillAccount(added);
        endInsertRows();
    }
    if (organization) {
        updateOrganization(organization);
    } else if (hasOrganization) {
        const int at = static_cast<int>(root->children.size());
        beginInsertRows({}, at, at);
        fillOrganization(addNode(root, at, NodeType::Organization));
        endInsertRows();
    }
    for (const quintptr key : root->children)
        emit dataChanged(indexFor(*node(key)), indexFor(*node(key)));
}

void WorldTreeModel::updateEntity(EntityId id)
{
    const EntityPtr entity = m_document->world().find(id);
    const auto found = m_keyOfEntity.find(id);
    if (found != m_keyOfEntity.end()) {
        Node *shown = node(found->second);
        Node *above = node(shown->parent);
        if (entity) {
            shown->flags = flagsOf(*entity);
            sortIn(shown, *entity);
            emit dataChanged(indexFor(*shown), indexFor(*shown));
            return;
        }
        removeRow(shown);
        emit dataChanged(indexFor(*above), indexFor(*above));
        return;
    }
    if (!entity)
        return;
    if (entity->kind() == EntityKind::OrganizationPolicy) {
        updateHeader();
        return;
    }
    if (Node *group = category(entity->account, entity->kind()))
        insertEntity(group, *entity);
}

void WorldTreeModel::removeRow(Node *gone)
{
    Node *above = node(gone->parent);
    const int row = gone->row;
    beginRemoveRows(indexFor(*above), row, row);
    above->children.erase(above->children.begin() + row);
    removeSubtree(gone->key);
    renumber(*above, static_cast<std::size_t>(row));
    endRemoveRows();
}

std::size_t WorldTreeModel::rowFor(const Node &group, const Entity &entity) const
{
    const auto place = std::find_if(group.children.begin(), group.children.end(), [&](quintptr key) {
        const EntityPtr other = m_document->world().find(node(key)->entity);
        return other && other->id != entity.id && comesBefore(entity, *other);
    });
    return static_cast<std::size_t>(place - group.children.begin());
}

void WorldTreeModel::sortIn(Node *shown, const Entity &entity)
{
    Node *group = node(shown->parent);
    const std::size_t from = static_cast<std::size_t>(shown->row);
    const EntityPtr above = from == 0 ? nullptr : m_document->world().find(node(group->children[from - 1])->entity);
    const EntityPtr below = from + 1 == group->children.size() ? nullptr : m_document->world().find(node(group->children[from + 1])->entity);
    // Most edits rename nothing.
    if ((from == 0 || (above && comesBefore(*above, entity))) && (from + 1 == group->children.size() || (below && comesBefore(entity, *below))))
        return;
    const std::size_t to = rowFor(*group, entity);
    if (to == from || to == from + 1)
        return;
    beginMoveRows(indexFor(*group), shown->row, shown->row, indexFor(*group), static_cast<int>(to));
    const auto begin = group->children.begin();
    if (to > from)
        std::rotate(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(from) + 1, begin + static_cast<std::ptrdiff_t>(to));
    else
        std::rotate(begin + static_cast<std::ptrdiff_t>(to), begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(from) + 1);
    renumber(*group, std::min(from, to));
    endMoveRows();
}

void WorldTreeModel::insertEntity(Node *group, const Entity &entity)
{
    if (m_filter.accepts(entity)) {
        const int row = static_cast<int>(rowFor(*group, entity));
        beginInsertRows(indexFor(*group), row, row);
        addEntity(group, row, entity.id, entity.kind(), flagsOf(entity));
        endInsertRows();
    }
    emit dataChanged(indexFor(*group), indexFor(*group));
}

} // namespace rolewright
